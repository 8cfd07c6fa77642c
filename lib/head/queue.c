/* SPDX-License-Identifier: ISC */
/*
 * Finding the first message, in the socket or aside.
 */
#include <config.h>

#include <errno.h>

#include "head/queue.h"
#include "head/sorting.h"
#include "head/taken.h"
#include "head/waiters.h"
#include "sys/sys.h"

void
lsci_queue_open(struct lsci_queue *queue, int end,
    const struct lsci_state *state)
{
	queue->end = end;
	queue->state = *state;
	queue->aside = NULL;
	queue->locked = queue->stale = queue->added = false;
	queue->watched = queue->was_alone = false;
}

void
lsci_queue_close(struct lsci_queue *queue)
{
	lsci_sorting_unlock(queue);
}

/* --- the first packet of the socket */

int
lsci_queue_understand(struct lsci_queue *queue, const unsigned char *start,
    const struct lsci_look *look, bool is_first)
{
	static const struct lsci_message ordinary =
	    { .control = -1, .data = -1 };
	int r = 0;

	queue->aside = NULL;
	queue->size = look->size;
	queue->control_at = queue->data_at = 0;
	queue->as_data = 0;
	queue->passed = look->carries;
	queue->first = ordinary;
	if (!queue->passed)
		r = lsci_record_decode(&queue->first, start, look->got,
		    look->size, queue->state.key);
	if (r == 0 && is_first && queue->state.partial && !queue->passed)
		r = lsci_taken_apply(queue);
	return r < 0 ? r : 1;
}

int
lsci_queue_look(struct lsci_queue *queue, struct lsci_look *look)
{
	unsigned char start[LSCI_RECORD_HEADER];
	int r = lsci_backend_look(queue->end, start, sizeof start, look);

	return r <= 0 ? r : lsci_queue_understand(queue, start, look, true);
}

static int
look_surely(struct lsci_queue *queue, struct lsci_look *look)
{
	unsigned char start[LSCI_RECORD_HEADER];
	int r = lsci_backend_look_surely(queue->end, start, sizeof start,
	    look);

	return r <= 0 ? r : lsci_queue_understand(queue, start, look, true);
}

static bool
is_same_message(const struct lsci_message *one,
    const struct lsci_message *other)
{
	return one->purpose == other->purpose && one->high == other->high &&
	    one->band == other->band && one->control == other->control &&
	    one->data == other->data;
}

bool
lsci_queue_is_certain(struct lsci_queue *queue)
{
	struct lsci_queue again = *queue;
	struct lsci_look look;

	return queue->aside != NULL || (look_surely(&again, &look) > 0 &&
	    again.passed == queue->passed && again.size == queue->size &&
	    is_same_message(&again.first, &queue->first));
}

int
lsci_queue_take(struct lsci_queue *queue, struct lsci_taken_packet *packet)
{
	struct lsci_kept *place = packet->place;
	struct lsci_incoming in = {
		.data = place->bytes, .size = place->room,
		.fd = &place->fd, .room = 1, .slot = packet->slot,
		.close_on_exec = !packet->survives_exec
	};
	bool partial = queue->state.partial;
	int r = partial ? lsci_taken_forget(queue) : 0;
	ssize_t n;

	if (r < 0)
		return r;
	n = lsci_backend_recv(queue->end, &in, LSCI_DONT_WAIT);
	if (in.fds == 0)
		place->fd = -1;
	if (n < 0 && n != -EAGAIN && partial) {
		/* nobody has taken it */
		queue->state.partial = true;
		(void)lsci_backend_set_state(queue->end, &queue->state);
	}
	if (n < 0)
		return (int)n;
	place->sender = in.sender;
	packet->size = (size_t)n;
	packet->rest = partial && packet->size == queue->size;
	packet->withheld = in.dropped;
	return 0;
}

/* Once it has been done every sender has to know (message_put.c); but it may
   have been undone, by one that died. */
int
lsci_queue_want_sender(struct lsci_queue *queue)
{
	int r = lsci_backend_want_sender(queue->end);

	if (r < 0 || queue->state.sender_wanted)
		return r;
	queue->state.sender_wanted = true;
	return lsci_backend_set_state(queue->end, &queue->state);
}

/* --- the first message */

/* Where the kernel gave the peer its name, nothing is known of its bands;
   alone a message is in order in any case. */
static bool
needs_sorting(const struct lsci_queue *queue, const struct lsci_look *look)
{
	if (queue->first.purpose != LSCI_DELIVER)
		return true;
	switch (look->named) {
	case LSCI_NAMELESS:
		return false;
	case LSCI_NAMED_OTHERWISE:
		return lsci_sys_waiting(queue->end) > (int)look->size;
	default:
		return true;
	}
}

static bool
is_no_message(const struct lsci_queue *queue, const struct lsci_look *look)
{
	return look->size == 0 && !queue->passed;
}

/* What arrived since may go before what is aside; but only of an end whose
   messages are sorted, for what is taken here is lost to other readers. */
static void
sort_what_arrived(struct lsci_queue *queue)
{
	struct lsci_look look;

	if (lsci_queue_look(queue, &look) > 0 && look.named != LSCI_NAMELESS)
		(void)lsci_sorting_take_all(queue);
}

