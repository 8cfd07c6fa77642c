/* SPDX-License-Identifier: ISC */
#include "tests/messages/model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <streamcompat/stropts.h>

#include "tests/messages/model_queue.h"

static void
fail(struct outcome *out, int error)
{
	out->result = -1;
	out->error = error;
}

static void
add_bytes(struct outcome *out, const unsigned char *bytes, long size)
{
	if (size <= 0)
		return;
	memcpy(out->bytes + out->size, bytes, (size_t)size);
	out->size += (size_t)size;
}

/* --- read */

void
model_set_read(struct model *model, int option)
{
	int control = option & RPROTMASK;

	model->read_mode = option & (RMSGD | RMSGN);
	if (control == RPROTNORM || control == RPROTDAT ||
	    control == RPROTDIS)
		model->control_mode = control;
}

/* What is left of a message that was read is data and nothing else. */
static void
read_part(struct model *model, size_t room, struct outcome *out)
{
	struct model_message first = model_take_first(model);
	long control = first.control > 0 ? first.control : 0;
	long all = control + (first.data > 0 ? first.data : 0);
	long skip = model->control_mode == RPROTDIS ? control : 0;
	long left = (long)(room - out->size);
	long size = all - skip < left ? all - skip : left;

	add_bytes(out, first.bytes + skip, size);
	first.data = all - skip - size;
	memmove(first.bytes, first.bytes + skip + size, (size_t)first.data);
	first.control = -1;
	first.high = false;
	if (first.data > 0 && model->read_mode != RMSGD)
		model_put_back(model, first);
	else
		free(first.bytes);
}

enum next { STOP, GO_ON, REFUSED };

static enum next
read_next(struct model *model, size_t room, struct outcome *out)
{
	const struct model_message *first = &model->queue[0];
	long size;

	if (first->passed || (first->control >= 0 &&
	    model->control_mode == RPROTNORM))
		return out->size > 0 ? STOP : REFUSED;
	if (first->data < 0 && model->control_mode == RPROTDIS) {
		model_drop_first(model);
		return GO_ON;
	}
	size = (first->data > 0 ? first->data : 0) +
	    (first->control > 0 && model->control_mode == RPROTDAT ?
	    first->control : 0);
	if (size == 0 && out->size > 0)
		return STOP;
	read_part(model, room, out);
	return size > 0 && model->read_mode == RNORM && out->size < room ?
	    GO_ON : STOP;
}

void
model_read(struct model *model, size_t room, struct outcome *out)
{
	enum next next = room > 0 ? GO_ON : STOP;

	while (next == GO_ON && model->count > 0)
		next = read_next(model, room, out);
	out->result = (long)out->size;
	if (next == REFUSED)
		fail(out, EBADMSG);
	else if (next == GO_ON && out->size == 0 && !model->hung_up)
		fail(out, EAGAIN);
}

/* --- getmsg and getpmsg */

static bool
will_do(const struct model_message *first, const struct model_wish *wish)
{
	return first->high || (!wish->high && first->band >= wish->band);
}

static long
taken(long length, long room)
{
	return length < 0 || room < 0 ? -1 : length < room ? length : room;
}

/* Nothing of length 0 stays where there is room, be it for nothing. */
static long
left(long length, long took)
{
	return took == length ? -1 : length - (took > 0 ? took : 0);
}

static void
get_first(struct model *model, const struct model_wish *wish,
    struct outcome *out)
{
	struct model_message first = model_take_first(model);
	long control_before = first.control > 0 ? first.control : 0;
	const unsigned char *data = first.bytes + control_before;
	long control_left, data_left;

	out->control = taken(first.control, wish->control_room);
	out->data = taken(first.data, wish->data_room);
	control_left = left(first.control, out->control);
	data_left = left(first.data, out->data);
	add_bytes(out, first.bytes, out->control);
	add_bytes(out, data, out->data);
	out->result = (control_left >= 0 ? MORECTL : 0) |
	    (data_left >= 0 ? MOREDATA : 0);
	if (out->result == 0) {
		free(first.bytes);
		return;
	}
	if (control_left > 0)
		memmove(first.bytes, first.bytes + control_before -
		    control_left, (size_t)control_left);
	if (data_left > 0)
		memmove(first.bytes + (control_left > 0 ? control_left : 0),
		    data + first.data - data_left, (size_t)data_left);
	first.control = control_left;
	first.data = data_left;
	if (control_left < 0)
		first.high = false;
	model_put_back(model, first);
}

static void
tell_class(const struct model_message *first, bool by_band,
    struct outcome *out)
{
	if (by_band) {
		out->flags = first->high ? MSG_HIPRI : MSG_BAND;
		out->band = first->band;
	} else {
		out->flags = first->high ? RS_HIPRI : 0;
	}
}

void
model_get(struct model *model, const struct model_wish *wish, bool by_band,
    struct outcome *out)
{
	const struct model_message *first = &model->queue[0];
	bool any = model->count > 0 && will_do(first, wish);

	if (any && first->passed) {
		fail(out, EBADMSG);
	} else if (any) {
		tell_class(first, by_band, out);
		get_first(model, wish, out);
	} else if (model->hung_up) {
		out->control = out->data = out->flags = 0;
	} else {
		fail(out, EAGAIN);
	}
}

/* --- I_PEEK */

static long
seen(long length, long room)
{
	return room == 0 ? 0 : taken(length, room);
}

void
model_peek(const struct model *model, const struct model_wish *wish,
    struct outcome *out)
{
	const struct model_message *first = &model->queue[0];

	if (model->count == 0)
		return;
	if (first->passed) {
		fail(out, EBADMSG);
		return;
	}
	if (wish->high && !first->high)
		return;
	out->control = seen(first->control, wish->control_room);
	out->data = seen(first->data, wish->data_room);
	out->flags = first->high ? RS_HIPRI : 0;
	add_bytes(out, first->bytes, out->control);
	add_bytes(out, first->bytes + (first->control > 0 ? first->control :
	    0), out->data);
	out->result = out->control >= 0 || out->data >= 0;
}

/* --- I_RECVFD */

void
model_receive(struct model *model, struct outcome *out)
{
	if (model->count == 0) {
		fail(out, model->hung_up ? ENXIO : EAGAIN);
	} else if (!model->queue[0].passed) {
		fail(out, EBADMSG);
	} else {
		out->value = model->queue[0].file;
		model_drop_first(model);
	}
}
