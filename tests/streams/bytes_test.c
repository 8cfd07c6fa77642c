/* SPDX-License-Identifier: ISC */
/* getmsg and putmsg on byte streams. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/streams/bytes.h"
#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/svr4.h"

/* --- getmsg: data */

CASE_ONCE(bytes, come_to_getmsg_as_data_without_control)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "hello"), 5);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 5, 0);
	GOT_TEXT("hello");
	IS(errno, 0);
}

CASE_ONCE(bytes, come_to_getpmsg_in_band_0)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "one"), 3);
	GETS_BAND(get_band(pair.b, 100, 100, 77, MSG_ANY), 0, ABSENT, 3,
	    MSG_BAND, 0);
	IS(write_text(pair.a, "two"), 3);
	GETS_BAND(get_band(pair.b, 100, 100, 0, MSG_BAND), 0, ABSENT, 3,
	    MSG_BAND, 0);
	GOT_TEXT("two");
}

/* Whether a shorter piece is all of a message nobody can tell. */
#define GETS_PIECE(fd, room, expected) \
	do { \
		HOLDS((get(fd, ABSENT, room, 0) & ~MOREDATA) == 0); \
		GOT_TEXT(expected); \
		IS(got.f, 0); \
	} while (0)

CASE_ONCE(bytes, come_to_getmsg_in_pieces_where_there_is_less_room)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "hello"), 5);
	GETS_PIECE(pair.b, 2, "he");
	GETS_PIECE(pair.b, 1, "l");
	GETS(get(pair.b, ABSENT, 100, 0), 0, ABSENT, 2, 0);
	GOT_TEXT("lo");
}

CASE_ONCE(bytes, stay_where_there_is_no_room)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "hello"), 5);
	GETS(get(pair.b, 100, ABSENT, 0), MOREDATA, ABSENT, ABSENT, 0);
	GETS(get(pair.b, 100, 0, 0), MOREDATA, ABSENT, 0, 0);
	GETS(get(pair.b, ABSENT, ABSENT, 0), MOREDATA, ABSENT, ABSENT, 0);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 5, 0);
	GOT_TEXT("hello");
}

CASE_ONCE(bytes, come_to_getmsg_4094_at_a_time)
{
	struct pair pair = pair_of_bytes();
	const char *known = known_bytes(10000);
	size_t total = 0;

	IS(write(pair.a, known, 10000), 10000);
	while (total < 10000) {
		HOLDS((get(pair.b, ABSENT, 20000, 0) & ~MOREDATA) == 0);
		HOLDS(got.d > 0 && got.d <= 4094);
		KNOWN(0, total);
		total += (size_t)got.d;
	}
	IS(total, 10000);
}

/* --- getmsg: passed descriptors */

CASE_ONCE(bytes, of_a_passed_descriptor_are_EBADMSG_and_it_stays)
{
	struct pair pair = pair_of_bytes();
	int file = t_file("");

	IS(ioctl(pair.a, I_SENDFD, file), 0);
	FAILS(get(pair.b, 100, 100, 0), EBADMSG);
	FAILS(get(pair.b, 100, ABSENT, 0), EBADMSG);
	FAILS(get(pair.b, 100, 0, 0), EBADMSG);
	FAILS(get(pair.b, 100, 1, 0), EBADMSG);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_ANY), EBADMSG);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_BAND), EBADMSG);
	RECEIVES(pair.b, file);
}

CASE_ONCE(bytes, of_a_status_message_are_EBADMSG_and_it_stays)
{
	struct pair pair = pair_of_bytes();
	int file = t_file(""), copy;

	IS(send_fd(pair.a, file), 0);
	FAILS(get(pair.b, 100, 100, 0), EBADMSG);
	FAILS(get(pair.b, 100, 0, 0), EBADMSG);
	FAILS(get(pair.b, 100, 1, 0), EBADMSG);
	FAILS(get(pair.b, 100, 2, 0), EBADMSG);
	copy = recv_fd(pair.b, NULL);
	HOLDS(copy >= 0);
	HOLDS(t_same_file(copy, file));
}

