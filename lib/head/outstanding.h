/* SPDX-License-Identifier: ISC */
/*
 * How many bytes of what this process has sent are unread, band by band.
 *
 * The kernel tells what it has charged for all that is unread, which is much
 * more than the bytes of small messages; so this process remembers of each
 * end what it has sent last, and for how much that was charged.  What other
 * processes have sent to the same queue is not known and counts for nothing.
 */
#ifndef LSCI_OUTSTANDING_H
#define LSCI_OUTSTANDING_H

#include "backend/backend.h"

/* A message of `size' bytes has been sent in a band. */
void lsci_outstanding_add(const struct lsci_state *end, int band,
    size_t size);

/* At most so many bytes of all bands: without asking the kernel; but LONG_MAX
   if that cannot be said any more. */
long lsci_outstanding_at_most(const struct lsci_state *end);

/* Those of one band, now that the kernel says what it charges for: as exact
   as LSCI_SPAN. */
enum { LSCI_SPAN = 512 };
long lsci_outstanding_settle(const struct lsci_state *end, int band,
    int charged);

/* Whether of the bands that were ever used, if any was, each has so many
   bytes. */
bool lsci_outstanding_fills_bands(const struct lsci_state *end, long bytes,
    int charged);

/* What was sent, in one band or in all (-1), counts for nothing. */
void lsci_outstanding_forget(const struct lsci_state *end, int band);

/* Whether that was noted of this end before; notes it. */
bool lsci_outstanding_note_announced(const struct lsci_state *end);
/* It was not. */
void lsci_outstanding_deny_announced(const struct lsci_state *end);

#endif
