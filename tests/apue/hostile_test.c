/* SPDX-License-Identifier: ISC */
/*
 * What a peer may do to a receiver that expects one descriptor.
 *
 * Seven situations in which known receive functions leak, lose or invent
 * descriptors, or end the program: one descriptor, two, ten (and 253), a
 * closed peer, data without a descriptor, credentials switched on, a full
 * descriptor table.  After each the descriptors of the process are exactly
 * those that recv_fd returned, and the stream still works.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/apue/pair.h"

static const char OK[2];

static void
send_many(int stream, const void *data, size_t size, unsigned count,
    unsigned records)
{
	int fds[253];
	unsigned i;

	fds[0] = t_file("the first");
	for (i = 1; i < count; i++)
		fds[i] = STDERR_FILENO;
	cr_assert_eq(t_send(stream, data, size, fds, count, records),
	    (ssize_t)size);
	close(fds[0]);
}

/* The first descriptor is returned, every other one is closed. */
static void
assert_first_kept(struct pair pair)
{
	struct t_fds before;
	char text[16] = "";
	int fd;

	t_fds_note(&before);
	fd = recv_fd(pair.out, NULL);
	cr_assert_geq(fd, 0, "errno %d", errno);
	cr_assert_eq(read(fd, text, sizeof text), 9);
	cr_assert_str_eq(text, "the first");
	close(fd);
	cr_assert(t_fds_same(&before));
	t_free_table();
	pair_assert_works(pair);
}

T(hostile, situation_1_one_descriptor_arrives)
{
	struct pair pair = pair_open();

	send_many(pair.in, OK, sizeof OK, 1, 1);
	assert_first_kept(pair);
}

T(hostile, situation_2_of_two_descriptors_one_is_returned_and_one_closed)
{
	struct pair pair = pair_open();

	send_many(pair.in, OK, sizeof OK, 2, 1);
	assert_first_kept(pair);
}

T(hostile, situation_3_of_ten_descriptors_one_is_returned_and_nine_closed)
{
	struct pair pair = pair_open();

	send_many(pair.in, OK, sizeof OK, 10, 1);
	assert_first_kept(pair);
}

T(hostile, situation_3_of_253_descriptors_one_is_returned_and_252_closed)
{
	struct pair pair = pair_open();

	send_many(pair.in, OK, sizeof OK, 253, 1);
	assert_first_kept(pair);
}

T(hostile, situation_4_a_closed_peer_is_ENXIO)
{
	struct pair pair = pair_open();
	struct t_fds before;

	close(pair.in);
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, ENXIO);
	cr_assert(t_fds_same(&before));
}

T(hostile, situation_5_a_promise_without_a_descriptor_is_EBADMSG)
{
	struct pair pair = pair_open();
	struct t_fds before;

	cr_assert_eq(write(pair.in, OK, sizeof OK), 2);
	cr_assert_eq(write(pair.in, "x", 1), 1);
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EBADMSG);
	cr_assert(t_fds_same(&before));
	pair_assert_works(pair);
}

T(hostile, situation_6_credentials_do_not_displace_the_descriptor)
{
	struct pair pair = pair_open();

	t_pass_credentials(pair.out);
	send_many(pair.in, OK, sizeof OK, 1, 1);
	assert_first_kept(pair);
	t_pass_credentials(pair.in);
	send_many(pair.in, OK, sizeof OK, 10, 1);
	assert_first_kept(pair);
}

T(hostile, situation_6_credentials_of_the_sender_alone_change_nothing)
{
	struct pair pair = pair_open();

	t_pass_credentials(pair.in);
	send_many(pair.in, OK, sizeof OK, 1, 1);
	assert_first_kept(pair);
}

T(hostile, situation_7_a_full_table_is_EMFILE_and_the_descriptor_waits)
{
	struct pair pair = pair_open();
	int file = t_file("patience"), copy;
	struct t_fds before;

	cr_assert_eq(send_fd(pair.in, file), 0);
	t_fill_table();
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EMFILE);
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert(t_fds_same(&before));
	t_free_slot();
	copy = recv_fd(pair.out, NULL);
	cr_assert(t_same_file(copy, file));
	t_free_table();
	pair_assert_works(pair);
}

T(hostile, situation_7_one_free_slot_is_enough_whatever_else_comes)
{
	struct pair pair = pair_open();

	send_many(pair.in, OK, sizeof OK, 253, 1);
	t_fill_table();
	t_free_slot();
	assert_first_kept(pair);
}

T(hostile, a_refusal_needs_no_free_descriptor)
{
	struct pair pair = pair_open();

	cr_assert_eq(send_err(pair.in, -6, "no descriptor in here"), 0);
	t_fill_table();
	errno = 0;
#ifdef T_ACCRIGHTS
	/* this kernel interface cannot tell; so the message waits */
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EMFILE);
	t_free_slot();