/* The room that ends before, at and behind what the descriptor came with. */
static void
expect_data_and_then_a_descriptor(int room)
{
	struct pair pair = pair_of_bytes();
	int file = t_file("");

	IS(write_text(pair.a, "data"), 4);
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	IS(write_text(pair.a, "more"), 4);
	if (room < 4) {
		GETS_PIECE(pair.b, room, room == 1 ? "d" : "dat");
		GETS_PIECE(pair.b, 100, room == 1 ? "ata" : "a");
	} else
		GETS_PIECE(pair.b, room, "data");
	FAILS(get(pair.b, ABSENT, room, 0), EBADMSG);
	RECEIVES(pair.b, file);
	GETS_PIECE(pair.b, 100, "more");
}

CASE_ONCE(bytes, before_a_passed_descriptor_come_without_it)
{
	static const int rooms[] = { 1, 3, 4, 5, 6, 7, 4094, 8000 };
	size_t i;

	for (i = 0; i < sizeof rooms / sizeof *rooms; i++)
		expect_data_and_then_a_descriptor(rooms[i]);
}

static void
expect_data_and_then_a_status_message(int room)
{
	struct pair pair = pair_of_bytes();
	int file = t_file(""), copy;

	IS(write_text(pair.a, "data"), 4);
	IS(send_fd(pair.a, file), 0);
	if (room < 4) {
		GETS_PIECE(pair.b, room, room == 1 ? "d" : "dat");
		GETS_PIECE(pair.b, 100, room == 1 ? "ata" : "a");
	} else
		GETS_PIECE(pair.b, room, "data");
	FAILS(get(pair.b, ABSENT, room, 0), EBADMSG);
	copy = recv_fd(pair.b, NULL);
	HOLDS(copy >= 0);
	HOLDS(t_same_file(copy, file));
	must(close(copy), "close");
}

CASE_ONCE(bytes, before_a_status_message_come_without_it)
{
	static const int rooms[] = { 1, 3, 4, 5, 6, 7, 4094, 8000 };
	size_t i;

	for (i = 0; i < sizeof rooms / sizeof *rooms; i++)
		expect_data_and_then_a_status_message(rooms[i]);
}

CASE_ONCE(bytes, up_to_the_4094th_come_without_the_descriptor_behind_them)
{
	size_t before;

	for (before = 4090; before <= 4098; before++) {
		struct pair pair = pair_of_bytes();
		const char *known = known_bytes(before);
		size_t total = 0;

		IS(write(pair.a, known, before), before);
		IS(ioctl(pair.a, I_SENDFD, 0), 0);
		while (total < before) {
			HOLDS((get(pair.b, ABSENT, 8000, 0) & ~MOREDATA) == 0);
			HOLDS(got.d > 0);
			KNOWN(0, total);
			total += (size_t)got.d;
		}
		IS(total, before);
		FAILS(get(pair.b, ABSENT, 8000, 0), EBADMSG);
		RECEIVES(pair.b, 0);
		close(pair.a);
		close(pair.b);
	}
}

/* APUE's recv_fd for SVR4: the two bytes by getmsg, and then I_RECVFD. */
CASE_ONCE(bytes, of_the_status_of_APUE_come_before_the_descriptor)
{
	struct pair pair = pair_of_bytes();
	int file = t_file("");

	IS(write(pair.a, "\0", 2), 2);
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	GETS(get(pair.b, ABSENT, 1024, 0), 0, ABSENT, 2, 0);
	IS(got.data[0] | got.data[1], 0);
	RECEIVES(pair.b, file);
}

CASE_ONCE(bytes, of_send_err_which_brings_none_are_data)
{
	struct pair pair = pair_of_bytes();

	IS(send_err(pair.a, -1, "no"), 0);
	GETS(get(pair.b, ABSENT, 1024, 0), 0, ABSENT, 4, 0);
	HOLDS(memcmp(got.data, "no\0\1", 4) == 0);
}

/* --- getmsg: waiting, the end, refusals */

static int
get_late(void *argument)
{
	struct pair *pair = argument;

	close(pair->a);
	GETS(get(pair->b, 100, 100, 0), 0, ABSENT, 4, 0);
	GOT_TEXT("late");
	GETS(get(pair->b, 100, 100, 0), 0, 0, 0, 0);
	return 0;
}

