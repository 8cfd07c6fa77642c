/* SPDX-License-Identifier: ISC */
/*
 * I_NREAD, I_PEEK, I_GETBAND, I_CKBAND, I_ATMARK, I_CANPUT, FIONREAD: looking
 * at a queue.  None of them waits or takes anything.
 */
#include <config.h>

#include "api/edge_part.h"
#include "api/streamio.h"
#include "head/message.h"
#include "head/queue.h"
#include "head/summary.h"

enum { BANDS = 256 };

int
lsci_io_count(const struct lsci_request *request)
{
	struct lsci_summary summary;
	int r = lsci_queue_summarise(request->end, &request->state,
	    LSCI_EVERY_BAND, &summary);

	if (r < 0)
		return r;
	*(int *)request->pointer = (int)summary.first;
	return summary.messages;
}

int
lsci_io_bytes(const struct lsci_request *request)
{
	struct lsci_summary summary;
	int r = lsci_queue_summarise(request->end, &request->state,
	    LSCI_EVERY_BAND, &summary);

	if (r == 0)
		*(int *)request->pointer = (int)summary.bytes;
	return r;
}

/* --- the first message */

/* 1, 0 if there is none. */
static int
find_first(struct lsci_queue *queue, const struct lsci_request *request,
    bool again)
{
	int r;

	lsci_queue_open(queue, request->end, &request->state);
	queue->stale = again;
	do
		r = lsci_queue_first(queue, LSCI_DONT_WAIT);
	while (r > 0 && queue->passed && !lsci_queue_is_certain(queue));
	return r == -EAGAIN ? 0 : r == -ENOMEM ? -ENOSR : r;
}

/* Without room an absent part is one of length 0. */
static int
length_of(const struct strbuf *buffer, const struct lsci_part *part)
{
	return buffer->maxlen == 0 ? 0 : (int)part->length;
}

static int
peek(struct lsci_queue *queue, struct strpeek *to)
{
	struct lsci_part control = lsci_part_from(&to->ctlbuf);
	struct lsci_part data = lsci_part_from(&to->databuf);
	int r;

	if (queue->passed)
		return -EBADMSG;
	if ((to->flags & RS_HIPRI) != 0 && !queue->first.high)
		return 0;
	r = lsci_queue_copy(queue, &control, &data);
	if (r < 0)
		return r;
	to->ctlbuf.len = length_of(&to->ctlbuf, &control);
	to->databuf.len = length_of(&to->databuf, &data);
	to->flags = queue->first.high ? RS_HIPRI : 0;
	return to->ctlbuf.len >= 0 || to->databuf.len >= 0;
}

int
lsci_io_peek(const struct lsci_request *request)
{
	struct strpeek *to = request->pointer;
	struct lsci_queue queue;
	int r = 0;

	if ((to->flags & ~(t_uscalar_t)RS_HIPRI) != 0)
		return -EINVAL;
	if (lsci_part_is_nowhere(&to->ctlbuf) ||
	    lsci_part_is_nowhere(&to->databuf))
		return -EFAULT;
	do {
		r = find_first(&queue, request, r == -EAGAIN);
		if (r > 0)
			r = peek(&queue, to);
		lsci_queue_close(&queue);
	} while (r == -EAGAIN);
	return r == -ENOMEM ? -ENOSR : r;
}

/* --- bands */

int
lsci_io_first_band(const struct lsci_request *request)
{
	struct lsci_queue queue;
	int r = find_first(&queue, request, false);

	if (r > 0)
		*(int *)request->pointer = queue.first.band;
	lsci_queue_close(&queue);
	return r > 0 ? 0 : r < 0 ? r : -ENODATA;
}

/* Any message at all answers for band 0. */
int
lsci_io_has_band(const struct lsci_request *request)
{
	struct lsci_summary summary;
	int band = request->number;
	int r;

	if (band < 0 || band >= BANDS)
		return -EINVAL;
	r = lsci_queue_summarise(request->end, &request->state,
	    band == 0 ? LSCI_EVERY_BAND : band, &summary);
	return r < 0 ? r : summary.messages > 0;
}

/* Nobody can mark a message on a pipe. */
int
lsci_io_at_mark(const struct lsci_request *request)
{
	int marks = request->number;

	return marks == 0 || (marks & ~(ANYMARK | LASTMARK)) != 0 ?
	    -EINVAL : 0;
}

int
lsci_io_can_put(const struct lsci_request *request)
{
	int band = request->number;

	if (band < 0 || band >= BANDS)
		return -EINVAL;
	return lsci_message_can_put(request->end, &request->state, band);
}
