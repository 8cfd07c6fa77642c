/* SPDX-License-Identifier: ISC */
/*
 * The form of STREAMS programs: two bytes by write, then the descriptor by
 * I_SENDFD, which is one carrier byte, not zero, on the wire.
 */
#include <errno.h>
#include <unistd.h>

#include "tests/apue/pair.h"

static void
send_passed(int stream, int fd)
{
	cr_assert_eq(t_send(stream, "F", 1, &fd, 1, 1), 1);
}

T(streams_form, two_bytes_and_then_a_passed_descriptor_are_received)
{
	struct pair pair = pair_open();
	int file = t_file("passed"), copy;

	cr_assert_eq(write(pair.in, "\0\0", 2), 2);
	send_passed(pair.in, file);
	copy = recv_fd(pair.out, NULL);
	cr_assert(t_same_file(copy, file));
	pair_assert_works(pair);
}

T(streams_form, a_text_may_come_before)
{
	struct pair pair = pair_open();
	int file = t_file("passed"), copy;

	cr_assert_eq(write(pair.in, "note\0\0", 6), 6);
	send_passed(pair.in, file);
	copy = recv_fd(pair.out, NULL);
	cr_assert(t_same_file(copy, file));
	pair_assert_works(pair);
}

T(streams_form, messages_in_a_row_are_received_one_by_one)
{
	struct pair pair = pair_open();
	int a = t_file("a"), b = t_file("b");

	cr_assert_eq(write(pair.in, "\0\0", 2), 2);
	send_passed(pair.in, a);
	cr_assert_eq(write(pair.in, "\0\0", 2), 2);
	send_passed(pair.in, b);
	cr_assert(t_same_file(recv_fd(pair.out, NULL), a));
	cr_assert(t_same_file(recv_fd(pair.out, NULL), b));
	pair_assert_works(pair);
}

T(streams_form, a_call_that_must_not_block_can_be_made_again_in_between)
{
	struct pair pair = pair_open();
	int file = t_file("passed");

	t_set_nonblocking(pair.out);
	cr_assert_eq(write(pair.in, "\0\0", 2), 2);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EAGAIN);
	send_passed(pair.in, file);
	cr_assert(t_same_file(recv_fd(pair.out, NULL), file));
	pair_assert_works(pair);
}

T(streams_form, a_full_table_is_EMFILE_and_the_descriptor_waits)
{
	struct pair pair = pair_open();
	int file = t_file("passed");

	cr_assert_eq(write(pair.in, "\0\0", 2), 2);
	send_passed(pair.in, file);
	t_fill_table();
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EMFILE);
	t_free_slot();
	cr_assert(t_same_file(recv_fd(pair.out, NULL), file));
	t_free_table();
	pair_assert_works(pair);
}
