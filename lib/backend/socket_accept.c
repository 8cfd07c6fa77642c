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
next_client(int listener)
{
	int stream;

	do
		stream = lsci_sys_accept(listener);
	while (stream == -ECONNABORTED || stream == -EPROTO);
	/* not to be taken for "cannot tell who", which is the same number */
	return stream == -EOPNOTSUPP ? -EINVAL : stream;
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
lsci_backend_accept(int listener, uid_t *uid, gid_t *gid)
{
	bool asked = uid != NULL || gid != NULL;
	int r = asked ? lsci_sys_learn_identity() : 0;
	int stream;

	if (r < 0)
		return r;
	stream = next_client(listener);
	if (stream < 0)
		return translated(stream);
	r = asked ? lsci_sys_peer_ids(stream, uid, gid) : 0;
	if (r < 0) {
		lsci_sys_close(stream);
		return translated(r);
	}
	lsci_socket_mark(stream, LSCI_BYTE_STREAM);
	return stream;
}
