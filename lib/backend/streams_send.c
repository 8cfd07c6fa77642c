/* SPDX-License-Identifier: ISC */
/*
 * Sending.  By putmsg, because write raises SIGPIPE at a hang-up.
 *
 * Bytes and descriptors go one behind the other.  Once the bytes are on their
 * way the descriptors have to follow, whatever happens: neither a signal nor
 * O_NONBLOCK ends the call there.
 */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "backend/streams.h"
#include "sys/streams.h"
#include "sys/sys.h"

/* What write would make one message of. */
enum { PIECE = 4096 };

enum { PAUSE_MS = 10 };         /* nothing tells when I_SENDFD has room */

static int
translated(int r)
{
	return r == -ENXIO ? -EPIPE : r;
}

/* The first bytes of both parts. */
static size_t
gather(char piece[PIECE], const struct lsci_outgoing *out)
{
	size_t head = out->head_size < PIECE ? out->head_size : PIECE;
	size_t tail = out->tail_size < PIECE - head ? out->tail_size :
	    PIECE - head;

	if (head > 0)
		memcpy(piece, out->head, head);
	if (tail > 0)
		memcpy(piece + head, out->tail, tail);
	return head + tail;
}

static int
check_descriptors(const struct lsci_outgoing *out)
{
	unsigned i;

	if (out->fds > LSCI_RIGHTS_MAX)
		return -EINVAL;
	for (i = 0; i < out->fds; i++)
		if (!lsci_sys_is_open(out->fd[i]))
			return -EBADF;
	return 0;
}

static int
pass_by_all_means(int end, int fd)
{
	int r;

	while ((r = lsci_sys_pass(end, fd)) == -EAGAIN || r == -EINTR ||
	    r == -ENOSR)
		(void)lsci_sys_pause(PAUSE_MS, LSCI_WAIT);
	return r;
}

ssize_t
lsci_backend_send(int end, const struct lsci_outgoing *out, lsci_until until)
{
	char piece[PIECE];
	size_t size = gather(piece, out);
	int r = check_descriptors(out);
	unsigned i;

	if (r == 0)
		r = lsci_streams_await_room(end, until);
	if (r == 0 && size > 0)
		r = lsci_sys_put_data(end, piece, size);
	for (i = 0; i < out->fds && r == 0; i++)
		r = pass_by_all_means(end, out->fd[i]);
	return r < 0 ? translated(r) : (ssize_t)size;
}
