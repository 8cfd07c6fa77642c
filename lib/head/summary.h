/* SPDX-License-Identifier: ISC */
/*
 * What waits on a queue, in numbers.
 */
#ifndef LSCI_SUMMARY_H
#define LSCI_SUMMARY_H

#include "backend/backend.h"
#include "head/queue.h"

struct lsci_summary {
	int messages;           /* passed descriptors are some */
	long bytes;             /* of their data parts */
	long first;             /* of the first data part */
};

/* Of one band, or LSCI_EVERY_BAND.  Errors: those of lsci_queue_first. */
int lsci_queue_summarise(int end, const struct lsci_state *state, int band,
    struct lsci_summary *summary);

#endif
