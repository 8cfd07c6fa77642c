/* SPDX-License-Identifier: ISC */
/* WR: what write makes of its bytes, and when it waits. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

CASE(write, WR_01_makes_one_message_of_each_call)
{
	struct pair pair = pair_open();

	IS(write(pair.a, "abc", 3), 3);
	IS(write(pair.a, "de", 2), 2);
	GETS(get(pair.b, ABSENT, 100, 0), 0, ABSENT, 3, 0);
	GOT_TEXT("abc");
	GETS(get(pair.b, ABSENT, 100, 0), 0, ABSENT, 2, 0);
	GOT_TEXT("de");
}

CASE(write, WR_02_writev_makes_one_message_of_all_parts)
{
	struct pair pair = pair_open();
	char ab[] = "ab", cde[] = "cde";
	struct iovec part[2] = { { ab, 2 }, { cde, 3 } };

	IS(writev(pair.a, part, 2), 5);
	QUEUED(pair.b, 1);
	GETS(get(pair.b, ABSENT, 100, 0), 0, ABSENT, 5, 0);
	GOT_TEXT("abcde");
}

CASE(write, WR_03_of_nothing_sends_nothing)
{
	struct pair pair = pair_open();

	IS(write(pair.a, "", 0), 0);
	EMPTY(pair.b);
}

CASE(write, WR_04_of_nothing_with_SNDZERO_is_a_message)
{
	struct pair pair = pair_open();
	int bytes = -1;

	IS(ioctl(pair.a, I_SWROPT, SNDZERO), 0);
	IS(write(pair.a, "", 0), 0);
	IS(ioctl(pair.b, I_NREAD, &bytes), 1);
	IS(bytes, 0);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 0, 0);
	EMPTY(pair.b);
}

CASE(write, WR_05_to_a_closed_peer_is_EPIPE_and_one_SIGPIPE)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	close(pair.b);
	FAILS(write(pair.a, "x", 1), EPIPE);
	CATCHES_ONE(SIGPIPE);
}

CASE(write, WR_06_of_nothing_to_a_closed_peer_is_0_without_signal)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	close(pair.b);
	IS(write(pair.a, "", 0), 0);
	CATCHES_NONE(SIGPIPE);
}

CASE(write, WR_07_of_more_than_a_segment_is_cut_into_segments)
{
	static const int SIZE[3] = { 4096, 4096, 3808 };
	struct pair pair = pair_open();
	size_t from = 0;
	int i;

	IS(write(pair.a, known_bytes(12000), 12000), 12000);
	QUEUED(pair.b, 3);
	for (i = 0; i < 3; i++) {
		GETS(get(pair.b, ABSENT, 65536, 0), 0, ABSENT, SIZE[i], 0);
		KNOWN(0, from);
		from += (size_t)SIZE[i];
	}
	EMPTY(pair.b);
}

/* A queue is full for every write as soon as it is for one: whether there is
   room is decided before the message counts. */
CASE(write, WR_08_to_a_full_queue_is_EAGAIN)
{
	struct pair pair = pair_open();

	set_nonblocking(pair.a, true);
	(void)write_until_full(pair.a, 4096);
	FAILS(write(pair.a, "x", 1), EAGAIN);
}

CASE(write, WR_09_of_more_than_fits_takes_what_fits_and_then_is_EAGAIN)
{
	enum { MUCH = 1000000 };
	static char bytes[MUCH];
	struct pair pair = pair_open();
	ssize_t n;

	IS(write(pair.a, bytes, 10000), 10000);
	set_nonblocking(pair.a, true);
	n = write(pair.a, bytes, MUCH);
	HOLDS(n > 0);
	HOLDS(n < MUCH);
	FAILS(write(pair.a, bytes, MUCH), EAGAIN);
}

/* --- a writer that waits at end A */

enum { LATE = 10000 };

static int
write_late(void *argument)
{
	struct pair *pair = argument;

	close(pair->b);
	IS(write(pair->a, known_bytes(LATE), LATE), LATE);
	return 0;
}

CASE(write, WR_10_to_a_full_queue_waits_until_it_is_read)
{
	static char bytes[1000000];
	struct pair pair = pair_open();
	size_t full = fill_band_0(pair.a);
	pid_t child = child_start(write_late, &pair);

	BLOCKS(child);
	HOLDS(full + LATE <= sizeof bytes);
	read_exactly(pair.b, bytes, full + LATE, 4096);
	WAKES(child, 0);
	IS(memcmp(bytes + full, known_bytes(LATE), LATE), 0);
	EMPTY(pair.b);
}

static int
write_to_nobody(void *argument)
{
	struct pair *pair = argument;

	close(pair->b);
	catch_signal(SIGPIPE, false);
	FAILS(write(pair->a, "x", 1), EPIPE);
	CATCHES_ONE(SIGPIPE);
	return 0;
}

CASE(write, WR_11_that_waits_ends_with_EPIPE_when_the_peer_closes)
{
	struct pair pair = pair_open();
	pid_t child;

	(void)fill_band_0(pair.a);
	child = child_start(write_to_nobody, &pair);
	BLOCKS(child);
	close(pair.b);
	WAKES(child, 0);
}

static int
write_until_alarm(void *argument)
{
	struct pair *pair = argument;

	catch_signal(SIGALRM, false);
	FAILS(write(pair->a, "x", 1), EINTR);
	return 0;
}

CASE(write, WR_12_that_waits_ends_with_EINTR)
{
	struct pair pair = pair_open();
	size_t full = fill_band_0(pair.a);
	static char bytes[1000000];
	pid_t child = child_start(write_until_alarm, &pair);

	BLOCKS(child);
	kill(child, SIGALRM);
	WAKES(child, 0);
	HOLDS(full <= sizeof bytes);
	read_exactly(pair.b, bytes, full, 4096);
	EMPTY(pair.b);
}

/* --- writers side by side */

enum { RECORD = 4096, RECORDS = 200 };

static int
write_records(const struct pair *pair, int letter)
{
	char record[RECORD];
	int i;

	close(pair->b);
	memset(record, letter, sizeof record);
	for (i = 0; i < RECORDS; i++)
		IS(write(pair->a, record, sizeof record), RECORD);
	return 0;
}

static int
write_a(void *argument)
{
	return write_records(argument, 'a');
}

static int
write_b(void *argument)
{
	return write_records(argument, 'b');
}

CASE(write, WR_13_of_two_processes_does_not_mix_their_records)
{
	struct pair pair = pair_open();
	pid_t one = child_start(write_a, &pair);
	pid_t other = child_start(write_b, &pair);
	char record[RECORD], same[RECORD];
	int i, count['b' + 1] = { 0 };

	for (i = 0; i < 2 * RECORDS; i++) {
		read_exactly(pair.b, record, sizeof record, RECORD);
		HOLDS(record[0] == 'a' || record[0] == 'b');
		memset(same, record[0], sizeof same);
		IS(memcmp(record, same, sizeof record), 0);
		count[(int)record[0]]++;
	}
	IS(count['a'], RECORDS);
	IS(count['b'], RECORDS);
	WAKES(one, 0);
	WAKES(other, 0);
	EMPTY(pair.b);
}

CASE(write, WR_14_to_a_closed_peer_signals_without_SNDPIPE_too)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	IS(ioctl(pair.a, I_SWROPT, 0), 0);
	close(pair.b);
	FAILS(write(pair.a, "x", 1), EPIPE);
	CATCHES_ONE(SIGPIPE);
}
