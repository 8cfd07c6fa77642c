/* SPDX-License-Identifier: ISC */
/*
 * A system's own STREAMS.
 *
 * A stream is the system's pipe, whose messages of data are bytes here.  A
 * descriptor is a message of its own, by I_SENDFD, behind the bytes that it is
 * sent with.
 */
#include <config.h>

#include <errno.h>

#include "backend/streams.h"
#include "sys/streams.h"
#include "sys/sys.h"

const char lsci_backend_name[] = "streams";

int
lsci_streams_settle(int fd, unsigned born)
{
	if ((born & LSCI_CLOSE_ON_EXEC) != 0)
		lsci_sys_set_close_on_exec(fd);
	return (born & LSCI_NONBLOCKING) != 0 ?
	    lsci_sys_set_blocking(fd, 0) : 0;
}

static int
settle_both(const int end[2], unsigned born)
{
	int r = lsci_streams_settle(end[0], born);

	return r < 0 ? r : lsci_streams_settle(end[1], born);
}

int
lsci_backend_message_pair(int end[2], unsigned born)
{
	int made[2];
	int r = lsci_sys_stream_pipe(made);

	if (r < 0)
		return r;
	r = settle_both(made, born);
	if (r < 0) {
		lsci_sys_close(made[0]);
		lsci_sys_close(made[1]);
		return r;
	}
	end[0] = made[0];
	end[1] = made[1];
	return 0;
}

int
lsci_backend_pair(int end[2])
{
	return end == NULL ? -EFAULT :
	    lsci_backend_message_pair(end, LSCI_INHERITED);
}

int
lsci_backend_kind(int fd)
{
	int r = lsci_sys_is_stream(fd);

	return r < 0 ? r : r > 0 ? LSCI_MESSAGE_STREAM : LSCI_STRANGER;
}

static int
refused(int r, lsci_until until)
{
	return r == -ETIMEDOUT && until == LSCI_DONT_WAIT ? -EAGAIN : r;
}

int
lsci_streams_await_input(int end, lsci_until until)
{
	return until == LSCI_WAIT ? 0 :
	    refused(lsci_sys_wait_readable(end, until), until);
}

int
lsci_streams_await_room(int end, lsci_until until)
{
	return until == LSCI_WAIT ? 0 :
	    refused(lsci_sys_wait_writable(end, until), until);
}

/* No stream tells who has its other end. */
int
lsci_backend_peer(int end, struct lsci_peer *peer)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;
	int r = lsci_sys_is_stream(end);

	peer->ids = nobody;
	peer->groups = 0;
	peer->groups_known = false;
	peer->pidfd = -1;
	return r < 0 ? r : r == 0 ? -ENOSTR : 0;
}

/* I_RECVFD names the client of serv_accept. */
struct lsci_features
lsci_backend_features(void)
{
	struct lsci_features has = { .peer = true };

	return has;
}