CASE_ONCE(bytes, are_waited_for_and_the_hang_up_is)
{
	struct pair pair = pair_of_bytes();
	pid_t child = child_start(get_late, &pair);

	BLOCKS(child);
	IS(write_text(pair.a, "late"), 4);
	BLOCKS(child);
	close(pair.a);
	WAKES(child, 0);
}

CASE_ONCE(bytes, that_have_not_come_are_EAGAIN)
{
	struct pair pair = pair_of_bytes();

	set_nonblocking(pair.b, true);
	FAILS(get(pair.b, 100, 100, 0), EAGAIN);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_ANY), EAGAIN);
}

static int
get_until_signal(void *argument)
{
	struct pair *pair = argument;

	catch_signal(SIGUSR1, false);
	FAILS(get(pair->b, 100, 100, 0), EINTR);
	return 0;
}

CASE_ONCE(bytes, that_do_not_come_are_EINTR_after_a_signal)
{
	struct pair pair = pair_of_bytes();
	pid_t child = child_start(get_until_signal, &pair);

	BLOCKS(child);
	kill(child, SIGUSR1);
	WAKES(child, 0);
}

CASE_ONCE(bytes, of_an_end_that_was_closed_come_and_then_nothing)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "last"), 4);
	close(pair.a);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 4, 0);
	GETS(get(pair.b, 100, 100, 0), 0, 0, 0, 0);
	GETS_BAND(get_band(pair.b, 100, 100, 77, MSG_ANY), 0, 0, 0, 0, 77);
}

CASE_ONCE(bytes, are_all_that_can_be_asked_for)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "hello"), 5);
	FAILS(get(pair.b, 100, 100, RS_HIPRI), EINVAL);
	FAILS(get(pair.b, 100, 100, 77), EINVAL);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_HIPRI), EINVAL);
	FAILS(get_band(pair.b, 100, 100, 1, MSG_BAND), EINVAL);
	FAILS(get_band(pair.b, 100, 100, 256, MSG_BAND), EINVAL);
	FAILS(get_band(pair.b, 100, 100, 0, 0), EINVAL);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 5, 0);
}

CASE_ONCE(bytes, are_not_put_nowhere)
{
	struct pair pair = pair_of_bytes();
	struct strbuf nowhere = { 10, 0, NULL };
	int flags = 0;

	IS(write_text(pair.a, "hello"), 5);
	FAILS(getmsg(pair.b, NULL, &nowhere, &flags), EFAULT);
	FAILS(getmsg(pair.b, &nowhere, NULL, &flags), EFAULT);
	FAILS(getmsg(pair.b, NULL, NULL, NULL), EFAULT);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 5, 0);
}

/* --- putmsg */

CASE_ONCE(bytes, go_by_putmsg_as_they_go_by_write)
{
	struct pair pair = pair_of_bytes();

	errno = ERANGE;
	IS(put(pair.a, ABSENT, 3, 0), 0);
	IS(put_text(pair.a, "text", 0), 0);
	IS(errno, ERANGE);
	IS(read(pair.b, got.data, 100), 7);
	HOLDS(memcmp(got.data, known_bytes(3), 3) == 0);
	HOLDS(memcmp(got.data + 3, "text", 4) == 0);
}

CASE_ONCE(bytes, of_an_empty_part_are_none)
{
	struct pair pair = pair_of_bytes();

	IS(put(pair.a, ABSENT, 0, 0), 0);
	IS(put_band(pair.a, ABSENT, 0, 0, MSG_BAND), 0);
	IS(put(pair.a, ABSENT, ABSENT, 0), 0);
	set_nonblocking(pair.b, true);
	FAILS(read(pair.b, got.data, 100), EAGAIN);
}

CASE_ONCE(bytes, have_no_control_part_and_no_band)
{
	struct pair pair = pair_of_bytes();

	FAILS(put(pair.a, 4, 4, 0), ERANGE);
	FAILS(put(pair.a, 0, ABSENT, 0), ERANGE);
	FAILS(put(pair.a, 4, ABSENT, RS_HIPRI), ERANGE);
	FAILS(put_band(pair.a, 4, 4, 0, MSG_BAND), ERANGE);
	FAILS(put_band(pair.a, ABSENT, 4, 1, MSG_BAND), ERANGE);
	FAILS(put_band(pair.a, 4, ABSENT, 0, MSG_HIPRI), ERANGE);
	FAILS(put(pair.a, ABSENT, 65537, 0), ERANGE);
	set_nonblocking(pair.b, true);
	FAILS(read(pair.b, got.data, 100), EAGAIN);
}

