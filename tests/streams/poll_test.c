/* SPDX-License-Identifier: ISC */
/* PO: which events an end has, and who they wake. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <string.h>
#include <time.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

enum {
	IN = POLLIN | POLLRDNORM,
	IN_BAND = POLLIN | POLLRDBAND,
	OUT_NORMAL = POLLOUT | POLLWRNORM,
	OUT = OUT_NORMAL | POLLWRBAND,
	ALL = IN | POLLRDBAND | POLLPRI | OUT
};

static int
events_among(int fd, int asked)
{
	struct pollfd end = { fd, (short)asked, 0 };
	int count = poll(&end, 1, 0);

	IS(count, end.revents != 0);
	return end.revents;
}

#define EVENTS(fd, expected) \
	expect_is(events_among(fd, ALL), expected, "revents", \
	    __FILE__, __LINE__)

CASE(poll, PO_01_of_an_idle_end_is_room_and_nothing_to_read)
{
	struct pair pair = pair_open();

	EVENTS(pair.a, OUT);
	EVENTS(pair.b, OUT);
}

CASE(poll, PO_02_of_data_is_POLLIN_and_POLLRDNORM)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "x"), 1);
	EVENTS(pair.b, OUT | IN);
}

CASE(poll, PO_03_of_a_band_in_front_of_data_is_POLLIN_and_POLLRDBAND)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "x"), 1);
	IS(put_text(pair.a, "band", 3), 0);
	EVENTS(pair.b, OUT | IN_BAND);
}

CASE(poll, PO_04_of_high_priority_in_front_of_data_is_POLLPRI_alone)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "x"), 1);
	IS(put_urgent(pair.a, "!"), 0);
	EVENTS(pair.b, OUT | POLLPRI);
}

CASE(poll, PO_05_of_a_message_without_bytes_is_POLLIN)
{
	struct pair pair = pair_open();

	IS(put(pair.a, ABSENT, 0, 0), 0);
	IS(events_among(pair.b, POLLIN), POLLIN);
}

CASE(poll, PO_06_of_a_passed_descriptor_is_POLLIN)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(events_among(pair.b, POLLIN), POLLIN);
	EVENTS(pair.b, OUT | IN);
}

CASE(poll, PO_07_of_a_full_band_0_is_without_POLLOUT)
{
	struct pair pair = pair_open();

	(void)fill_band_0(pair.a);
	IS(events_among(pair.a, POLLOUT | POLLWRNORM), 0);
	/* no band was ever used */
	EVENTS(pair.a, POLLWRBAND);
}

CASE(poll, PO_08_of_a_hang_up_is_POLLHUP_alone)
{
	struct pair pair = pair_open();

	close(pair.b);
	EVENTS(pair.a, POLLHUP);
}

CASE(poll, PO_09_of_a_hang_up_tells_what_can_still_be_read)
{
	struct pair pair = pair_open();

	IS(write_text(pair.b, "xyz"), 3);
	close(pair.b);
	EVENTS(pair.a, POLLHUP | IN);
	READS(pair.a, 100, "xyz");
	EVENTS(pair.a, POLLHUP);
}

/* The peer's unread bytes are no error of ours. */
CASE(poll, PO_09_of_a_hang_up_does_not_tell_what_the_peer_left_unread)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "never read"), 10);
	IS(write_text(pair.b, "xyz"), 3);
	close(pair.b);
	EVENTS(pair.a, POLLHUP | IN);
	READS(pair.a, 100, "xyz");
	EVENTS(pair.a, POLLHUP);
}

CASE(poll, PO_10_tells_a_hang_up_unasked)
{
	struct pair pair = pair_open();

	close(pair.b);
	IS(events_among(pair.a, 0), POLLHUP);
}

/* --- waiting */

struct wait {
	struct pair pair;
	int fd, close;
	short asked, expected;
};

static int
wait_for_events(void *argument)
{
	struct wait *wait = argument;
	struct pollfd end = { wait->fd, wait->asked, 0 };

	close(wait->close);
	IS(poll(&end, 1, -1), 1);
	IS(end.revents, wait->expected);
	return 0;
}

