/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "head/summary.h"

struct count {
	struct lsci_summary *summary;
	int band;
};

static int
count_one(const struct lsci_message *message, bool passed, void *context)
{
	struct count *count = context;
	struct lsci_summary *summary = count->summary;
	long size = message->data > 0 ? message->data : 0;

	(void)passed;
	if (count->band != LSCI_EVERY_BAND &&
	    (message->high || message->band != count->band))
		return 0;
	if (summary->messages++ == 0)
		summary->first = size;
	summary->bytes += size;
	return 0;
}

int
lsci_queue_summarise(int end, const struct lsci_state *state, int band,
    struct lsci_summary *summary)
{
	static const struct lsci_summary nothing = { 0, 0, 0 };
	struct count count = { summary, band };
	struct lsci_queue queue;
	int r;

	do {
		*summary = nothing;
		lsci_queue_open(&queue, end, state);
		r = lsci_queue_visit(&queue, count_one, &count);
		lsci_queue_close(&queue);
	} while (r == -EAGAIN);
	return r == -ENOMEM ? -ENOSR : r;
}