CASE_ONCE(bytes, do_not_go_by_unknown_flags)
{
	struct pair pair = pair_of_bytes();
	struct strbuf nowhere = { 0, 3, NULL };

	FAILS(put(pair.a, ABSENT, 4, 77), EINVAL);
	FAILS(put(pair.a, ABSENT, 4, RS_HIPRI), EINVAL);
	FAILS(put_band(pair.a, ABSENT, 4, 0, 0), EINVAL);
	FAILS(put_band(pair.a, ABSENT, 4, 256, MSG_BAND), EINVAL);
	FAILS(put_band(pair.a, ABSENT, 4, 0, MSG_HIPRI), EINVAL);
	FAILS(putmsg(pair.a, NULL, &nowhere, 0), EFAULT);
	set_nonblocking(pair.b, true);
	FAILS(read(pair.b, got.data, 100), EAGAIN);
}

CASE_ONCE(bytes, to_a_closed_end_are_ENXIO_or_for_XPG4_EPIPE)
{
	struct pair pair = pair_of_bytes();
	struct strbuf part = { 0, 0, got.data };

	close(pair.b);
	catch_signal(SIGPIPE, false);
	FAILS(put(pair.a, ABSENT, 4, 0), ENXIO);
	FAILS(put(pair.a, ABSENT, ABSENT, 0), ENXIO);
	FAILS(put_band(pair.a, ABSENT, 4, 0, MSG_BAND), ENXIO);
	CATCHES_NONE(SIGPIPE);
	part.len = 4;
	FAILS(lsc_putmsg_xpg4(pair.a, NULL, &part, 0), EPIPE);
	IS(caught(SIGPIPE), 1);
	FAILS(lsc_putpmsg_xpg4(pair.a, NULL, &part, 0, MSG_BAND), EPIPE);
	IS(caught(SIGPIPE), 2);
}

static int
put_the_most(void *argument)
{
	struct pair *pair = argument;
	int i;

	close(pair->b);
	for (i = 0; i < 10; i++)
		IS(put(pair->a, ABSENT, 65536, 0), 0);
	return 0;
}

CASE_ONCE(bytes, go_all_of_them_before_putmsg_returns)
{
	static char all[10 * 65536];
	struct pair pair = pair_of_bytes();
	pid_t child = child_start(put_the_most, &pair);
	size_t i;

	BLOCKS(child);
	close(pair.a);
	read_exactly(pair.b, all, sizeof all, 8000);
	WAKES(child, 0);
	IS(read(pair.b, all, 1), 0);
	for (i = 0; i < 10; i++)
		HOLDS(memcmp(all + i * 65536, known_bytes(65536), 65536) == 0);
}

CASE_ONCE(bytes, for_which_there_is_no_room_are_EAGAIN)
{
	struct pair pair = pair_of_bytes();

	(void)fill_band_0(pair.a);
	set_nonblocking(pair.a, true);
	FAILS(put(pair.a, ABSENT, 4, 0), EAGAIN);
	FAILS(put_band(pair.a, ABSENT, 4, 0, MSG_BAND), EAGAIN);
	IS(put(pair.a, ABSENT, 0, 0), 0);
}

/* --- what is no stream */

CASE_ONCE(bytes, of_a_socket_of_the_system_are_no_messages)
{
	int file = t_file("text"), end[2];

	t_socketpair(SOCK_STREAM, end);
	FAILS(get(end[0], 100, 100, 0), ENOSTR);
	FAILS(put(end[0], ABSENT, 4, 0), ENOSTR);
	FAILS(get_band(file, 100, 100, 0, MSG_ANY), ENOSTR);
	FAILS(put_band(file, ABSENT, 4, 0, MSG_BAND), ENOSTR);
	close(file);
	FAILS(get(file, 100, 100, 0), EBADF);
	FAILS(put(file, ABSENT, 4, 0), EBADF);
}
