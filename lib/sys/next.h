/* SPDX-License-Identifier: ISC */
/*
 * Whoever would have had a call if this object had no function of its name.
 */
#ifndef LSCI_NEXT_H
#define LSCI_NEXT_H

/* A place, one for each call, where the answer is kept.  What dlsym returns is
   no function for C; memcpy makes it one. */
typedef _Atomic(void *) lsci_next_place;

/* NULL and ENOSYS if nobody has such a call. */
void *lsci_next(const char *name, lsci_next_place *found);

#endif
