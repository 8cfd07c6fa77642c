/* SPDX-License-Identifier: ISC */
/* RD: what read makes of messages, in each of its modes. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

static struct pair
pair_with_mode(int mode)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.b, I_SRDOPT, mode), 0);
	return pair;
}

CASE(read, RD_01_crosses_the_boundaries_of_messages)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "abc"), 3);
	IS(write_text(pair.a, "de"), 2);
	READS(pair.b, 100, "abcde");
}

CASE(read, RD_02_with_RMSGN_takes_one_message)
{
	struct pair pair = pair_with_mode(RMSGN);

	IS(write_text(pair.a, "abc"), 3);
	IS(write_text(pair.a, "de"), 2);
	READS(pair.b, 100, "abc");
	READS(pair.b, 100, "de");
}

CASE(read, RD_03_with_RMSGN_keeps_the_rest_of_a_message)
{
	struct pair pair = pair_with_mode(RMSGN);

	IS(write_text(pair.a, "abcdef"), 6);
	READS(pair.b, 2, "ab");
	READS(pair.b, 2, "cd");
	READS(pair.b, 2, "ef");
	EMPTY(pair.b);
}

CASE(read, RD_04_with_RMSGD_drops_the_rest_of_a_message)
{
	struct pair pair = pair_with_mode(RMSGD);

	IS(write_text(pair.a, "abcdef"), 6);
	IS(write_text(pair.a, "gh"), 2);
	READS(pair.b, 2, "ab");
	READS(pair.b, 2, "gh");
	EMPTY(pair.b);
}

CASE(read, RD_05_leaves_the_rest_to_getmsg)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "abcdef"), 6);
	READS(pair.b, 4, "abcd");
	GETS(get(pair.b, ABSENT, 100, 0), 0, ABSENT, 2, 0);
	GOT_TEXT("ef");
}

CASE(read, RD_06_of_an_empty_queue_is_EAGAIN)
{
	struct pair pair = pair_open();
	char c;

	set_nonblocking(pair.b, true);
	FAILS(read(pair.b, &c, 1), EAGAIN);
}

static int
read_late(void *argument)
{
	struct pair *pair = argument;

	READS(pair->b, 100, "later");
	return 0;
}

CASE(read, RD_07_waits_for_a_message_and_not_for_all_it_has_room_for)
{
	struct pair pair = pair_open();
	pid_t child = child_start(read_late, &pair);

	BLOCKS(child);
	IS(write_text(pair.a, "later"), 5);
	WAKES(child, 0);
}

static int
read_until_signal(void *argument)
{
	struct pair *pair = argument;
	char c;

	catch_signal(SIGUSR1, false);
	FAILS(read(pair->b, &c, 1), EINTR);
	return 0;
}

CASE(read, RD_08_that_waits_ends_with_EINTR)
{
	struct pair pair = pair_open();
	pid_t child = child_start(read_until_signal, &pair);

	BLOCKS(child);
	kill(child, SIGUSR1);
	WAKES(child, 0);
}

CASE(read, RD_09_of_no_bytes_consumes_nothing)
{
	struct pair pair = pair_open();
	char c;

	IS(write_text(pair.a, "data"), 4);
	IS(read(pair.b, &c, 0), 0);
	READS(pair.b, 100, "data");
	IS(put(pair.a, 3, 4, 0), 0);
	IS(read(pair.b, &c, 0), 0);
	GETS(get(pair.b, 100, 100, 0), 0, 3, 4, 0);
}

CASE(read, RD_09_of_no_bytes_leaves_a_passed_descriptor)
{
	struct pair pair = pair_open();
	struct strrecvfd received;
	char c;

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(read(pair.b, &c, 0), 0);
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	HOLDS(t_same_file(received.fd, 0));
}

CASE(read, RD_10_of_a_message_without_bytes_is_0)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.a, I_SWROPT, SNDZERO), 0);
	IS(write(pair.a, "", 0), 0);
	IS(write(pair.a, "x", 1), 1);
	READS(pair.b, 10, "");
	READS(pair.b, 10, "x");
}

static void
write_around_nothing(int fd)
{
	IS(ioctl(fd, I_SWROPT, SNDZERO), 0);
	IS(write_text(fd, "abc"), 3);
	IS(write_text(fd, ""), 0);
	IS(write_text(fd, "de"), 2);
}

CASE(read, RD_11_stops_in_front_of_a_message_without_bytes)
{
	struct pair pair = pair_open();

	write_around_nothing(pair.a);
	READS(pair.b, 100, "abc");
	READS(pair.b, 100, "");
	READS(pair.b, 100, "de");
}

CASE(read, RD_12_with_RMSGN_meets_a_message_without_bytes)
{
	struct pair pair = pair_with_mode(RMSGN);

	write_around_nothing(pair.a);
	READS(pair.b, 100, "abc");
	READS(pair.b, 100, "");
	READS(pair.b, 100, "de");
}

/* --- control parts */

