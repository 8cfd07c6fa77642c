/* SPDX-License-Identifier: ISC */
/*
 * Error statuses and texts: send_err and what recv_fd makes of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/apue/pair.h"

/* A userfunc that keeps what it is given. */
static char heard[300000];
static size_t heard_size;
static unsigned heard_times;
static int heard_fd;

static ssize_t
hear(int fd, const void *text, size_t size)
{
	memcpy(heard + heard_size, text, size);
	heard_size += size;
	heard_times++;
	heard_fd = fd;
	return (ssize_t)size;
}

static void
assert_heard(const char *text)
{
	cr_assert_eq(heard_size, strlen(text), "heard %zu bytes", heard_size);
	cr_assert_eq(memcmp(heard, text, heard_size), 0);
	heard_size = 0;
}

T(refusal, the_text_goes_to_userfunc_and_the_status_is_returned)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -13, "no such luck\n"), 0);
	cr_assert_eq(recv_fd(pair.out, hear), -13);
	assert_heard("no such luck\n");
	cr_assert_eq(heard_fd, STDERR_FILENO);
	cr_assert_eq(heard_times, 1);
	pair_assert_works(pair);
}

T(refusal, an_empty_text_never_reaches_userfunc)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -2, ""), 0);
	cr_assert_eq(recv_fd(pair.out, hear), -2);
	cr_assert_eq(heard_times, 0);
	pair_assert_works(pair);
}

T(refusal, texts_of_every_small_length_arrive_whole)
{
	struct pair pair = pair_open();
	char text[32] = "";
	size_t length;

	for (length = 1; length < sizeof text; length++) {
		text[length - 1] = (char)('a' + length % 26);
		cr_assert_eq(send_err(pair.in, -(int)length, text), 0);
		cr_assert_eq(recv_fd(pair.out, hear), -(int)length);
		assert_heard(text);
	}
	pair_assert_works(pair);
}

T(refusal, texts_around_the_size_of_a_piece_arrive_whole)
{
	struct pair pair = pair_open();
	static char text[8200];
	size_t length;

	for (length = 4088; length < 4104; length++) {
		memset(text, 'p', length);
		text[length] = '\0';
		cr_assert_eq(send_err(pair.in, -1, text), 0);
		cr_assert_eq(send_err(pair.in, -7, "next"), 0);
		cr_assert_eq(recv_fd(pair.out, hear), -1);
		assert_heard(text);
		cr_assert_eq(recv_fd(pair.out, hear), -7);
		assert_heard("next");
	}
	pair_assert_works(pair);
}

static char long_text[250001];

static int
send_long_text(void *argument)
{
	return send_err(*(int *)argument, -9, long_text) == 0 ? 0 : 1;
}

T(refusal, a_text_larger_than_the_stream_arrives_whole)
{
	struct pair pair = pair_open();
	pid_t child;

	memset(long_text, 'l', sizeof long_text - 1);
	child = t_fork(send_long_text, &pair.in);
	cr_assert_eq(recv_fd(pair.out, hear), -9);
	assert_heard(long_text);
	cr_assert_gt(heard_times, 1);
	cr_assert_eq(t_wait(child), 0);
	pair_assert_works(pair);
}

T(refusal, a_long_text_is_finished_although_the_stream_must_not_block)
{
	struct pair pair = pair_open();
	pid_t child;

	memset(long_text, 'n', sizeof long_text - 1);
	t_set_nonblocking(pair.in);
	child = t_fork(send_long_text, &pair.in);
	cr_assert(t_is_blocked(child));
	cr_assert_eq(recv_fd(pair.out, hear), -9);
	assert_heard(long_text);
	cr_assert_eq(t_wait(child), 0);
	pair_assert_works(pair);
}

T(refusal, a_text_that_does_not_fit_is_EAGAIN_and_no_part_of_it_is_sent)
{
	struct pair pair = pair_open();
	int sent = 0;

	memset(long_text, 'w', 2046);
	long_text[2046] = '\0';
	t_set_nonblocking(pair.in);
	errno = 0;
	while (send_err(pair.in, -1, long_text) == 0)
		sent++;
	cr_assert_eq(errno, EAGAIN);
	while (sent-- > 0) {
		cr_assert_eq(recv_fd(pair.out, hear), -1);
		assert_heard(long_text);
	}
	pair_assert_works(pair);
}

static int
send_in_pieces(void *argument)
{
	int stream = *(int *)argument;

	if (write(stream, "in ", 3) != 3)
		return 1;
	t_sleep_ms(50);
	if (write(stream, "three ", 6) != 6)
		return 1;
	t_sleep_ms(50);
	if (write(stream, "pieces", 6) != 6)
		return 1;
	t_sleep_ms(50);
	return write(stream, "\0\5", 2) == 2 ? 0 : 1;
}

/* Lengths at which Linux cuts what is sent, with buffers of both sizes. */
static int
send_awkward_lengths(void *argument)
{
	static const size_t awkward[] = { 2045, 2046, 2047, 2238, 2239, 2240,
	    36542, 36543, 36544, 73087, 73088 };
	size_t i;
	int round;

	for (round = 0; round < 40; round++)
		for (i = 0; i < sizeof awkward / sizeof *awkward; i++) {
			memset(long_text, 'a', awkward[i]);
			long_text[awkward[i]] = '\0';
			if (send_err(*(int *)argument, -5, long_text) < 0)
				return 1;
		}
	return send_err(*(int *)argument, -6, "") == 0 ? 0 : 2;
}

