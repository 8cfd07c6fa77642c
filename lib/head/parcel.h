/* SPDX-License-Identifier: ISC */
/*
 * Parcels as a program hands them over and gets them: what lsc_send and
 * lsc_recv promise beyond the transport.  The bytes mean nothing here.
 */
#ifndef LSCI_PARCEL_H
#define LSCI_PARCEL_H

#include "backend/backend.h"

/*
 * Returns how many bytes went, at least one if any descriptor did.  Errors:
 * those of lsci_backend_send; -EINVAL for descriptors without bytes, and for
 * a stream that would be sent over itself, where it would keep itself alive.
 */
ssize_t lsci_parcel_send(int end, const struct lsci_outgoing *out,
    lsci_until until);

/*
 * *length bytes have come, also if an error is returned that says what became
 * of the rest: -EACCES (a descriptor was withheld), -EMSGSIZE (a packet was
 * cut), -EPROTO (descriptors came although `refuse').  No descriptor is left
 * open after an error.  Other errors are those of lsci_backend_recv.
 */
int lsci_parcel_recv(int end, struct lsci_incoming *in, bool refuse,
    lsci_until until, size_t *length);

#endif
