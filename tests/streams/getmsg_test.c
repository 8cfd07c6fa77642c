/* SPDX-License-Identifier: ISC */
/* GM: what getmsg gives of a message, and what stays. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

CASE(getmsg, GM_01_of_what_was_written_is_data)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "hello"), 5);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 5, 0);
	GOT_TEXT("hello");
}

/* --- parts that do not fit */

static struct pair
pair_with(int control, int data, int flags)
{
	struct pair pair = pair_open();

	IS(put(pair.a, control, data, flags), 0);
	return pair;
}

CASE(getmsg, GM_02_a_control_part_longer_than_the_room_leaves_MORECTL)
{
	struct pair pair = pair_with(10, 20, 0);

	GETS(get(pair.b, 4, 100, 0), MORECTL, 4, 20, 0);
	KNOWN(0, 0);
	GETS(get(pair.b, 100, 100, 0), 0, 6, ABSENT, 0);
	KNOWN(4, 0);
	EMPTY(pair.b);
}

CASE(getmsg, GM_03_data_longer_than_the_room_leaves_MOREDATA)
{
	struct pair pair = pair_with(10, 20, 0);

	GETS(get(pair.b, 100, 8, 0), MOREDATA, 10, 8, 0);
	KNOWN(0, 0);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 12, 0);
	KNOWN(0, 8);
	EMPTY(pair.b);
}

CASE(getmsg, GM_04_both_parts_can_be_longer_than_their_room)
{
	struct pair pair = pair_with(10, 20, 0);

	GETS(get(pair.b, 4, 8, 0), MORECTL | MOREDATA, 4, 8, 0);
	KNOWN(0, 0);
	GETS(get(pair.b, 100, 100, 0), 0, 6, 12, 0);
	KNOWN(4, 8);
	EMPTY(pair.b);
}

CASE(getmsg, GM_05_a_control_part_that_is_not_asked_for_stays)
{
	struct pair pair = pair_with(10, 20, 0);

	GETS(get(pair.b, ABSENT, 100, 0), MORECTL, ABSENT, 20, 0);
	KNOWN(0, 0);
	GETS(get(pair.b, 100, 100, 0), 0, 10, ABSENT, 0);
	KNOWN(0, 0);
	EMPTY(pair.b);
}

CASE(getmsg, GM_06_data_that_is_not_asked_for_stay)
{
	struct pair pair = pair_with(10, 20, 0);

	GETS(get(pair.b, 100, ABSENT, 0), MOREDATA, 10, ABSENT, 0);
	KNOWN(0, 0);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 20, 0);
	KNOWN(0, 0);
	EMPTY(pair.b);
}

CASE(getmsg, GM_07_without_room_loses_nothing)
{
	struct pair pair = pair_with(10, 20, 0);

	GETS(get(pair.b, 0, 0, 0), MORECTL | MOREDATA, 0, 0, 0);
	QUEUED(pair.b, 1);
	GETS(get(pair.b, 100, 100, 0), 0, 10, 20, 0);
	KNOWN(0, 0);
}

CASE(getmsg, GM_08_parts_of_no_bytes_need_no_room)
{
	struct pair pair = pair_with(0, 0, 0);

	GETS(get(pair.b, 0, 0, 0), 0, 0, 0, 0);
	EMPTY(pair.b);
}

CASE(getmsg, GM_09_data_that_are_not_there_have_length_minus_1)
{
	struct pair pair = pair_with(5, ABSENT, 0);

	GETS(get(pair.b, 100, 100, 0), 0, 5, ABSENT, 0);
}

CASE(getmsg, GM_10_a_rest_comes_after_what_arrived_with_high_priority)
{
	struct pair pair = pair_with(10, 20, 0);

	GETS(get(pair.b, ABSENT, 8, 0), MORECTL | MOREDATA, ABSENT, 8, 0);
	IS(put_urgent(pair.a, "hi"), 0);
	GETS(get(pair.b, 100, 100, 0), 0, 2, ABSENT, RS_HIPRI);
	GOT_CONTROL("hi");
	GETS(get(pair.b, 100, 100, 0), 0, 10, 12, 0);
	KNOWN(0, 8);
}

/* --- high priority */

static struct pair
pair_with_half_of_high_priority(void)
{
	struct pair pair = pair_with(10, 5, RS_HIPRI);

	GETS(get(pair.b, 4, ABSENT, 0), MORECTL | MOREDATA, 4, ABSENT,
	    RS_HIPRI);
	KNOWN(0, 0);
	GETS(get(pair.b, 100, ABSENT, RS_HIPRI), MOREDATA, 6, ABSENT,
	    RS_HIPRI);
	KNOWN(4, 0);
	return pair;
}

CASE(getmsg, GM_11_a_rest_with_control_has_high_priority_still)
{
	(void)pair_with_half_of_high_priority();
}

CASE(getmsg, GM_12_a_rest_of_data_alone_has_high_priority_no_more)
{
	struct pair pair = pair_with_half_of_high_priority();

	set_nonblocking(pair.b, true);
	FAILS(get(pair.b, 100, 100, RS_HIPRI), EAGAIN);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 5, 0);
	KNOWN(0, 0);
}

