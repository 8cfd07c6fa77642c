/* SPDX-License-Identifier: ISC */
#ifndef LSCI_KIND_H
#define LSCI_KIND_H

#include "backend/backend.h"

/* Makes a new socket recognisable as what it is.  It fails only where sockets
   take no mark, and then nobody asks for one. */
void lsci_socket_mark(int fd, enum lsci_kind kind);

#endif
