/* SPDX-License-Identifier: ISC */
/*
 * putmsg and putpmsg as a program has them that asks for XPG4.
 */
#define _XPG4_2
#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

#include <errno.h>
#include <signal.h>

static int
put_bytes(int fd)
{
	struct strbuf data = { 0, 1, (char []){ "x" } };

	return putmsg(fd, NULL, &data, 0);
}

static int
put_bytes_in_band(int fd)
{
	struct strbuf data = { 0, 1, (char []){ "x" } };

	return putpmsg(fd, NULL, &data, 1, MSG_BAND);
}

CASE_ONCE(xpg4, PM_25_to_a_closed_peer_is_EPIPE_and_SIGPIPE)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	close(pair.b);
	FAILS(put_bytes(pair.a), EPIPE);
	CATCHES_ONE(SIGPIPE);
}

CASE_ONCE(xpg4, putpmsg_to_a_closed_peer_is_EPIPE_and_SIGPIPE)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	close(pair.b);
	FAILS(put_bytes_in_band(pair.a), EPIPE);
	CATCHES_ONE(SIGPIPE);
}

CASE_ONCE(xpg4, without_SNDPIPE_is_ENXIO_without_signal)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	IS(ioctl(pair.a, I_SWROPT, 0), 0);
	close(pair.b);
	FAILS(put_bytes(pair.a), ENXIO);
	CATCHES_NONE(SIGPIPE);
}
