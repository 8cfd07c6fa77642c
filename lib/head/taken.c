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

/* -EBADMSG: it was another packet that the number is about. */
static int
take_from_parts(struct lsci_queue *queue, unsigned taken)
{
	struct lsci_message *is = &queue->first;
	int r;

	if (!is->record)
		return take_from(&is->data, &queue->data_at,
		    taken & PLAIN_BITS, false);
	r = take_from(&is->control, &queue->control_at,
	    taken >> CONTROL_AT & CONTROL_BITS, (taken & CONTROL_GONE) != 0);
	if (r == 0)
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

int
lsci_taken_note(struct lsci_queue *queue, const struct lsci_message *rest)
{
	size_t control = queue->control_at, data = queue->data_at;
	unsigned taken;
	int r;

	if (rest->control >= 0)
		control += (size_t)(queue->first.control - rest->control);
	if (rest->data >= 0)
		data += (size_t)(queue->first.data - rest->data);
	if (queue->first.record)
		taken = (rest->control < 0 ? CONTROL_GONE :
		    (unsigned)control << CONTROL_AT) |
		    (rest->data < 0 ? DATA_GONE : (unsigned)data);
	else
		taken = (unsigned)data & PLAIN_BITS;
	r = lsci_sys_set_number(queue->end, LSCI_NUMBER_TAKEN, (int)taken);
	if (r < 0 || queue->state.partial)
		return r;
	queue->state.partial = true;
	return lsci_backend_set_state(queue->end, &queue->state);
}
