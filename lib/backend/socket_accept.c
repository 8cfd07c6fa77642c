/* SPDX-License-Identifier: ISC */
/*
 * The next client of a listening socket, and who it is.
 */
#include <config.h>

#include <errno.h>

#include "backend/backend.h"
#include "backend/kind.h"
#include "sys/identity.h"
#include "sys/sys.h"

/* A client that gave up while it waited is not our caller's error. */
static int
next_client(int listener, unsigned born)
{
	int stream;

	do
		stream = lsci_sys_accept(listener, born);
	while (stream == -ECONNABORTED || stream == -EPROTO);
	/* not to be taken for "cannot tell who", which is the same number */
	return stream == -EOPNOTSUPP ? -EINVAL : stream;
}

/* Who waits for ever waits in the kernel; others must not wait for a client
   of what has none. */
static int
next_client_until(int listener, unsigned born, lsci_until until)
{
	int r;

	if (until == LSCI_WAIT)
		return next_client(listener, born);
	r = lsci_sys_is_listening(listener);
	if (r <= 0)
		return r == 0 ? -EINVAL : r;
	do {
		r = lsci_sys_wait_readable(listener, until);
		if (r == 0)
			r = next_client(listener, born);
	} while (r == -EAGAIN && until != LSCI_DONT_WAIT);
	return r == -ETIMEDOUT && until == LSCI_DONT_WAIT ? -EAGAIN : r;
}

static int
identify(int stream, struct lsci_identity *who)
{
	int r = lsci_sys_peer_ids(stream, who);

	return r == 0 && !who->uid_known ? -ENOTSUP : r;
}

static int
translated(int r)
{
	switch (r) {
	case -ENOTSOCK:
		return -ENOSTR;
	case -ENOBUFS:
		return -ENOSR;
	default:
		return r;
	}
}

int
lsci_backend_accept(int listener, struct lsci_identity *who, unsigned born,
    lsci_until until)
{
	int r = who != NULL ? lsci_sys_learn_identity() : 0;
	int stream;

	if (r < 0)
		return r;
	stream = next_client_until(listener, born, until);
	if (stream < 0)
		return translated(stream);
	r = who != NULL ? identify(stream, who) : 0;
	if (r < 0) {
		lsci_sys_close(stream);
		return translated(r);
	}
	lsci_socket_mark(stream, LSCI_BYTE_STREAM);
	return stream;
}