/* Between look and take no other thread of this process may be at work: what
   one of them has in its hands another would overtake. */
static void
unlock_if_alone(struct lsci_queue *queue)
{
	queue->aside = NULL;
	if (lsci_sys_is_single_threaded())
		lsci_sorting_unlock(queue);
}

/* 1 if there is a message aside. */
static int
first_aside(struct lsci_queue *queue)
{
	if (!lsci_aside_any() && lsci_sys_is_single_threaded())
		return 0;
	lsci_sorting_lock(queue);
	if (!queue->locked)
		return 0;
	if (lsci_aside_first(&queue->state) != NULL)
		sort_what_arrived(queue);
	if (lsci_sorting_first(queue))
		return 1;
	unlock_if_alone(queue);
	return 0;
}

/* All that waits; or only what is first, if that is no message or malformed.
   Where no slot is free for a descriptor, the first packet is the first
   message. */
enum { LOOK_AGAIN = 2 };
static int
sort(struct lsci_queue *queue, bool all)
{
	struct lsci_look look;
	int r;

	lsci_sorting_lock(queue);
	if (!queue->locked)
		return lsci_queue_look(queue, &look);
	r = all ? lsci_sorting_take_all(queue) :
	    lsci_sorting_take_one(queue);
	if (lsci_sorting_first(queue))
		return 1;
	unlock_if_alone(queue);
	if (r == -EMFILE || r == -ENFILE)
		return lsci_queue_look(queue, &look);
	return r == 1 ? LOOK_AGAIN : r;
}

static int
look_at_first(struct lsci_queue *queue)
{
	struct lsci_look look;
	int r;

	/* what is left of another packet would be lost */
	r = queue->state.partial ? look_surely(queue, &look) :
	    lsci_queue_look(queue, &look);
	if (r == -EBADMSG ||
	    (r == -EAGAIN && lsci_sys_waiting(queue->end) > 0))
		r = look_surely(queue, &look);
	if (r == -EBADMSG || (r > 0 && is_no_message(queue, &look)))
		return sort(queue, false);
	return r > 0 && needs_sorting(queue, &look) ? sort(queue, true) : r;
}

/* 1, 0 at hang-up, -EAGAIN if there is nothing. */
static int
first_in_socket(struct lsci_queue *queue)
{
	int r;

	do
		r = look_at_first(queue);
	while (r == LOOK_AGAIN);
	return r;
}

/* Whether the call may wait at all: 0, or -EAGAIN. */
static int
allow_to_wait(struct lsci_queue *queue, lsci_until until)
{
	int r = until == LSCI_WAIT ? lsci_sys_is_nonblocking(queue->end) : 0;

	lsci_sorting_unlock(queue);
	queue->stale = true;
	if (r != 0 || until == LSCI_DONT_WAIT)
		return r < 0 ? r : -EAGAIN;
	return 0;
}

static int
refresh(struct lsci_queue *queue)
{
	int r = queue->stale ?
	    lsci_backend_get_state(queue->end, &queue->state) : 0;

	queue->stale = false;
	return r;
}

int
lsci_queue_first(struct lsci_queue *queue, lsci_until until)
{
	for (;;) {
		int r = refresh(queue);

		queue->wakings = lsci_waiters_count();
		if (r == 0)
			r = first_aside(queue);
		if (r == 0)
			r = first_in_socket(queue);
		if (r != -EAGAIN)
			return r;
		r = allow_to_wait(queue, until);
		if (r == 0)
			r = lsci_waiters_sleep(queue->end,
			    queue->wakings, until);
		if (r < 0)
			return r;
	}
}

/* Without a descriptor for the watch, time has to tell. */
enum { OFTEN_MS = 10 };

static int
wait_and_rearm(struct lsci_queue *queue, int watch, lsci_until until)
{
	int r = lsci_waiters_sleep(watch, queue->wakings, until);

	return r < 0 ? r : lsci_sys_watch_rearm(watch);
}

/* At a hang-up nothing more will come; but what came before it is looked for
   once more. */
static int
end_at_hang_up(struct lsci_queue *queue, struct lsci_search *search)
{
	int r = search->hung_up ? 0 : 1;

	search->hung_up = true;
	queue->stale = true;
	lsci_sorting_unlock(queue);
	return r;
}

int
lsci_queue_wait_for_another(struct lsci_queue *queue,
    struct lsci_search *search, lsci_until until)
{
	int r = lsci_sys_is_hung_up(queue->end);

	if (r > 0)
		return end_at_hang_up(queue, search);
	if (r == 0)
		r = allow_to_wait(queue, until);
	if (r < 0)
		return r;
	if (search->watch >= 0)
		r = wait_and_rearm(queue, search->watch, until);
	else if ((r = lsci_sys_watch(queue->end)) >= 0)
		search->watch = r;
	else if (r != -EBADF)
		r = lsci_sys_pause(OFTEN_MS, until);
	return r < 0 ? r : 1;
}

void
lsci_queue_end_search(struct lsci_search *search)
{
	if (search->watch >= 0)
		lsci_sys_close(search->watch);
}
