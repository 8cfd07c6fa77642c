/* SPDX-License-Identifier: ISC */
/*
 * The next client of a listening socket, and who it is.
 */
#include <config.h>

#include <errno.h>

#include "backend/backend.h"
#include "sys/sys.h"

/* A client that gave up while it waited is not our caller's error. */
static int
next_client(int listener)
{
	int stream;

	do
		stream = lsci_sys_accept(listener);
	while (stream == -ECONNABORTED || stream == -EPROTO);
	return stream;
}

static int
translated(int r)
{
	switch (r) {
	case -ENOTSOCK:
		return -ENOSTR;
	case -ENOBUFS:
		return -ENOSR;
	case -EOPNOTSUPP:       /* where that is the same as ENOTSUP */
		return -EINVAL;
	default:
		return r;
	}
}

int
lsci_backend_accept(int listener, uid_t *uid)
{
	int stream = next_client(listener);
	int r;

	if (stream < 0)
		return translated(stream);
	if (uid == NULL)
		return stream;
	r = lsci_sys_peer_uid(stream, uid);
	if (r < 0) {
		lsci_sys_close(stream);
		return r;
	}
	return stream;
}
