/* SPDX-License-Identifier: ISC */
/* What every call and request answers when the peer has closed. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

static struct pair
pair_hung_up(void)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	close(pair.b);
	return pair;
}

CASE(hangup, looking_at_the_queue_works)
{
	struct pair pair = pair_hung_up();
	struct strpeek peek;
	int number = -1;

	memset(&peek, 0, sizeof peek);
	IS(ioctl(pair.a, I_NREAD, &number), 0);
	IS(number, 0);
	IS(ioctl(pair.a, FIONREAD, &number), 0);
	IS(number, 0);
	IS(ioctl(pair.a, I_PEEK, &peek), 0);
	IS(ioctl(pair.a, I_CKBAND, 0), 0);
	IS(ioctl(pair.a, I_ATMARK, ANYMARK), 0);
	FAILS(ioctl(pair.a, I_GETBAND, &number), ENODATA);
}

CASE(hangup, options_can_be_read_and_set)
{
	struct pair pair = pair_hung_up();
	int number = -1;

	IS(ioctl(pair.a, I_SRDOPT, RMSGN), 0);
	IS(ioctl(pair.a, I_GRDOPT, &number), 0);
	IS(number, RMSGN | RPROTNORM);
	IS(ioctl(pair.a, I_SWROPT, SNDZERO), 0);
	IS(ioctl(pair.a, I_GWROPT, &number), 0);
	IS(number, SNDZERO);
	number = 700;
	IS(ioctl(pair.a, I_SETCLTIME, &number), 0);
	number = 0;
	IS(ioctl(pair.a, I_GETCLTIME, &number), 0);
	IS(number, 700);
}

CASE(hangup, modules_can_be_looked_at)
{
	struct pair pair = pair_hung_up();
	char name[FMNAMESZ + 1];

	FAILS(ioctl(pair.a, I_LOOK, name), EINVAL);
	IS(ioctl(pair.a, I_FIND, "pipemod"), 0);
	IS(ioctl(pair.a, I_LIST, NULL), 0);
}

/* The queue of a dead peer is never full. */
CASE(hangup, I_CANPUT_is_1)
{
	IS(ioctl(pair_hung_up().a, I_CANPUT, 0), 1);
}

CASE(hangup, an_unknown_request_is_ENXIO)
{
	FAILS(ioctl(pair_hung_up().a, 0x5370, 0), ENXIO);
}

CASE(hangup, fstat_tells_what_can_still_be_read)
{
	struct pair pair = pair_open();
	struct stat st;

	IS(write_text(pair.b, "fives"), 5);
	close(pair.b);
	IS(fstat(pair.a, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	IS(st.st_size, 5);
}

/* The bytes that the peer had not read make no difference: neither to what
   can be read, nor to what cannot be written. */
CASE(hangup, of_a_peer_with_unread_bytes_is_a_hangup)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	IS(write_text(pair.a, "never read"), 10);
	close(pair.b);
	FAILS(write(pair.a, "x", 1), EPIPE);
	CATCHES_ONE(SIGPIPE);
	FAILS(put(pair.a, 1, 1, 0), ENXIO);
	GETS(get(pair.a, 100, 100, 0), 0, 0, 0, 0);
	READS(pair.a, 100, "");
}
