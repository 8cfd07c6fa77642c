/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "head/events.h"
#include "head/message_get.h"
#include "head/queue.h"

static bool
will_do(const struct lsci_queue *queue, const struct lsci_wish *wish)
{
	if (queue->passed)
		return !wish->high && wish->band <= 0;
	return queue->first.high ||
	    (!wish->high && queue->first.band >= wish->band);
}

/* 1, 0 at hang-up; whatever is first and will not do stays. */
static int
find_and_search(struct lsci_queue *queue, const struct lsci_wish *wish,
    lsci_until until, struct lsci_search *search)
{
	int r;

	do {
		r = lsci_queue_first(queue, until);
		if (r <= 0 || will_do(queue, wish))
			return r;
		r = lsci_queue_wait_for_another(queue, search, until);
	} while (r > 0);
	return r;
}

static int
find(struct lsci_queue *queue, const struct lsci_wish *wish, lsci_until until)
{
	struct lsci_search search = LSCI_SEARCH_INIT;
	int r = find_and_search(queue, wish, until, &search);

	lsci_queue_end_search(&search);
	return r;
}

static void
tell(struct lsci_arrival *arrival, const struct lsci_message *was,
    const struct lsci_message *rest)
{
	arrival->high = was->high;
	arrival->band = was->band;
	arrival->more_control = rest->control >= 0;
	arrival->more_data = rest->data >= 0;
}

/* What is first and cannot be got this way stays. */
static int
refuse(struct lsci_queue *queue)
{
	return lsci_queue_is_certain(queue) ? -EBADMSG : -EAGAIN;
}

/* -EAGAIN: somebody else was faster. */
static int
get(struct lsci_queue *queue, struct lsci_part *control,
    struct lsci_part *data, struct lsci_arrival *arrival)
{
	struct lsci_message was = queue->first;
	int r = queue->passed ? refuse(queue) :
	    lsci_queue_get(queue, control, data, LSCI_KEEP_REST);

	if (r == 0) {
		tell(arrival, &was, &queue->first);
		arrival->was = was;
	}
	return r;
}

static int
find_and_get(struct lsci_queue *queue, const struct lsci_wish *wish,
    struct lsci_part *control, struct lsci_part *data,
    struct lsci_arrival *arrival, lsci_until until)
{
	int r;

	do {
		r = find(queue, wish, until);
		if (r <= 0) {
			arrival->hung_up = r == 0;
			return r;
		}
		r = get(queue, control, data, arrival);
	} while (r == -EAGAIN);
	return r;
}

int
lsci_message_get(int end, const struct lsci_state *state,
    const struct lsci_wish *wish, struct lsci_part *control,
    struct lsci_part *data, struct lsci_arrival *arrival, lsci_until until)
{
	static const struct lsci_arrival nothing = { .band = 0 };
	struct lsci_queue queue;
	int r;

	*arrival = nothing;
	if (state->unreadable)
		return -EBADF;
	lsci_queue_open(&queue, end, state);
	queue.watched = lsci_events_any();
	r = find_and_get(&queue, wish, control, data, arrival, until);
	lsci_queue_close(&queue);
	if (r == 0 && queue.watched)
		lsci_events_taken(end, state, &arrival->was, queue.was_alone);
	return r == -ENOMEM ? -ENOSR : r;
}

/* --- passed descriptors */

static int
receive(struct lsci_queue *queue, struct lsci_passed_message *passed,
    lsci_until until)
{
	int r;

	do {
		r = lsci_queue_first(queue, until);
		if (r <= 0)
			return r == 0 ? -ENXIO : r;
		r = queue->passed ? lsci_queue_receive(queue, passed) :
		    refuse(queue);
	} while (r == -EAGAIN);
	return r;
}

int
lsci_message_receive(int end, const struct lsci_state *state, int *fd,
    struct lsci_identity *sender, unsigned char *carrier, lsci_until until)
{
	struct lsci_passed_message passed = { .data = carrier, .room = 1 };
	struct lsci_queue queue;
	int r;

	lsci_queue_open(&queue, end, state);
	queue.watched = lsci_events_any();
	r = lsci_queue_want_sender(&queue);
	*carrier = LSCI_CARRIES_DESCRIPTOR;
	if (r == 0)
		r = receive(&queue, &passed, until);
	lsci_queue_close(&queue);
	if (r == 0 && queue.watched)
		lsci_events_taken(end, state, NULL, queue.was_alone);
	*fd = passed.fd;
	*sender = passed.sender;
	return r;
}