CASE(read, RD_13_of_a_control_part_is_EBADMSG_and_it_stays)
{
	struct pair pair = pair_open();
	char bytes[10];

	IS(put(pair.a, 3, 4, 0), 0);
	FAILS(read(pair.b, bytes, sizeof bytes), EBADMSG);
	GETS(get(pair.b, 100, 100, 0), 0, 3, 4, 0);
	KNOWN(0, 0);
}

/* Whether read gives these bytes of the control and of the data part. */
static void
assert_reads_parts(int fd, size_t size, size_t control, size_t controls,
    size_t data, size_t datas)
{
	char bytes[100];
	size_t i;

	IS(read(fd, bytes, size), (ssize_t)(controls + datas));
	for (i = 0; i < controls; i++)
		IS(bytes[i], known_control(control + i));
	for (i = 0; i < datas; i++)
		IS(bytes[controls + i], known_data(data + i));
}

CASE(read, RD_14_with_RPROTDAT_takes_the_control_part_for_data)
{
	struct pair pair = pair_with_mode(RPROTDAT);

	IS(put(pair.a, 3, 4, 0), 0);
	assert_reads_parts(pair.b, 10, 0, 3, 0, 4);
	EMPTY(pair.b);
}

CASE(read, RD_15_with_RPROTDIS_discards_the_control_part)
{
	struct pair pair = pair_with_mode(RPROTDIS);

	IS(put(pair.a, 3, 4, 0), 0);
	assert_reads_parts(pair.b, 10, 0, 0, 0, 4);
	EMPTY(pair.b);
}

CASE(read, RD_16_with_RPROTDIS_of_a_control_part_alone_finds_nothing)
{
	struct pair pair = pair_with_mode(RPROTDIS);
	char bytes[10];

	set_nonblocking(pair.b, true);
	IS(put(pair.a, 3, ABSENT, 0), 0);
	QUEUED(pair.b, 1);
	FAILS(read(pair.b, bytes, sizeof bytes), EAGAIN);
	EMPTY(pair.b);
}

CASE(read, RD_16_with_RPROTDIS_passes_over_a_control_part_alone)
{
	struct pair pair = pair_with_mode(RMSGN | RPROTDIS);

	IS(put(pair.a, 3, ABSENT, 0), 0);
	IS(put(pair.a, 3, ABSENT, RS_HIPRI), 0);
	IS(write_text(pair.a, "data"), 4);
	READS(pair.b, 100, "data");
	EMPTY(pair.b);
}

CASE(read, RD_17_stops_in_front_of_a_control_part)
{
	struct pair pair = pair_open();
	char bytes[100];

	IS(write_text(pair.a, "abc"), 3);
	IS(put(pair.a, 3, 4, 0), 0);
	READS(pair.b, 100, "abc");
	FAILS(read(pair.b, bytes, sizeof bytes), EBADMSG);
}

CASE(read, RD_18_with_RPROTDAT_makes_room_for_the_next_of_high_priority)
{
	struct pair pair = pair_with_mode(RPROTDAT);

	IS(put(pair.a, 3, 4, RS_HIPRI), 0);
	assert_reads_parts(pair.b, 5, 0, 3, 0, 2);
	assert_reads_parts(pair.b, 5, 0, 0, 2, 2);
	IS(put_urgent(pair.a, "next"), 0);
	GETS(get(pair.b, 100, 100, RS_HIPRI), 0, 4, ABSENT, RS_HIPRI);
	GOT_CONTROL("next");
}

/* --- order and places */

CASE(read, RD_19_takes_the_higher_band_first)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "p", 3), 0);
	IS(write_text(pair.a, "n"), 1);
	READS(pair.b, 100, "pn");
}

CASE(read, RD_19_takes_the_higher_band_first_when_it_came_last)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "n"), 1);
	IS(put_text(pair.a, "p", 3), 0);
	READS(pair.b, 100, "pn");
}

CASE(read, RD_20_readv_scatters_in_order)
{
	struct pair pair = pair_open();
	char two[2], ten[10];
	struct iovec part[2] = { { two, 2 }, { ten, 10 } };

	IS(write_text(pair.a, "abcdef"), 6);
	IS(readv(pair.b, part, 2), 6);
	IS(memcmp(two, "ab", 2), 0);
	IS(memcmp(ten, "cdef", 4), 0);
}

/* --- hang-up */

CASE(read, RD_21_after_the_last_message_is_0_when_the_peer_closed)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "fives"), 5);
	close(pair.a);
	READS(pair.b, 100, "fives");
	READS(pair.b, 100, "");
	READS(pair.b, 100, "");
}

CASE(read, RD_22_does_not_tell_that_the_peer_had_not_read_everything)
{
	struct pair pair = pair_open();

	IS(write_text(pair.b, "never read"), 10);
	IS(write_text(pair.a, "zz"), 2);
	close(pair.a);
	READS(pair.b, 100, "zz");
	READS(pair.b, 100, "");
}
