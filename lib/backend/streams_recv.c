/* SPDX-License-Identifier: ISC */
/*
 * Receiving.  A message of data gives its bytes; a descriptor comes by itself,
 * with one byte of its own, which is not zero.
 */
#include <config.h>

#include <errno.h>

#include "backend/streams.h"
#include "sys/streams.h"
#include "sys/sys.h"

static const char CARRIER = 'F';

static void
keep(struct lsci_incoming *in, int fd)
{
	if (in->room == 0) {
		lsci_sys_close(fd);
		in->surplus = 1;
		return;
	}
	if (in->close_on_exec)
		lsci_sys_set_close_on_exec(fd);
	in->fd[0] = fd;
	in->fds = 1;
}

static ssize_t
take_passed(int end, struct lsci_incoming *in)
{
	struct lsci_gift gift;
	int r = lsci_sys_take_passed(end, &gift);

	if (r < 0)
		return r;
	keep(in, gift.fd);
	*(char *)in->data = CARRIER;
	return 1;
}

static ssize_t
translated(ssize_t n)
{
	return n == -ENOSR ? -ENOMEM : n;
}

/* EBADMSG is not said of a message that is data: then a descriptor is first,
   or something that is neither. */
static ssize_t
take(int end, struct lsci_incoming *in)
{
	ssize_t n = lsci_sys_get_data(end, in->data, in->size);

	if (n == -EBADMSG)
		n = take_passed(end, in);
	if (n == -EACCES) {
		in->dropped = true;
		n = 1;
	}
	return n == -ENXIO ? 0 : translated(n);
}

ssize_t
lsci_backend_recv(int end, struct lsci_incoming *in, lsci_until until)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;
	int r = lsci_streams_await_input(end, until);

	in->fds = in->surplus = 0;
	in->dropped = in->cut = false;
	in->sender = nobody;
	return r < 0 ? r : take(end, in);
}

/* I_PEEK never waits. */
static int
await_something(int end, lsci_until until)
{
	if (until == LSCI_WAIT && lsci_sys_is_nonblocking(end) == 0)
		return lsci_sys_wait_readable(end, LSCI_WAIT);
	return lsci_streams_await_input(end, LSCI_DONT_WAIT);
}

ssize_t
lsci_backend_peek(int end, void *data, size_t size, bool *carries,
    lsci_until until)
{
	int r = await_something(end, until);
	ssize_t n = r < 0 ? r : lsci_sys_peek_data(end, data, size);
	bool passed = n == -EBADMSG;

	if (carries != NULL)
		*carries = passed;
	if (passed) {
		*(char *)data = CARRIER;
		return 1;
	}
	/* readable, and nothing to be seen: the other end is closed */
	return n == -EAGAIN && r == 0 ? 0 : translated(n);
}
