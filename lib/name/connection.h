/* SPDX-License-Identifier: ISC */
/*
 * Connections that connld makes: what arrives at the other end of an attached
 * stream is the connection itself, passed as a descriptor.
 */
#ifndef LSCI_CONNECTION_H
#define LSCI_CONNECTION_H

#include "backend/backend.h"

/*
 * `fd' was passed by `sender' as a connection.  If it is one, whoever opened it
 * is released, and told as the sender if the superuser or the caller's own
 * effective user passed it, or else nobody is; or it is an ordinary descriptor.
 */
void lsci_connection_take(int fd, struct lsci_identity *sender);

#endif
