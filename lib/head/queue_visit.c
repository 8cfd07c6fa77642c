/* SPDX-License-Identifier: ISC */
/*
 * All that waits on a queue: looking at it, and discarding it.
 */
#include <config.h>

#include <errno.h>

#include "head/queue.h"
#include "head/sorting.h"
#include "head/taken.h"
#include "sys/sys.h"

/* --- looking */

struct tour {
	struct lsci_queue *queue;
	lsci_queue_visitor *visit;
	void *context;
	bool behind_first;
};

static int
visit_aside(struct tour *tour)
{
	struct lsci_kept *message = lsci_aside_first(&tour->queue->state);
	int r = 0;

	for (; r == 0 && message != NULL; message = lsci_aside_next(message)) {
		r = tour->visit(&message->is, message->fd >= 0,
		    tour->context);
		tour->behind_first = true;
	}
	return r;
}

/* What is malformed, or no message, does not count. */
static int
visit_packet(const unsigned char *start, const struct lsci_look *look,
    void *context)
{
	struct tour *tour = context;
	struct lsci_queue *queue = tour->queue;
	int r = lsci_queue_understand(queue, start, look,
	    !tour->behind_first);

	tour->behind_first = true;
	if (r == -EBADMSG || queue->first.purpose != LSCI_DELIVER ||
	    (look->size == 0 && !queue->passed))
		return 0;
	return r < 0 ? r :
	    tour->visit(&queue->first, queue->passed, tour->context);
}

int
lsci_queue_visit(struct lsci_queue *queue, lsci_queue_visitor *visit,
    void *context)
{
	struct tour tour = { queue, visit, context, false };
	int r = lsci_queue_first(queue, LSCI_DONT_WAIT);

	if (r <= 0)
		return r == -EAGAIN ? 0 : r;
	if (queue->aside == NULL &&
	    lsci_sys_waiting(queue->end) <= (int)queue->size)
		return visit(&queue->first, queue->passed, context);
	r = queue->aside != NULL ? visit_aside(&tour) : 0;
	return r == 0 ? lsci_backend_scan(queue->end, visit_packet, &tour) :
	    r;
}

/* --- discarding */

/* Only what was there when it began: a sender that is released meanwhile has
   its message delivered. */
struct flush {
	struct lsci_queue *queue;
	int band;
	long left;              /* bytes in the socket */
};

/* Passed descriptors need no slot to be closed. */
static int
discard_one(struct lsci_queue *queue)
{
	unsigned char byte;
	struct lsci_incoming in = { .data = &byte, .size = sizeof byte };
	ssize_t n;

	if (queue->state.partial)
		(void)lsci_taken_forget(queue);
	n = lsci_backend_recv(queue->end, &in, LSCI_DONT_WAIT);
	return n < 0 ? (int)n : 1;
}

/* Of a band, all messages must be taken to see which are in it. */
static int
flush_one(struct flush *flush)
{
	struct lsci_queue *queue = flush->queue;
	struct lsci_look look;
	int r = lsci_queue_look(queue, &look);

	if (r == 0 || (r < 0 && r != -EBADMSG))
		return r;
	flush->left -= (long)look.size;
	if (flush->band == LSCI_EVERY_BAND)
		return discard_one(queue);
	r = lsci_sorting_take_one(queue);
	return r == -EBADMSG ? 1 : r;
}

int
lsci_queue_flush(struct lsci_queue *queue, int band)
{
	struct flush flush = { queue, band, lsci_sys_waiting(queue->end) };
	int r = 1;

	lsci_sorting_lock(queue);
	while (r > 0 && flush.left > 0)
		r = flush_one(&flush);
	lsci_sorting_flush(queue, band);
	lsci_sorting_unlock(queue);
	return r == -EAGAIN || r > 0 ? 0 : r;
}
