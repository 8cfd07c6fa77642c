/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "head/sorting.h"
#include "head/waiters.h"
#include "sys/sys.h"

/* Bytes that are set aside for one end, before more is left in the socket. */
enum { ASIDE_MAX = 4 << 20 };

/* Slots that passed descriptors may have before anybody has asked for them. */
enum { SLOTS_MAX = 16 };

void
lsci_sorting_lock(struct lsci_queue *queue)
{
	if (!queue->locked)
		queue->locked = lsci_aside_lock();
}

void
lsci_sorting_unlock(struct lsci_queue *queue)
{
	if (queue->locked) {
		if (queue->added && lsci_aside_first(&queue->state) != NULL)
			lsci_waiters_wake();
		lsci_aside_unlock();
	}
	queue->locked = queue->added = false;
	queue->aside = NULL;
}

void
lsci_sorting_flush(struct lsci_queue *queue, int band)
{
	struct lsci_kept *next = lsci_aside_first(&queue->state);

	while (next != NULL) {
		struct lsci_kept *message = next;

		next = lsci_aside_next(message);
		if (band == LSCI_EVERY_BAND || (!message->is.high &&
		    message->is.band == band))
			lsci_aside_remove(message);
	}
}

bool
lsci_sorting_first(struct lsci_queue *queue)
{
	struct lsci_kept *message = lsci_aside_first(&queue->state);

	queue->aside = message;
	if (message == NULL)
		return false;
	queue->first = message->is;
	queue->passed = message->fd >= 0;
	return true;
}

/* Where the parts of a message begin in its packet. */
static void
place_parts(struct lsci_kept *place)
{
	place->control_at = place->is.record ? LSCI_RECORD_HEADER : 0;
	place->data_at = place->control_at +
	    (place->is.control > 0 ? (size_t)place->is.control : 0);
}

static bool
lies_inside(size_t at, long length, size_t size)
{
	return length <= 0 ||
	    (at <= size && (size_t)length <= size - at);
}

/* Of the message that was first in the socket some may have been taken; unless
   it is another one, and as long by chance. */
static void
place_rest(const struct lsci_queue *queue, struct lsci_kept *place,
    size_t size)
{
	size_t control_at = place->control_at + queue->control_at;
	size_t data_at = queue->as_data > 0 ? control_at :
	    place->data_at + queue->data_at;

	if (!lies_inside(control_at, queue->first.control, size) ||
	    !lies_inside(data_at, queue->first.data, size))
		return;
	place->is = queue->first;
	place->control_at = control_at;
	place->data_at = data_at;
}

/* Not a message: 0 if it is to be forgotten. */
static int
obey(struct lsci_queue *queue, const struct lsci_message *is, size_t size)
{
	if (is->purpose == LSCI_DELIVER)
		return size > 0;        /* only strangers send empty packets */
	lsci_sorting_flush(queue, is->purpose == LSCI_FLUSH ?
	    LSCI_EVERY_BAND : is->band);
	return 0;
}

int
lsci_sorting_put(struct lsci_queue *queue, struct lsci_taken_packet *packet,
    enum lsci_aside_where where)
{
	static const struct lsci_message ordinary =
	    { .control = -1, .data = -1 };
	struct lsci_kept *place = packet->place;
	int r = 1;

	place->is = ordinary;
	if (place->fd >= 0 && packet->survives_exec)
		lsci_sys_set_close_on_exec(place->fd);
	if (place->fd < 0) {
		r = lsci_record_decode(&place->is, place->bytes, packet->size,
		    packet->size, queue->state.key);
		if (r == 0)
			r = obey(queue, &place->is, packet->size);
	}
	if (r <= 0) {
		lsci_aside_free(place);
		return r;
	}
	place_parts(place);
	if (packet->rest)
		place_rest(queue, place, packet->size);
	lsci_aside_put(&queue->state, place, packet->size, where);
	queue->added = true;
	return 0;
}

int
lsci_sorting_take_one(struct lsci_queue *queue)
{
	struct lsci_look look;
	struct lsci_taken_packet packet = { .place = NULL };
	int r = lsci_queue_look(queue, &look);

	if (r == -EBADMSG && lsci_aside_first(&queue->state) == NULL)
		r = 1;
	if (r > 0 && queue->passed)
		r = lsci_aside_descriptors() >= SLOTS_MAX ||
		    lsci_queue_want_sender(queue) < 0 ? -EMFILE : 1;
	if (r <= 0)
		return r;
	packet.place = lsci_aside_new(look.size);
	if (packet.place == NULL)
		return -ENOMEM;
	packet.slot = queue->passed ? LSCI_SLOT_PROVED : LSCI_SLOT_UNPROVED;
	r = lsci_queue_take(queue, &packet);
	if (r < 0) {
		lsci_aside_free(packet.place);
		return r;
	}
	r = lsci_sorting_put(queue, &packet, LSCI_ASIDE_BEHIND);
	return r < 0 ? r : 1;
}

int
lsci_sorting_take_all(struct lsci_queue *queue)
{
	int r = 1;

	while (r > 0 && lsci_aside_size(&queue->state) < ASIDE_MAX)
		r = lsci_sorting_take_one(queue);
	return r;
}
