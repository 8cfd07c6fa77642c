/* SPDX-License-Identifier: ISC */
/*
 * I_FLUSH, I_FLUSHBAND: discarding what waits at this end (FLUSHR), and what
 * this end has sent and the other has not received (FLUSHW).
 */
#include <config.h>

#include "api/streamio.h"
#include "head/events.h"
#include "head/message.h"
#include "head/queue.h"
#include "sys/sys.h"

static int
flush_read(const struct lsci_request *request, int band)
{
	struct lsci_queue queue;
	int r;

	lsci_queue_open(&queue, request->end, &request->state);
	r = lsci_queue_flush(&queue, band);
	lsci_queue_close(&queue);
	if (lsci_events_any())
		lsci_events_taken(request->end, &request->state, NULL,
		    band == LSCI_EVERY_BAND);
	return r;
}

static int
flush_write(const struct lsci_request *request, int band)
{
	int r = lsci_message_take_back(request->end, &request->state, band);

	return r == -EPIPE ? -ENXIO : r;
}

static int
flush(const struct lsci_request *request, int sides, int band)
{
	int r = lsci_sys_is_hung_up(request->end);

	if (r != 0)
		return r == -ENOMEM ? -ENOSR : r < 0 ? r : -ENXIO;
	if ((sides & ~FLUSHRW) != 0 || sides == 0)
		return -EINVAL;
	if ((sides & FLUSHR) != 0)
		r = flush_read(request, band);
	if (r == 0 && (sides & FLUSHW) != 0)
		r = flush_write(request, band);
	return r == -ENOMEM ? -ENOSR : r;
}

int
lsci_io_flush(const struct lsci_request *request)
{
	return flush(request, request->number, LSCI_EVERY_BAND);
}

int
lsci_io_flush_band(const struct lsci_request *request)
{
	const struct bandinfo *info = request->pointer;

	return flush(request, info->bi_flag, info->bi_pri);
}
