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

int
lsci_backend_accept(int listener, uid_t *uid)
{
	int stream = next_client(listener);
	int r;

	if (stream == -ENOTSOCK)
		return -ENOSTR;
	if (stream == -ENOBUFS)
		return -ENOSR;
	if (stream < 0 || uid == NULL)
		return stream;
	r = lsci_sys_peer_uid(stream, uid);
	if (r < 0) {
		lsci_sys_close(stream);
		return r;
	}
	return stream;
}
