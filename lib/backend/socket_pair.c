/* SPDX-License-Identifier: ISC */
/*
 * A stream pipe is a pair of connected sockets: of bytes, or of packets.
 */
#include <config.h>

#include <errno.h>
#include <sys/socket.h>

#include "backend/backend.h"
#include "backend/kind.h"
#include "sys/sys.h"

static int
make_pair(int type, unsigned born, int end[2])
{
	int r = lsci_sys_socketpair(type, born, end);

	return r == -ENOBUFS ? -ENOSR : r;
}

int
lsci_backend_pair(int end[2])
{
	int r = make_pair(SOCK_STREAM, LSCI_INHERITED, end);

	if (r < 0)
		return r;
	lsci_socket_mark(end[0], LSCI_BYTE_STREAM);
	lsci_socket_mark(end[1], LSCI_BYTE_STREAM);
	return 0;
}

/* Written and read back: what a socket does not keep is no place. */
int
lsci_backend_become_message_stream(int fd, const struct lsci_state *state)
{
	struct lsci_state kept;

	lsci_backend_begin_without_scans(fd);
	return lsci_backend_set_state(fd, state) == 0 &&
	    lsci_backend_get_state(fd, &kept) == 0 &&
	    kept.kind == LSCI_MESSAGE_STREAM && kept.key == state->key ?
	    0 : -ENOTSUP;
}

int
lsci_backend_message_pair(int end[2], unsigned born)
{
	struct lsci_state state = LSCI_STATE_INIT;
	int r = lsci_sys_random(&state.key, sizeof state.key);

	if (r == 0)
		r = make_pair(SOCK_SEQPACKET, born, end);
	if (r < 0)
		return r == -ENOSYS ? -ENOTSUP : r;
	state.kind = LSCI_MESSAGE_STREAM;
	r = lsci_backend_become_message_stream(end[0], &state);
	state.second = true;
	if (r == 0)
		r = lsci_backend_become_message_stream(end[1], &state);
	if (r < 0) {
		lsci_sys_close(end[0]);
		lsci_sys_close(end[1]);
	}
	return r;
}