#endif
	cr_assert_eq(recv_fd(pair.out, NULL), -6);
	t_free_table();
	pair_assert_works(pair);
}

T(hostile, a_table_of_no_descriptors_at_all_is_EMFILE)
{
	struct pair pair = pair_open();
	struct rlimit limit, none;

	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	cr_assert_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none = limit;
	none.rlim_cur = 0;
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EMFILE);
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	cr_assert(t_same_file(recv_fd(pair.out, NULL), STDERR_FILENO));
}

#ifndef T_ACCRIGHTS
T(hostile, a_refusal_needs_no_free_descriptor_with_credentials_on_either)
{
	struct pair pair = pair_open();

	t_pass_credentials(pair.out);
	cr_assert_eq(send_err(pair.in, -6, "no descriptor in here"), 0);
	t_fill_table();
	cr_assert_eq(recv_fd(pair.out, NULL), -6);
	t_free_table();
}
#endif

static int
receive_when_there_is_a_slot(void *argument)
{
	int i, out = *(int *)argument;

	t_fill_table();
	for (i = 0; i < 3; i++)
		if (recv_fd(out, NULL) != -1 || errno != EMFILE)
			return 1;
	t_free_slot();
	return recv_fd(out, NULL) >= 0 ? 0 : 2;
}

T(hostile, a_full_table_waits_for_the_message_before_it_is_EMFILE)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(receive_when_there_is_a_slot, &pair.out);

	cr_assert(t_is_blocked(child));
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	cr_assert_eq(t_wait(child), 0);
}

#ifndef T_ACCRIGHTS                     /* whose kernels have none */
T(hostile, a_pidfd_that_the_kernel_adds_is_not_leaked)
{
	enum { PASS_PIDFD = 76 };               /* SO_PASSPIDFD */
	struct pair pair = pair_open();
	struct t_fds before;
	int on = 1;

	T_NOT_ON_STREAMS("a stream has no options of sockets");
	if (setsockopt(pair.out, SOL_SOCKET, PASS_PIDFD, &on, sizeof on) < 0)
		cr_skip_test("this kernel has no SO_PASSPIDFD");
	send_many(pair.in, OK, sizeof OK, 1, 1);
	assert_first_kept(pair);
	t_fds_note(&before);
	cr_assert_eq(send_err(pair.in, -7, "text"), 0);
	cr_assert_eq(recv_fd(pair.out, NULL), -7);
	cr_assert(t_fds_same(&before));
}
#endif

static int
refuse_in_pieces(void *argument)
{
	int in = *(int *)argument, fd = STDERR_FILENO;

	if (t_send(in, "ab", 2, &fd, 1, 1) != 2)
		return 1;
	t_sleep_ms(50);
	if (write(in, "c", 1) != 1)
		return 2;
	t_sleep_ms(50);
	return write(in, "\0\3", 2) == 2 ? 0 : 3;
}

T(hostile, a_byte_of_text_behind_a_stray_descriptor_is_no_carrier)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(refuse_in_pieces, &pair.in);
	struct t_fds before;

	t_fds_note(&before);
	cr_assert_eq(recv_fd(pair.out, NULL), -3);
	cr_assert(t_fds_same(&before));
	cr_assert_eq(t_wait(child), 0);
	pair_assert_works(pair);
}

T(hostile, descriptors_in_several_control_records_are_all_accounted_for)
{
	struct pair pair = pair_open();

	send_many(pair.in, OK, sizeof OK, 7, 3);
	assert_first_kept(pair);
}

T(hostile, descriptors_that_come_with_a_text_are_closed)
{
	struct pair pair = pair_open();
	struct t_fds before;

	send_many(pair.in, "an error text", 13, 5, 1);
	cr_assert_eq(write(pair.in, "\0\3", 2), 2);
	t_fds_note(&before);
	cr_assert_eq(recv_fd(pair.out, NULL), -3);
	cr_assert(t_fds_same(&before));
	pair_assert_works(pair);
}

T(hostile, descriptors_that_come_with_a_refusal_are_closed)
{
	struct pair pair = pair_open();
	struct t_fds before;

	send_many(pair.in, "\0\3", 2, 4, 1);
	t_fds_note(&before);
	cr_assert_eq(recv_fd(pair.out, NULL), -3);
	cr_assert(t_fds_same(&before));
	pair_assert_works(pair);
}

T(hostile, text_status_and_descriptor_in_one_piece_are_understood)
{
	struct pair pair = pair_open();

	send_many(pair.in, "note\0\0", 6, 1, 1);
	assert_first_kept(pair);
}

T(hostile, the_two_bytes_may_come_one_by_one)
{
	struct pair pair = pair_open();

	cr_assert_eq(write(pair.in, "", 1), 1);
	send_many(pair.in, "", 1, 1, 1);
	assert_first_kept(pair);
}

