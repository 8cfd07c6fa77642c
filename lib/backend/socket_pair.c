/* SPDX-License-Identifier: ISC */
/*
 * A stream pipe is a pair of connected byte stream sockets.
 */
#include <config.h>

#include <errno.h>
#include <sys/socket.h>

#include "backend/backend.h"
#include "backend/kind.h"
#include "sys/sys.h"

int
lsci_backend_pair(int end[2])
{
	int r = lsci_sys_socketpair(SOCK_STREAM, LSCI_INHERITED, end);

	if (r < 0)
		return r == -ENOBUFS ? -ENOSR : r;
	lsci_socket_mark(end[0], LSCI_BYTE_STREAM);
	lsci_socket_mark(end[1], LSCI_BYTE_STREAM);
	return 0;
}
