/* SPDX-License-Identifier: ISC */
/*
 * How descriptors ride on a socket message: the part in which `control' and
 * `accrights' differ.  These make one system call each and decide nothing;
 * waiting, retrying and errno are socket_send.c's and socket_recv.c's.
 */
#ifndef LSCI_RIGHTS_H
#define LSCI_RIGHTS_H

#include <sys/uio.h>

#include "backend/backend.h"

/* Sends the parcel as it is; flags are sendmsg's. */
ssize_t lsci_rights_send(int end, const struct lsci_outgoing *out, int flags);

/* Receives and sorts: in->room descriptors are kept, the rest closed. */
ssize_t lsci_rights_recv(int end, struct lsci_incoming *in, int flags);

/* Looks and leaves no descriptor installed; flags without MSG_PEEK.  What
   look->size says is true of packets. */
ssize_t lsci_rights_peek(int end, void *data, size_t size,
    struct lsci_look *look, int flags);

/* From now on messages tell who sent them, if this way of passing can. */
int lsci_rights_want_sender(int end);

/* What this way of passing can tell, and do. */
extern const bool lsci_rights_tell_sender;
extern const bool lsci_rights_tell_dropped;
extern const bool lsci_rights_close_on_exec;    /* from birth */

/* The bytes of a parcel as sendmsg wants them; returns how many parts, in a
   type that fits msg_iovlen whether a system made it an int or a size_t. */
unsigned short lsci_rights_gather(const struct lsci_outgoing *out, struct iovec part[2]);

/* Before a receive: no results. */
void lsci_rights_nothing(struct lsci_incoming *in);

/* Hands received descriptors to the parcel as far as they are wanted, and
   closes the others.  `from' need not be aligned; `late' is whether they
   still have to be made close-on-exec. */
void lsci_rights_sort(struct lsci_incoming *in, const void *from, size_t bytes,
    bool late);

/*
 * Proves slots for the descriptors that wait at the head of a stream, where
 * more than one is wanted (in->room).  Returns how many bytes may be taken
 * now; 0 at hang-up.  One of the files
 * slots_*.c is linked.  Never waits.
 */
ssize_t lsci_rights_prove_slots(int end, const struct lsci_incoming *in);

#endif
