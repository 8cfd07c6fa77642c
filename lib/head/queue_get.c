/* SPDX-License-Identifier: ISC */
/*
 * Delivering the first message.
 */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "head/queue.h"
#include "head/sorting.h"
#include "head/taken.h"
#include "sys/sys.h"

static void
deliver(struct lsci_part *control, struct lsci_part *data,
    const struct lsci_message *is, const unsigned char *control_bytes,
    const unsigned char *data_bytes)
{
	lsci_part_deliver(control, control_bytes, is->control);
	lsci_part_deliver(data, data_bytes, is->data);
}

/* --- from what is aside */

static void
deliver_aside(const struct lsci_kept *message, struct lsci_part *control,
    struct lsci_part *data)
{
	deliver(control, data, &message->is,
	    message->bytes + message->control_at,
	    message->bytes + message->data_at);
}

static void
keep_rest(struct lsci_kept *message, const struct lsci_message *rest)
{
	bool demoted = message->is.high && !rest->high;

	if (rest->control >= 0)
		message->control_at += (size_t)(message->is.control -
		    rest->control);
	if (rest->data >= 0)
		message->data_at += (size_t)(message->is.data - rest->data);
	if (demoted)
		lsci_aside_demote(message);
	message->is = *rest;
}

/* What is left of the control part goes in front of the data part. */
static void
make_data(struct lsci_kept *message)
{
	long control = message->is.control;

	message->data_at -= (size_t)control;
	memmove(message->bytes + message->data_at,
	    message->bytes + message->control_at, (size_t)control);
	message->is.data = control +
	    (message->is.data > 0 ? message->is.data : 0);
	message->is.control = -1;
}

static void
keep_as_data(struct lsci_kept *message, const struct lsci_message *rest)
{
	keep_rest(message, rest);
	if (message->is.control < 0)
		return;
	if (message->is.high)
		lsci_aside_demote(message);
	make_data(message);
}

static void
get_aside(struct lsci_queue *queue, struct lsci_part *control,
    struct lsci_part *data, const struct lsci_message *rest,
    enum lsci_rest keep)
{
	deliver_aside(queue->aside, control, data);
	if (rest == NULL)
		lsci_aside_remove(queue->aside);
	else if (keep == LSCI_KEEP_AS_DATA)
		keep_as_data(queue->aside, rest);
	else
		keep_rest(queue->aside, rest);
}

/* --- from the socket */

/* Of a whole packet.  The data part is what it ends with. */
static void
deliver_packet(const struct lsci_queue *queue, const unsigned char *bytes,
    struct lsci_part *control, struct lsci_part *data)
{
	size_t header = queue->first.record ? LSCI_RECORD_HEADER : 0;
	size_t left = queue->first.data > 0 ? (size_t)queue->first.data : 0;

	deliver(control, data, &queue->first,
	    bytes + header + queue->control_at, bytes + (queue->size - left));
}

static bool
is_the_same(const struct lsci_queue *queue,
    const struct lsci_taken_packet *packet)
{
	struct lsci_message is;

	if (packet->place->fd >= 0 || packet->size != queue->size)
		return false;
	return packet->rest || (lsci_record_decode(&is, packet->place->bytes,
	    packet->size, packet->size, queue->state.key) == 0 &&
	    is.record == queue->first.record && is.high == queue->first.high &&
	    is.band == queue->first.band &&
	    is.control == queue->first.control &&
	    is.data == queue->first.data);
}

/* Another process was faster, and this is another message: it is delivered in
   its turn.  What is malformed is discarded by whoever takes it. */
static int
set_aside(struct lsci_queue *queue, struct lsci_taken_packet *packet)
{
	lsci_sorting_lock(queue);
	(void)lsci_sorting_put(queue, packet, LSCI_ASIDE_IN_FRONT);
	lsci_sorting_unlock(queue);
	return -EAGAIN;
}

static int
take_whole(struct lsci_queue *queue, struct lsci_kept *place,
    struct lsci_part *control, struct lsci_part *data)
{
	struct lsci_taken_packet packet =
	    { .place = place, .slot = LSCI_SLOT_UNPROVED };
	int r = lsci_queue_take(queue, &packet);

	if (r == 0 && !is_the_same(queue, &packet)) {
		packet.rest = false;
		return set_aside(queue, &packet);
	}
	if (r == 0)
		deliver_packet(queue, place->bytes, control, data);
	lsci_aside_free(place);
	return r;
}

/* Whether these are the bytes of what was looked at. */
static bool
is_what_was_seen(const struct lsci_queue *queue, struct lsci_kept *place,
    const struct lsci_look *look)
{
	struct lsci_taken_packet packet = { .place = place,
	    .size = look->size, .rest = queue->state.partial };

	return !look->carries && look->got == look->size &&
	    is_the_same(queue, &packet);
}

static int
copy_first(struct lsci_queue *queue, struct lsci_kept *place,
    struct lsci_part *control, struct lsci_part *data)
{
	struct lsci_look look;
	int r = lsci_backend_look_surely(queue->end, place->bytes, place->room,
	    &look);

