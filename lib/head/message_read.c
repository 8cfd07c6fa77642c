/* SPDX-License-Identifier: ISC */
/*
 * read: the first messages as a stream of bytes, by the read and the control
 * mode of the end.  It takes as many as there are and fit, or one in the
 * modes that keep bounds, and waits only for the first.
 */
#include <config.h>

#include <errno.h>
#include <limits.h>

#include "head/events.h"
#include "head/message_get.h"
#include "head/options.h"
#include "head/queue.h"

/* Where the bytes go, and how many did. */
struct sink {
	unsigned char *to;
	size_t room;
	size_t done;
	bool took;              /* a message, be it an empty one */
};

static long
room_left(const struct sink *sink)
{
	return (long)(sink->room - sink->done);
}

/* Whether read can take what is first; it stays if not. */
static bool
is_readable(const struct lsci_queue *queue)
{
	return !queue->passed && (queue->first.control < 0 ||
	    queue->state.control_mode != LSCI_CONTROL_REFUSE);
}

/* Bytes of it that read would return. */
static long
size_of(const struct lsci_queue *queue)
{
	long size = queue->first.data > 0 ? queue->first.data : 0;

	if (queue->first.control > 0 &&
	    queue->state.control_mode == LSCI_CONTROL_AS_DATA)
		size += queue->first.control;
	return size;
}

/* A control part that is discarded, and nothing else: no message at all. */
static bool
is_nothing(const struct lsci_queue *queue)
{
	return queue->first.data < 0 &&
	    queue->state.control_mode == LSCI_CONTROL_DISCARD;
}

static int
take(struct lsci_queue *queue, struct sink *sink)
{
	bool as_data = queue->state.control_mode == LSCI_CONTROL_AS_DATA;
	long room = room_left(sink);
	long of_control = queue->first.control > 0 && as_data ?
	    queue->first.control : 0;
	struct lsci_part control = { NULL, LONG_MAX, 0 };
	struct lsci_part data;
	int r;

	if (as_data) {
		control.to = sink->to + sink->done;
		control.room = room;
	}
	if (of_control > room)
		of_control = room;
	data.to = sink->to + sink->done + of_control;
	data.room = room - of_control;
	r = lsci_queue_get(queue, &control, &data,
	    queue->state.read_mode == LSCI_READ_DISCARD ?
	    LSCI_DROP_REST : LSCI_KEEP_AS_DATA);
	if (r < 0)
		return r;
	sink->took = true;
	if (as_data && control.length > 0)
		sink->done += (size_t)control.length;
	if (data.length > 0)
		sink->done += (size_t)data.length;
	return 0;
}

/* One message more: 1 if read may go on. */
static int
read_one(struct lsci_queue *queue, struct sink *sink, lsci_until until)
{
	bool empty, nothing;
	int r = lsci_queue_first(queue, sink->done > 0 ? LSCI_DONT_WAIT :
	    until);

	if (r <= 0)
		return r;
	if (!is_readable(queue))
		return lsci_queue_is_certain(queue) ? -EBADMSG : 1;
	nothing = is_nothing(queue);
	empty = !nothing && size_of(queue) == 0;
	if (empty && sink->done > 0)
		return 0;
	r = take(queue, sink);
	if (r == -EAGAIN)               /* somebody was faster */
		return 1;
	if (r < 0 || empty)
		return r;
	return nothing || (queue->state.read_mode == LSCI_READ_BYTES &&
	    room_left(sink) > 0);
}

ssize_t
lsci_message_read(int end, const struct lsci_state *state, void *to,
    size_t size, lsci_until until)
{
	struct sink sink = { to, size, 0, false };
	struct lsci_queue queue;
	int r;

	if (state->unreadable)
		return -EBADF;
	if (size == 0)
		return 0;
	lsci_queue_open(&queue, end, state);
	queue.watched = lsci_events_any();
	do
		r = read_one(&queue, &sink, until);
	while (r > 0);
	lsci_queue_close(&queue);
	if (sink.took && queue.watched)
		lsci_events_taken(end, state, NULL, queue.was_alone);
	if (sink.done > 0)
		return (ssize_t)sink.done;
	return r == -ENOMEM ? -ENOSR : r;
}
