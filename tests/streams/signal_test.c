/* SPDX-License-Identifier: ISC */
/* SG: signals about a stream. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* A pair that tells of these events at B. */
static struct pair
pair_that_tells(int events)
{
	struct pair pair = pair_open();

	catch_signal(SIGPOLL, true);
	catch_signal(SIGURG, true);
	IS(ioctl(pair.b, I_SETSIG, events), 0);
	return pair;
}

CASE(signal, SG_01_nobody_is_told_at_birth)
{
	struct pair pair = pair_open();
	int events;

	FAILS(ioctl(pair.b, I_GETSIG, &events), EINVAL);
	FAILS(ioctl(pair.b, I_SETSIG, 0), EINVAL);
}

CASE(signal, SG_02_of_other_events_is_EINVAL)
{
	struct pair pair = pair_open();
	int events;

	FAILS(ioctl(pair.b, I_SETSIG, S_BANDURG), EINVAL);
	FAILS(ioctl(pair.b, I_SETSIG, 0x400), EINVAL);
	FAILS(ioctl(pair.b, I_GETSIG, &events), EINVAL);
}

CASE(signal, SG_03_comes_once_with_a_message)
{
	struct pair pair = pair_that_tells(S_INPUT);
	int events = 0;

	IS(ioctl(pair.b, I_GETSIG, &events), 0);
	IS(events, S_INPUT);
	CATCHES_NONE(SIGPOLL);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
}

CASE(signal, SG_03_comes_no_more_once_it_is_not_wanted)
{
	struct pair pair = pair_that_tells(S_INPUT);
	int events;

	IS(ioctl(pair.b, I_SETSIG, 0), 0);
	FAILS(ioctl(pair.b, I_GETSIG, &events), EINVAL);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_NONE(SIGPOLL);
}

/* However much room there was to read, and however the first was taken. */
CASE(signal, SG_03_comes_again_with_the_next_message)
{
	struct pair pair = pair_that_tells(S_INPUT);

	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	READS(pair.b, 1, "x");
	IS(write_text(pair.a, "y"), 1);
	HOLDS(caught_within(SIGPOLL, 2) == 2);
	READS(pair.b, 100, "y");
	IS(write_text(pair.a, "z"), 1);
	HOLDS(caught_within(SIGPOLL, 3) == 3);
	GETS(get(pair.b, ABSENT, 100, 0), 0, ABSENT, 1, 0);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	HOLDS(caught_within(SIGPOLL, 4) == 4);
}

/* Even one that is just as long. */
CASE(signal, SG_03_comes_again_after_the_message_was_flushed)
{
	struct pair pair = pair_that_tells(S_INPUT);

	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	IS(ioctl(pair.b, I_FLUSH, FLUSHR), 0);
	IS(write_text(pair.a, "y"), 1);
	HOLDS(caught_within(SIGPOLL, 2) == 2);
}

CASE(signal, SG_04_does_not_come_with_a_message_behind_another)
{
	struct pair pair = pair_that_tells(S_INPUT);

	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	IS(write_text(pair.a, "y"), 1);
	CATCHES_ONE(SIGPOLL);
}

CASE(signal, SG_05_of_S_RDNORM_comes_with_band_0_alone)
{
	struct pair pair = pair_that_tells(S_RDNORM);

	IS(put_text(pair.a, "band", 2), 0);
	CATCHES_NONE(SIGPOLL);
	READS(pair.b, 100, "band");
	EMPTY(pair.b);
	CATCHES_NONE(SIGPOLL);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
}

CASE(signal, SG_06_of_S_BANDURG_is_SIGURG)
{
	struct pair pair = pair_that_tells(S_RDBAND | S_BANDURG);

	IS(put_text(pair.a, "band", 2), 0);
	CATCHES_ONE(SIGURG);
	CATCHES_NONE(SIGPOLL);
}

CASE(signal, SG_07_of_S_HIPRI_comes_with_high_priority_alone)
{
	struct pair pair = pair_that_tells(S_HIPRI);

	IS(write_text(pair.a, "x"), 1);
	CATCHES_NONE(SIGPOLL);
	IS(put_urgent(pair.a, "!"), 0);
	CATCHES_ONE(SIGPOLL);
}

CASE(signal, SG_08_of_S_HANGUP_comes_with_the_hang_up)
{
	struct pair pair = pair_that_tells(S_HANGUP);

	IS(write_text(pair.a, "x"), 1);
	CATCHES_NONE(SIGPOLL);
	close(pair.a);
	CATCHES_ONE(SIGPOLL);
}

CASE(signal, SG_09_of_S_OUTPUT_comes_when_there_is_room_again)
{
	static char bytes[1000000];
	struct pair pair = pair_open();
	size_t full;

	catch_signal(SIGPOLL, true);
	IS(ioctl(pair.a, I_SETSIG, S_OUTPUT), 0);
	full = fill_band_0(pair.a);
	CATCHES_NONE(SIGPOLL);
	HOLDS(full <= sizeof bytes);
	read_exactly(pair.b, bytes, full, 4096);
	HOLDS(caught_within(SIGPOLL, 1) >= 1);
}

CASE(signal, SG_10_comes_no_more_after_any_close_by_the_process)
{
	struct pair pair = pair_that_tells(S_INPUT);
	int copy = dup(pair.b), events;

	close(copy);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_NONE(SIGPOLL);
	FAILS(ioctl(pair.b, I_GETSIG, &events), EINVAL);
}

static int
is_not_told(void *argument)
{
	struct pair *pair = argument;
	int events;

	catch_signal(SIGPOLL, true);
	FAILS(ioctl(pair->b, I_GETSIG, &events), EINVAL);
	t_sleep_ms(600);
	IS(caught(SIGPOLL), 0);
	return 0;
}

CASE(signal, SG_11_comes_to_the_process_that_wants_it_and_not_to_its_child)
{
	struct pair pair = pair_that_tells(S_INPUT);
	pid_t child = child_start(is_not_told, &pair);

	BLOCKS(child);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	WAKES(child, 0);
}