T(hostile, a_descriptor_on_the_first_of_the_two_bytes_is_kept)
{
	struct pair pair = pair_open();

	T_NOT_ON_STREAMS("each descriptor is a message of its own");
	send_many(pair.in, "", 1, 1, 1);
	cr_assert_eq(write(pair.in, "", 1), 1);
	assert_first_kept(pair);
}

T(hostile, descriptors_without_a_byte_change_nothing)
{
	struct pair pair = pair_open();
	int fd = STDERR_FILENO;

	T_NOT_ON_STREAMS("a descriptor needs no byte to ride on");
	(void)t_send(pair.in, "", 0, &fd, 1, 1);
	pair_assert_works(pair);
}

T(hostile, a_packet_that_is_cut_is_EBADMSG_and_leaks_nothing)
{
	struct t_fds before;
	int end[2];

	t_socketpair(SOCK_SEQPACKET, end);
	send_many(end[0], "a packet", 8, 2, 1);
	t_fds_note(&before);
	errno = 0;
#ifdef T_ACCRIGHTS
	/* this kernel interface does not tell that it cut */
	close(end[0]);
	before.open[end[0]] = false;
	cr_assert_eq(recv_fd(end[1], NULL), -1);
#else
	cr_assert_eq(recv_fd(end[1], NULL), -1);
#endif
	cr_assert_eq(errno, EBADMSG);
	cr_assert(t_fds_same(&before));
}

T(hostile, an_empty_packet_with_a_descriptor_leaks_nothing)
{
	struct t_fds before;
	int end[2], fd = STDERR_FILENO;

	t_socketpair(SOCK_SEQPACKET, end);
	cr_assert_eq(t_send(end[0], "", 0, &fd, 1, 1), 0);
	t_fds_note(&before);
	cr_assert_eq(recv_fd(end[1], NULL), -1);
	cr_assert(t_fds_same(&before));
}

/* --- the sender dies after any part of a message */

static void
assert_cut(const void *part, size_t size, int expected)
{
	struct pair pair = pair_open();
	struct t_fds before;

	cr_assert_eq(write(pair.in, part, size), (ssize_t)size);
	close(pair.in);
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, expected);
	cr_assert(t_fds_same(&before));
	close(pair.out);
}

T(death, before_the_message_is_ENXIO)
{
	assert_cut("", 0, ENXIO);
}

T(death, inside_the_text_is_EBADMSG)
{
	assert_cut("t", 1, EBADMSG);
	assert_cut("te", 2, EBADMSG);
	assert_cut("text that ends with", 19, EBADMSG);
}

T(death, between_text_and_status_is_EBADMSG)
{
	assert_cut("", 1, EBADMSG);
	assert_cut("t", 2, EBADMSG);
	assert_cut("text", 5, EBADMSG);
}

T(death, between_a_promise_and_its_descriptor_is_EBADMSG)
{
	assert_cut("\0", 2, EBADMSG);
	assert_cut("note\0", 6, EBADMSG);
}

T(death, with_our_bytes_unread_is_a_plain_hang_up)
{
	struct pair pair = pair_open();

	cr_assert_eq(write(pair.out, "never read", 10), 10);
	close(pair.in);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, ENXIO);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, ENXIO);
}

T(death, with_our_bytes_unread_does_not_take_the_descriptor_along)
{
	struct pair pair = pair_open();
	int file = t_file("late"), copy;

	cr_assert_eq(write(pair.out, "never read", 10), 10);
	cr_assert_eq(send_fd(pair.in, file), 0);
	close(pair.in);
	copy = recv_fd(pair.out, NULL);
	cr_assert(t_same_file(copy, file));
}

T(death, with_our_bytes_unread_is_EPIPE_to_a_sender)
{
	struct pair pair = pair_open();

	cr_assert_eq(write(pair.in, "never read", 10), 10);
	close(pair.out);
	errno = 0;
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), -1);
	cr_assert_eq(errno, EPIPE);
}

static int
wait_for_nothing(void *argument)
{
	struct pair *pair = argument;

	close(pair->in);
	return recv_fd(pair->out, NULL) == -1 && errno == ENXIO ? 0 : 1;
}

T(death, wakes_a_waiting_receiver)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(wait_for_nothing, &pair);

	cr_assert(t_is_blocked(child));
	close(pair.in);
	cr_assert_eq(t_wait(child), 0);
}

/* --- a peer that stops in the middle */

T(silence, inside_the_last_two_bytes_is_EBADMSG_when_it_must_not_block)
{
	struct pair pair = pair_open();

	t_set_nonblocking(pair.out);
	cr_assert_eq(write(pair.in, "t", 2), 2);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EBADMSG);
}

T(silence, with_a_descriptor_in_hand_is_EBADMSG_when_it_must_not_block)
{
	struct pair pair = pair_open();
	struct t_fds before;

	t_set_nonblocking(pair.out);
	send_many(pair.in, "text", 4, 1, 1);
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EBADMSG);
	cr_assert(t_fds_same(&before));
}
