/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "head/taken.h"
#include "sys/sys.h"

static const unsigned CONTROL_GONE = 1U << 31;
static const unsigned DATA_GONE = 1U << 30;
enum { CONTROL_AT = 19, CONTROL_BITS = 0x7ff, DATA_BITS = 0x7ffff,
	PLAIN_BITS = 0x3fffffff };

/* What is left of a part; -EBADMSG if more was taken than there is. */
static int
take_from(long *length, size_t *at, unsigned taken, bool gone)
{
	if (gone) {
		*length = -1;
		return 0;
	}
	if (taken == 0)
		return 0;
	if ((long)taken >= *length)
		return -EBADMSG;
	*length -= (long)taken;
	*at = taken;
	return 0;
}

/* What is left of the control part has become data. */
static int
make_data(struct lsci_queue *queue, long taken)
{
	struct lsci_message *is = &queue->first;
	long left = is->control - taken;

	if (left <= 0)
		return -EBADMSG;
	queue->control_at = (size_t)taken;
	queue->as_data = left;
	is->data = left + (is->data > 0 ? is->data : 0);
	is->control = -1;
	return 0;
}

/* -EBADMSG: it was another packet that the number is about. */
static int
take_from_parts(struct lsci_queue *queue, unsigned taken)
{
	struct lsci_message *is = &queue->first;
	unsigned of_control = taken >> CONTROL_AT & CONTROL_BITS;
	int r;

	if (!is->record)
		return take_from(&is->data, &queue->data_at,
		    taken & PLAIN_BITS, false);
	if ((taken & CONTROL_GONE) != 0 && of_control > 0)
		r = make_data(queue, (long)of_control);
	else
		r = take_from(&is->control, &queue->control_at, of_control,
		    (taken & CONTROL_GONE) != 0);
	if (r == 0 && queue->as_data == 0)
		r = take_from(&is->data, &queue->data_at, taken & DATA_BITS,
		    (taken & DATA_GONE) != 0);
	if (is->control < 0)
		is->high = false;
	return r;
}

int
lsci_taken_apply(struct lsci_queue *queue)
{
	struct lsci_message whole = queue->first;
	int number;
	int r = lsci_sys_get_number(queue->end, LSCI_NUMBER_TAKEN, &number);

	if (r < 0)
		return r;
	r = take_from_parts(queue, (unsigned)number);
	if (r < 0) {
		queue->first = whole;
		queue->control_at = queue->data_at = 0;
		queue->as_data = 0;
		queue->state.partial = false;
	}
	return 0;
}

int
lsci_taken_forget(struct lsci_queue *queue)
{
	queue->state.partial = false;
	return lsci_backend_set_state(queue->end, &queue->state);
}

/* Of what was control part and is data, more has been taken: less than all of
   it, or all and perhaps some of the data part. */
static unsigned
number_as_data(const struct lsci_queue *queue, long now)
{
	if (now < queue->as_data)
		return CONTROL_GONE | (unsigned)((long)queue->control_at +
		    now) << CONTROL_AT;
	return CONTROL_GONE | (unsigned)(now - queue->as_data);
}

static unsigned
number_of(const struct lsci_queue *queue, const struct lsci_message *rest)
{
	size_t control = queue->control_at, data = queue->data_at;

	if (rest->control >= 0)
		control += (size_t)(queue->first.control - rest->control);
	if (rest->data >= 0)
		data += (size_t)(queue->first.data - rest->data);
	if (!queue->first.record)
		return (unsigned)data & PLAIN_BITS;
	if (queue->as_data > 0)
		return number_as_data(queue,
		    queue->first.data - rest->data);
	return (rest->control < 0 ? CONTROL_GONE :
	    (unsigned)control << CONTROL_AT) |
	    (rest->data < 0 ? DATA_GONE : (unsigned)data);
}

static int
note(struct lsci_queue *queue, unsigned number)
{
	int r = lsci_sys_set_number(queue->end, LSCI_NUMBER_TAKEN,
	    (int)number);

	if (r < 0 || queue->state.partial)
		return r;
	queue->state.partial = true;
	return lsci_backend_set_state(queue->end, &queue->state);
}

int
lsci_taken_note(struct lsci_queue *queue, const struct lsci_message *rest)
{
	return note(queue, number_of(queue, rest));
}

int
lsci_taken_note_as_data(struct lsci_queue *queue, long left)
{
	return note(queue, CONTROL_GONE | (unsigned)((long)queue->control_at +
	    queue->first.control - left) << CONTROL_AT);
}
