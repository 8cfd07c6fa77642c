/* SPDX-License-Identifier: ISC */
/*
 * Sending over a socket: what counts as "full", and how to wait.
 *
 * Two kernels answer "later" in words of their own: Linux says ETOOMANYREFS
 * while the user has too many descriptors under way, macOS EMSGSIZE while
 * bytes and descriptors do not fit into the peer's buffer together.  No
 * event tells when that ends, so it is asked again with growing pauses.
 */
#include <config.h>

#include <errno.h>
#include <sys/socket.h>

#include "backend/rights.h"
#include "sys/sender.h"
#include "sys/sys.h"

enum { FIRST_PAUSE_MS = 1, LONGEST_PAUSE_MS = 64 };

static bool
is_pressure(int end, ssize_t r, const struct lsci_outgoing *out)
{
	return r == -ETOOMANYREFS || (r == -EMSGSIZE && out->fds > 0 &&
	    lsci_sys_is_byte_stream(end) > 0);
}

/* Errors in the words of the contract. */
static ssize_t
translated(ssize_t r)
{
	switch (r) {
	case -ECONNRESET:       /* the peer went, with input unread */
		return -EPIPE;
	case -ENOBUFS:
	case -ENOMEM:
		return -ENOSR;
	case -ENOTSOCK:
		return -ENOSTR;
	case -ENOTCONN:
	case -EDESTADDRREQ:
	case -EOPNOTSUPP:
		return -EINVAL;
	default:
		return r;
	}
}

/* TCP takes a message with descriptors, sends the bytes, forgets the
   descriptors and reports success. */
static int
refuse_deaf(int end, const struct lsci_outgoing *out)
{
	int r = out->fds > 0 && !out->ours ? lsci_sys_is_local(end) : 1;

	return r > 0 ? 0 : r < 0 ? r : -ENOSTR;
}

static int
wait_for_relief(int end, int *pause_ms, lsci_until until)
{
	int r = until == LSCI_WAIT ? lsci_sys_is_nonblocking(end) : 0;

	if (r != 0)
		return r < 0 ? r : -EAGAIN;
	r = lsci_sys_pause(*pause_ms, until);
	if (*pause_ms < LONGEST_PAUSE_MS)
		*pause_ms *= 2;
	return r;
}

ssize_t
lsci_backend_send(int end, const struct lsci_outgoing *out, lsci_until until)
{
	int flags = until == LSCI_WAIT ? 0 : LSCI_MSG_DONTWAIT;
	int pause_ms = FIRST_PAUSE_MS;
	ssize_t r = refuse_deaf(end, out);

	if (r < 0)
		return r;
	for (;;) {
		r = lsci_rights_send(end, out, flags);
		if (r != -EAGAIN && !is_pressure(end, r, out))
			return translated(r);
		if (until == LSCI_DONT_WAIT ||
		    (until == LSCI_WAIT && r == -EAGAIN))
			return -EAGAIN;
		r = r == -EAGAIN ? lsci_sys_wait_writable(end, until) :
		    wait_for_relief(end, &pause_ms, until);
		if (r < 0)
			return translated(r);
	}
}

ssize_t
lsci_backend_send_unnamed(int end, const struct lsci_outgoing *out)
{
	ssize_t n;

	(void)lsci_sender_want(end, false);
	n = lsci_backend_send(end, out, LSCI_DONT_WAIT);
	(void)lsci_sender_want(end, true);
	return n;
}