static void
receive_by_poll(struct pair pair)
{
	struct pollfd stream = { .fd = pair.out, .events = POLLIN };
	pid_t child = t_fork(send_awkward_lengths, &pair.in);
	int r;

	t_set_nonblocking(pair.out);
	do {
		heard_size = 0;
		cr_assert_eq(poll(&stream, 1, -1), 1);
		errno = 0;
		r = recv_fd(pair.out, hear);
		cr_assert(r == -5 || r == -6 || errno == EAGAIN,
		    "%d, errno %d", r, errno);
	} while (r != -6);
	cr_assert_eq(t_wait(child), 0);
}

T(refusal, no_text_of_ours_puts_a_stream_out_of_step_that_must_not_block)
{
	receive_by_poll(pair_open());
}

T(refusal, not_even_with_the_smallest_send_buffer)
{
	struct pair pair = pair_open();
	int smallest = 1;

	cr_assert_eq(setsockopt(pair.in, SOL_SOCKET, SO_SNDBUF, &smallest,
	    sizeof smallest), 0);
	receive_by_poll(pair);
}

T(refusal, a_text_that_comes_in_pieces_is_handed_over_as_it_comes)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(send_in_pieces, &pair.in);

	cr_assert_eq(recv_fd(pair.out, hear), -5);
	assert_heard("in three pieces");
	cr_assert_geq(heard_times, 2);
	cr_assert_eq(t_wait(child), 0);
}

T(refusal, a_call_that_must_not_block_goes_on_behind_the_pieces_it_took)
{
	struct pair pair = pair_open();

	t_set_nonblocking(pair.out);
	cr_assert_eq(write(pair.in, "half ", 5), 5);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, hear), -1);
	cr_assert_eq(errno, EAGAIN);
	cr_assert_eq(send_err(pair.in, -3, "and half"), 0);
	cr_assert_eq(recv_fd(pair.out, hear), -3);
	assert_heard("half and half");
}

T(refusal, several_messages_at_once_are_received_one_by_one)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -1, "one"), 0);
	cr_assert_eq(send_err(pair.in, -2, "two"), 0);
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	cr_assert_eq(send_err(pair.in, -3, ""), 0);
	cr_assert_eq(recv_fd(pair.out, hear), -1);
	assert_heard("one");
	cr_assert_eq(recv_fd(pair.out, hear), -2);
	assert_heard("two");
	cr_assert_geq(recv_fd(pair.out, hear), 0);
	cr_assert_eq(recv_fd(pair.out, hear), -3);
	assert_heard("");
}

T(refusal, every_status_from_minus_1_to_minus_255_arrives_as_it_is)
{
	struct pair pair = pair_open();
	int status;

	for (status = -1; status >= -255; status--) {
		cr_assert_eq(send_err(pair.in, status, "text"), 0);
		cr_assert_eq(recv_fd(pair.out, NULL), status);
		cr_assert_eq(send_fd(pair.in, status), 0);
		cr_assert_eq(recv_fd(pair.out, NULL), status);
	}
}

T(refusal, a_status_that_is_no_error_becomes_minus_1)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, 0, "zero"), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(send_err(pair.in, 5, "positive"), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
}

T(refusal, a_status_below_minus_255_never_turns_into_a_descriptor)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -256, ""), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(send_fd(pair.in, -512), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(send_err(pair.in, -300, ""), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -44);
	cr_assert_eq(send_err(pair.in, -2147483647 - 1, ""), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
}

T(refusal, a_status_leaves_errno_alone)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -1, "text"), 0);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, 0);
}

T(refusal, without_a_text_nothing_but_the_status_is_sent)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -4, NULL), 0);
	cr_assert_eq(recv_fd(pair.out, hear), -4);
	cr_assert_eq(heard_times, 0);
}

T(refusal, without_a_userfunc_the_text_is_dropped)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -4, "unheard"), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -4);
	pair_assert_works(pair);
}

T(refusal, a_text_may_come_before_a_descriptor)
{
	struct pair pair = pair_open();
	int file = t_file("with a note"), copy;

	cr_assert_eq(write(pair.in, "note", 4), 4);
	cr_assert_eq(send_fd(pair.in, file), 0);
	copy = recv_fd(pair.out, hear);
	cr_assert(t_same_file(copy, file));
	assert_heard("note");
}

static ssize_t
take_half(int fd, const void *text, size_t size)
{
	(void)fd;
	(void)text;
	return (ssize_t)(size / 2);
}

static ssize_t
fail_with_ENOSPC(int fd, const void *text, size_t size)
{
	(void)fd;
	(void)text;
	(void)size;
	errno = ENOSPC;
	return -1;
}

T(refusal, a_userfunc_that_fails_fails_the_call_with_its_errno)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -8, "text"), 0);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, fail_with_ENOSPC), -1);
	cr_assert_eq(errno, ENOSPC);
	pair_assert_works(pair);
}

T(refusal, a_userfunc_that_fails_is_not_forgotten_when_it_must_not_block)
{
	struct pair pair = pair_open();

	t_set_nonblocking(pair.out);
	cr_assert_eq(write(pair.in, "half", 4), 4);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, fail_with_ENOSPC), -1);
	cr_assert_eq(errno, ENOSPC);
	cr_assert_eq(send_err(pair.in, -1, " and half"), 0);
	cr_assert_eq(recv_fd(pair.out, hear), -1);
	assert_heard(" and half");
	pair_assert_works(pair);
}

T(refusal, a_userfunc_that_takes_too_little_is_EIO)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -8, "text"), 0);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, take_half), -1);
	cr_assert_eq(errno, EIO);
	pair_assert_works(pair);
}

T(refusal, a_descriptor_behind_a_text_that_failed_is_not_leaked)
{
	struct pair pair = pair_open();
	struct t_fds before;

	cr_assert_eq(write(pair.in, "note", 4), 4);
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	t_fds_note(&before);
	cr_assert_eq(recv_fd(pair.out, take_half), -1);
	cr_assert(t_fds_same(&before));
	pair_assert_works(pair);
}
