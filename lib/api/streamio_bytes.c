/* SPDX-License-Identifier: ISC */
/*
 * The requests of streamio on byte streams: one message of band 0, as long as
 * anything waits, and options that cannot be changed.
 */
#include <config.h>

#include "api/edge_part.h"
#include "api/streamio.h"
#include "head/bytes.h"
#include "sys/sys.h"

enum { BANDS = 256 };

int
lsci_io_count_bytes(const struct lsci_request *request)
{
	int r = lsci_bytes_begin(request->end);

	if (r < 0)
		return r;
	*(int *)request->pointer = r == LSCI_BEGINS_WITH_DATA ?
	    lsci_bytes_first(request->end) : 0;
	return r != LSCI_BEGINS_WITH_NOTHING;
}

static int
peek(const struct lsci_request *request, struct strpeek *to)
{
	struct strbuf *data = &to->databuf;
	size_t room = data->maxlen > 0 ? (size_t)data->maxlen : 0;
	ssize_t n = lsci_bytes_peek(request->end, data->buf, room,
	    LSCI_DONT_WAIT);

	if (n <= 0)
		return n == -EAGAIN ? 0 : (int)n;
	to->ctlbuf.len = to->ctlbuf.maxlen == 0 ? 0 : -1;
	data->len = data->maxlen < 0 ? -1 : room > 0 ? (int)n : 0;
	to->flags = 0;
	return to->ctlbuf.len >= 0 || data->len >= 0;
}

int
lsci_io_peek_bytes(const struct lsci_request *request)
{
	struct strpeek *to = request->pointer;

	if ((to->flags & ~(t_uscalar_t)RS_HIPRI) != 0)
		return -EINVAL;
	if (lsci_part_is_nowhere(&to->databuf))
		return -EFAULT;
	return to->flags == RS_HIPRI ? 0 : peek(request, to);
}

int
lsci_io_first_band_of_bytes(const struct lsci_request *request)
{
	int r = lsci_bytes_begin(request->end);

	if (r == LSCI_BEGINS_WITH_NOTHING)
		return -ENODATA;
	if (r > 0)
		*(int *)request->pointer = 0;
	return r < 0 ? r : 0;
}

int
lsci_io_has_band_of_bytes(const struct lsci_request *request)
{
	int r;

	if (request->number < 0 || request->number >= BANDS)
		return -EINVAL;
	r = lsci_bytes_begin(request->end);
	return r < 0 ? r : request->number == 0 &&
	    r != LSCI_BEGINS_WITH_NOTHING;
}

/* Of bands there is only the one. */
int
lsci_io_can_put_bytes(const struct lsci_request *request)
{
	if (request->number < 0 || request->number >= BANDS)
		return -EINVAL;
	return request->number == 0 &&
	    lsci_sys_wait_writable(request->end, LSCI_DONT_WAIT) == 0;
}

/* What has been sent cannot be taken back. */
int
lsci_io_flush_bytes(const struct lsci_request *request)
{
	int r = lsci_sys_is_hung_up(request->end);

	if (r != 0)
		return r < 0 ? r : -ENXIO;
	return request->number != FLUSHR ? -EINVAL :
	    lsci_bytes_discard(request->end);
}

/* read and write are the kernel's own. */
int
lsci_io_set_read_of_bytes(const struct lsci_request *request)
{
	return request->number == RNORM ||
	    request->number == (RNORM | RPROTNORM) ? 0 : -EINVAL;
}

int
lsci_io_set_write_of_bytes(const struct lsci_request *request)
{
	return request->number == SNDPIPE ? 0 : -EINVAL;
}