static pid_t
start_waiting(struct pair pair, bool at_b, short asked, short expected)
{
	struct wait wait;
	pid_t child;

	wait.fd = at_b ? pair.b : pair.a;
	wait.close = at_b ? pair.a : pair.b;
	wait.asked = asked;
	wait.expected = expected;
	child = child_start(wait_for_events, &wait);
	BLOCKS(child);
	return child;
}

CASE(poll, PO_11_that_waits_is_woken_by_data)
{
	struct pair pair = pair_open();
	pid_t child = start_waiting(pair, true, POLLIN, POLLIN);

	IS(write_text(pair.a, "x"), 1);
	WAKES(child, 0);
}

CASE(poll, PO_11_that_waits_is_woken_by_a_hang_up)
{
	struct pair pair = pair_open();
	pid_t child = start_waiting(pair, true, POLLIN, POLLHUP);

	close(pair.a);
	WAKES(child, 0);
}

CASE(poll, PO_11_that_waits_is_woken_by_a_passed_descriptor)
{
	struct pair pair = pair_open();
	pid_t child = start_waiting(pair, true, POLLIN, POLLIN);

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	WAKES(child, 0);
}

CASE(poll, PO_12_that_waits_is_woken_by_room)
{
	static char bytes[1000000];
	struct pair pair = pair_open();
	size_t full = fill_band_0(pair.a);
	pid_t child = start_waiting(pair, false, POLLOUT, POLLOUT);

	HOLDS(full <= sizeof bytes);
	read_exactly(pair.b, bytes, full, 4096);
	WAKES(child, 0);
}

/* While data that nobody asked for is there, a wait for something else is a
   wait: it takes no processor time to speak of. */
CASE(poll, that_waits_for_high_priority_behind_data_rests)
{
	struct pair pair = pair_open();
	struct pollfd end = { pair.b, POLLPRI, 0 };
	clock_t before;

	IS(write_text(pair.a, "x"), 1);
	before = clock();
	IS(poll(&end, 1, 500), 0);
	HOLDS(clock() - before < CLOCKS_PER_SEC / 10);
}

CASE(poll, tells_ends_and_files_in_one_call)
{
	struct pair pair = pair_open();
	struct pollfd end[3] = { { pair.b, POLLIN, 0 }, { 0, 0, 0 },
		{ pair.a, POLLIN, 0 } };

	end[1].fd = t_file("text");
	end[1].events = POLLIN;
	IS(write_text(pair.a, "x"), 1);
	IS(poll(end, 3, -1), 2);
	IS(end[0].revents, POLLIN);
	IS(end[1].revents, POLLIN);
	IS(end[2].revents, 0);
}

/* --- select */

enum { READABLE = 1, WRITABLE = 2, EXCEPTIONAL = 4 };

static int
selected(int fd)
{
	struct timeval now = { 0, 0 };
	fd_set r, w, x;
	int count, sets;

	FD_ZERO(&r);
	FD_ZERO(&w);
	FD_ZERO(&x);
	FD_SET(fd, &r);
	FD_SET(fd, &w);
	FD_SET(fd, &x);
	count = select(fd + 1, &r, &w, &x, &now);
	sets = (FD_ISSET(fd, &r) ? READABLE : 0) |
	    (FD_ISSET(fd, &w) ? WRITABLE : 0) |
	    (FD_ISSET(fd, &x) ? EXCEPTIONAL : 0);
	IS(count, ((sets & READABLE) != 0) + ((sets & WRITABLE) != 0) +
	    ((sets & EXCEPTIONAL) != 0));
	return sets;
}

CASE(select, of_an_idle_end_is_writable)
{
	IS(selected(pair_open().a), WRITABLE);
}

CASE(select, of_a_message_is_readable)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 1, ABSENT, 0), 0);
	IS(selected(pair.b), READABLE | WRITABLE);
}

CASE(select, of_high_priority_is_exceptional)
{
	struct pair pair = pair_open();

	IS(put_urgent(pair.a, "!"), 0);
	IS(selected(pair.b), WRITABLE | EXCEPTIONAL);
}

CASE(select, of_a_full_band_0_is_not_writable)
{
	struct pair pair = pair_open();

	(void)fill_band_0(pair.a);
	IS(selected(pair.a), 0);
}

CASE(select, of_a_hang_up_is_readable)
{
	struct pair pair = pair_open();

	close(pair.b);
	IS(selected(pair.a), READABLE);
}