	if (r <= 0)
		return r == 0 ? -EAGAIN : r;
	if (!is_what_was_seen(queue, place, &look))
		return -EAGAIN;
	deliver_packet(queue, place->bytes, control, data);
	return 0;
}

static int
take_part(struct lsci_queue *queue, struct lsci_kept *place,
    struct lsci_part *control, struct lsci_part *data,
    const struct lsci_message *rest, enum lsci_rest keep)
{
	int r = copy_first(queue, place, control, data);

	lsci_aside_free(place);
	if (r < 0)
		return r;
	return keep == LSCI_KEEP_AS_DATA && rest->control > 0 ?
	    lsci_taken_note_as_data(queue, rest->control) :
	    lsci_taken_note(queue, rest);
}

/* What is left of both parts, to be one: the socket has no number for that, so
   it becomes one aside. */
static int
take_aside(struct lsci_queue *queue, struct lsci_kept *place)
{
	struct lsci_taken_packet packet =
	    { .place = place, .slot = LSCI_SLOT_UNPROVED };
	int r = lsci_queue_take(queue, &packet);

	if (r == 0)
		return set_aside(queue, &packet);
	lsci_aside_free(place);
	return r;
}

static int
get_from_socket(struct lsci_queue *queue, struct lsci_part *control,
    struct lsci_part *data, const struct lsci_message *rest,
    enum lsci_rest keep)
{
	struct lsci_kept *place = lsci_aside_new(queue->size);

	if (place == NULL)
		return -ENOMEM;
	queue->stale = true;
	if (rest != NULL && keep == LSCI_KEEP_AS_DATA && rest->control > 0 &&
	    queue->data_at > 0)
		return take_aside(queue, place);
	return rest != NULL ? take_part(queue, place, control, data, rest,
	    keep) :
	    take_whole(queue, place, control, data);
}

/* What comes after this has been asked, and before the first message is taken,
   finds an empty queue, too. */
static bool
is_alone(const struct lsci_queue *queue)
{
	size_t own = queue->aside == NULL ? queue->size : 0;

	return lsci_sys_waiting(queue->end) <= (int)own &&
	    (queue->aside == NULL || lsci_aside_next(queue->aside) == NULL);
}

int
lsci_queue_get(struct lsci_queue *queue, struct lsci_part *control,
    struct lsci_part *data, enum lsci_rest keep)
{
	struct lsci_message left;
	const struct lsci_message *rest =
	    lsci_parts_rest(control, data, &queue->first, &left) &&
	    keep != LSCI_DROP_REST ? &left : NULL;
	int r = 0;

	queue->was_alone = queue->watched && rest == NULL && is_alone(queue);
	if (queue->aside != NULL)
		get_aside(queue, control, data, rest, keep);
	else
		r = get_from_socket(queue, control, data, rest, keep);
	if (r == 0)
		queue->first = left;
	return r;
}

int
lsci_queue_copy(struct lsci_queue *queue, struct lsci_part *control,
    struct lsci_part *data)
{
	struct lsci_kept *place;
	int r;

	if (queue->aside != NULL) {
		deliver_aside(queue->aside, control, data);
		return 0;
	}
	place = lsci_aside_new(queue->size);
	if (place == NULL)
		return -ENOMEM;
	r = copy_first(queue, place, control, data);
	lsci_aside_free(place);
	return r;
}

/* --- a passed descriptor */

static void
tell_passed(struct lsci_passed_message *passed, const struct lsci_kept *place,
    size_t size)
{
	passed->size = size < passed->room ? size : passed->room;
	if (passed->size > 0)
		memcpy(passed->data, place->bytes, passed->size);
	passed->sender = place->sender;
}

static int
receive_aside(struct lsci_queue *queue, struct lsci_passed_message *passed)
{
	struct lsci_kept *place = queue->aside;
	int r = passed->unwanted ? -1 : lsci_sys_duplicate(place->fd);

	if (r < 0 && !passed->unwanted)
		return r;
	passed->fd = r;
	tell_passed(passed, place, place->room);
	lsci_aside_remove(place);
	return 0;
}

static int
receive(struct lsci_queue *queue, struct lsci_taken_packet *packet,
    struct lsci_passed_message *passed)
{
	struct lsci_kept *place = packet->place;
	int r = lsci_queue_take(queue, packet);

	if (r == 0 && place->fd < 0 && !packet->withheld)
		return set_aside(queue, packet);
	if (r == 0) {
		tell_passed(passed, place, packet->size);
		passed->fd = passed->unwanted ? -1 : place->fd;
		r = place->fd < 0 ? -EACCES : 0;
		if (!passed->unwanted)
			place->fd = -1;
	}
	lsci_aside_free(place);
	return r;
}

int
lsci_queue_receive(struct lsci_queue *queue,
    struct lsci_passed_message *passed)
{
	struct lsci_taken_packet packet =
	    { .slot = LSCI_SLOT_PROVED, .survives_exec = true };

	queue->was_alone = queue->watched && is_alone(queue);
	if (queue->aside != NULL)
		return receive_aside(queue, passed);
	packet.place = lsci_aside_new(queue->size);
	queue->stale = true;
	return packet.place == NULL ? -ENOMEM :
	    receive(queue, &packet, passed);
}
