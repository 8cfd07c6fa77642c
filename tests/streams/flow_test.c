/* SPDX-License-Identifier: ISC */
/*
 * Flow control: each band is full by itself, and whether it is, is asked
 * before a message and not for the message.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

CASE(flow, a_message_is_taken_whole_as_long_as_there_is_room)
{
	struct pair pair = pair_open();

	set_nonblocking(pair.a, true);
	IS(write(pair.a, known_bytes(4096), 4096), 4096);
	IS(put(pair.a, ABSENT, 65536, 0), 0);
	FAILS(put(pair.a, ABSENT, 1, 0), EAGAIN);
	GETS(get(pair.b, ABSENT, 65536, 0), 0, ABSENT, 4096, 0);
	GETS(get(pair.b, ABSENT, 65536, 0), 0, ABSENT, 65536, 0);
	KNOWN(0, 0);
	IS(put(pair.a, ABSENT, 1, 0), 0);
}

static struct pair
pair_with_band_3_full(void)
{
	struct pair pair = pair_open();
	int r;

	set_nonblocking(pair.a, true);
	do
		r = put_band(pair.a, ABSENT, 4096, 3, MSG_BAND);
	while (r == 0);
	IS(r, -1);
	IS(errno, EAGAIN);
	return pair;
}

CASE(flow, a_full_band_does_not_stop_another)
{
	struct pair pair = pair_with_band_3_full();

	IS(ioctl(pair.a, I_CANPUT, 3), 0);
	IS(ioctl(pair.a, I_CANPUT, 4), 1);
	IS(put_text(pair.a, "four", 4), 0);
	GETS_BAND(get_band(pair.b, 100, 100, 4, MSG_BAND), 0, ABSENT, 4,
	    MSG_BAND, 4);
}

CASE(flow, a_full_band_does_not_stop_band_0)
{
	struct pair pair = pair_with_band_3_full();

	IS(ioctl(pair.a, I_CANPUT, 0), 1);
	IS(write_text(pair.a, "x"), 1);
}

CASE(flow, POLLWRBAND_is_room_in_a_band_that_was_used)
{
	struct pair pair = pair_with_band_3_full();
	struct pollfd end = { pair.a, POLLWRBAND, 0 };

	IS(poll(&end, 1, 0), 0);
	IS(put_text(pair.a, "four", 4), 0);
	IS(poll(&end, 1, 0), 1);
	IS(end.revents, POLLWRBAND);
}

/* --- writes that something ends in the middle */

static int
write_too_much(void *argument)
{
	static char bytes[1000000];
	struct pair *pair = argument;
	ssize_t n;

	close(pair->b);
	catch_signal(SIGUSR1, false);
	n = write(pair->a, bytes, sizeof bytes);
	HOLDS(n > 0);
	HOLDS(n < (ssize_t)sizeof bytes);
	return 0;
}

CASE(flow, a_signal_in_the_middle_of_a_write_is_a_short_count)
{
	struct pair pair = pair_open();
	pid_t child = child_start(write_too_much, &pair);

	BLOCKS(child);
	kill(child, SIGUSR1);
	WAKES(child, 0);
}

static int
write_too_much_to_nobody(void *argument)
{
	static char bytes[1000000];
	struct pair *pair = argument;

	close(pair->b);
	catch_signal(SIGPIPE, false);
	FAILS(write(pair->a, bytes, sizeof bytes), EPIPE);
	CATCHES_ONE(SIGPIPE);
	return 0;
}

CASE(flow, a_hangup_in_the_middle_of_a_write_is_EPIPE)
{
	struct pair pair = pair_open();
	pid_t child = child_start(write_too_much_to_nobody, &pair);

	BLOCKS(child);
	close(pair.b);
	WAKES(child, 0);
}