CASE(getmsg, GM_13_for_high_priority_passes_over_nothing)
{
	struct pair pair = pair_with(4, 6, 0);

	set_nonblocking(pair.b, true);
	FAILS(get(pair.b, 100, 100, RS_HIPRI), EAGAIN);
	GETS(get(pair.b, 100, 100, 0), 0, 4, 6, 0);
	KNOWN(0, 0);
}

/* --- waiting */

CASE(getmsg, GM_14_of_an_empty_queue_is_EAGAIN)
{
	struct pair pair = pair_open();

	set_nonblocking(pair.b, true);
	FAILS(get(pair.b, 100, 100, 0), EAGAIN);
}

static int
get_late(void *argument)
{
	struct pair *pair = argument;

	GETS(get(pair->b, 100, 100, 0), 0, 4, 6, 0);
	KNOWN(0, 0);
	return 0;
}

CASE(getmsg, GM_15_waits_for_a_message)
{
	struct pair pair = pair_open();
	pid_t child = child_start(get_late, &pair);

	BLOCKS(child);
	IS(put(pair.a, 4, 6, 0), 0);
	WAKES(child, 0);
}

/* --- refusals */

CASE(getmsg, GM_16_with_other_flags_is_EINVAL)
{
	struct pair pair = pair_with(4, 6, 0);

	FAILS(get(pair.b, 100, 100, 2), EINVAL);
	FAILS(get(pair.b, 100, 100, 4), EINVAL);
	FAILS(get(pair.b, 100, 100, 0x80), EINVAL);
	GETS(get(pair.b, 100, 100, 0), 0, 4, 6, 0);
}

CASE_ONCE(getmsg, GM_17_of_what_is_no_stream_is_ENOSTR)
{
	FAILS(get(t_file("text"), 100, 100, 0), ENOSTR);
	FAILS(get_band(t_file("text"), 100, 100, 0, MSG_ANY), ENOSTR);
}

/* --- hang-up */

CASE(getmsg, GM_18_after_the_last_message_gives_two_parts_of_no_bytes)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "xy"), 2);
	close(pair.a);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 2, 0);
	GOT_TEXT("xy");
	GETS(get(pair.b, 100, 100, 0), 0, 0, 0, 0);
}

CASE(getmsg, GM_19_for_high_priority_sees_the_hang_up_too)
{
	struct pair pair = pair_open();

	close(pair.a);
	GETS(get(pair.b, 100, 100, RS_HIPRI), 0, 0, 0, 0);
}

/* --- a passed descriptor */

CASE(getmsg, GM_20_of_a_passed_descriptor_is_EBADMSG_and_it_stays)
{
	struct pair pair = pair_open();
	int file = t_file("passed");
	struct strrecvfd received;

	IS(ioctl(pair.a, I_SENDFD, file), 0);
	FAILS(get(pair.b, 100, 100, 0), EBADMSG);
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	HOLDS(t_same_file(received.fd, file));
}

/* For what is not band 0 it is only not what is wanted. */
CASE(getmsg, GM_20_for_high_priority_waits_behind_a_passed_descriptor)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	set_nonblocking(pair.b, true);
	FAILS(get(pair.b, 100, 100, RS_HIPRI), EAGAIN);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_HIPRI), EAGAIN);
	FAILS(get_band(pair.b, 100, 100, 1, MSG_BAND), EAGAIN);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_BAND), EBADMSG);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_ANY), EBADMSG);
	QUEUED(pair.b, 1);
}

CASE(getmsg, GM_21_comes_to_a_passed_descriptor_in_its_turn)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "a"), 1);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 1, 0);
	GOT_TEXT("a");
	FAILS(get(pair.b, 100, 100, 0), EBADMSG);
}

/* --- signals */

static int
get_until_signal(void *argument)
{
	struct pair *pair = argument;

	catch_signal(SIGUSR1, false);
	FAILS(get(pair->b, 100, 100, 0), EINTR);
	return 0;
}

CASE(getmsg, GM_22_that_waits_ends_with_EINTR)
{
	struct pair pair = pair_open();
	pid_t child = child_start(get_until_signal, &pair);

	BLOCKS(child);
	kill(child, SIGUSR1);
	WAKES(child, 0);
}

static int
get_after_signal(void *argument)
{
	catch_signal(SIGUSR1, true);
	(void)get_late(argument);
	IS(caught(SIGUSR1), 1);
	return 0;
}

CASE(getmsg, GM_22_that_waits_is_resumed_with_SA_RESTART)
{
	struct pair pair = pair_open();
	pid_t child = child_start(get_after_signal, &pair);

	BLOCKS(child);
	kill(child, SIGUSR1);
	BLOCKS(child);
	IS(put(pair.a, 4, 6, 0), 0);
	WAKES(child, 0);
}

static int
get_hang_up(void *argument)
{
	struct pair *pair = argument;

	close(pair->a);
	GETS(get(pair->b, 100, 100, 0), 0, 0, 0, 0);
	return 0;
}

CASE(getmsg, GM_23_that_waits_ends_when_the_peer_closes)
{
	struct pair pair = pair_open();
	pid_t child = child_start(get_hang_up, &pair);

	BLOCKS(child);
	close(pair.a);
	WAKES(child, 0);
}
