/* SPDX-License-Identifier: ISC */
/*
 * What a peer may do to a program that receives by lsc_recv.
 *
 * Seven situations in which known receive functions leak, lose or invent
 * descriptors, or end the program: one descriptor, two, ten (and 253), a
 * closed peer, data without a descriptor, credentials switched on, a full
 * descriptor table.  After each the descriptors of the process are exactly
 * those that lsc_recv returned, and the stream still works.
 */
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/lsc/parcel.h"

static struct parcel got;

/* The first `files' descriptors are for files of their own. */
static void
send_many(int in, int *file, unsigned files, unsigned count, unsigned records)
{
	int fds[LSC_FDS_MAX];
	unsigned i;

	parcel_files(file, files);
	for (i = 0; i < count; i++)
		fds[i] = i < files ? file[i] : STDERR_FILENO;
	cr_assert_eq(t_send(in, "text", 4, fds, count, records), 4);
}

/* Of `count' descriptors the first ones are returned, as many as there is
   room for, and every other one is closed. */
static void
assert_first_kept(struct pair pair, unsigned count, unsigned records,
    unsigned room, unsigned flags)
{
	unsigned kept = count < room ? count : room;
	int file[LSC_FDS_MAX];
	struct t_fds before;

	send_many(pair.in, file, kept, count, records);
	t_fds_note(&before);
	cr_assert_eq(parcel_recv(pair.out, &got, room, flags), 4, "errno %d",
	    errno);
	parcel_assert(&got, "text", kept, count - kept);
	parcel_assert_same(&got, file, kept);
	cr_assert(t_fds_same(&before));
	parcel_close_files(file, kept);
	pair_assert_works(pair);
}

T(hostile, situation_1_one_descriptor_arrives)
{
	assert_first_kept(pair_open(), 1, 1, 1, 0);
	assert_first_kept(pair_open(), 1, 1, 3, 0);
}

T(hostile, situation_2_of_two_descriptors_one_is_returned_and_one_closed)
{
	assert_first_kept(pair_open(), 2, 1, 1, 0);
}

T(hostile, situation_3_of_ten_descriptors_one_is_returned_and_nine_closed)
{
	assert_first_kept(pair_open(), 10, 1, 1, 0);
}

T(hostile, situation_3_of_ten_descriptors_three_are_kept_if_three_are_wanted)
{
	assert_first_kept(pair_open(), 10, 1, 3, 0);
}

T(hostile, situation_3_of_ten_descriptors_none_is_kept_if_none_is_wanted)
{
	assert_first_kept(pair_open(), 10, 1, 0, 0);
}

T(hostile, situation_3_of_253_descriptors_one_is_returned_and_252_closed)
{
	assert_first_kept(pair_open(), LSC_FDS_MAX, 1, 1, 0);
}

T(hostile, situation_4_a_closed_peer_is_a_hang_up)
{
	struct pair pair = pair_open();
	struct t_fds before;
	unsigned room;

	close(pair.in);
	t_fds_note(&before);
	for (room = 0; room <= 3; room++) {
		cr_assert_eq(parcel_recv(pair.out, &got, room, 0), 0);
		parcel_assert(&got, "", 0, 0);
	}
	cr_assert(t_fds_same(&before));
}

T(hostile, situation_5_data_without_a_descriptor_invent_none)
{
	struct pair pair = pair_open();
	struct t_fds before;
	unsigned room;

	t_fds_note(&before);
	for (room = 0; room <= 3; room++) {
		cr_assert_eq(write(pair.in, "text", 4), 4);
		cr_assert_eq(parcel_recv(pair.out, &got, room, 0), 4);
		parcel_assert(&got, "text", 0, 0);
		cr_assert_eq(got.fd[0], 0x55555555, "the room was written to");
	}
	cr_assert(t_fds_same(&before));
	pair_assert_works(pair);
}

/* Whatever is wanted, and whatever comes. */
static void
assert_credentials_change_nothing(struct pair pair)
{
	struct t_fds before;
	unsigned count, room;

	for (count = 1; count <= LSC_FDS_MAX; count += 12)
		for (room = 0; room <= 3; room++)
			assert_first_kept(pair, count, 1, room, 0);
	t_fds_note(&before);
	cr_assert_eq(write(pair.in, "text", 4), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, 0), 4);
	parcel_assert(&got, "text", 0, 0);
	cr_assert(t_fds_same(&before));
}

T(hostile, situation_6_credentials_do_not_displace_the_descriptors)
{
	struct pair pair = pair_open();

	t_pass_credentials(pair.out);
	assert_credentials_change_nothing(pair);
	t_pass_credentials(pair.in);
	assert_credentials_change_nothing(pair);
}

T(hostile, situation_6_credentials_of_the_sender_alone_change_nothing)
{
	struct pair pair = pair_open();

	t_pass_credentials(pair.in);
	assert_credentials_change_nothing(pair);
}

T(hostile, situation_6_credentials_that_are_wanted_change_nothing_either)
{
	assert_first_kept(pair_open(), 1, 1, 1, LSC_SENDER);
	assert_first_kept(pair_open(), 10, 1, 1, LSC_SENDER);
	assert_first_kept(pair_open(), 10, 1, 3, LSC_SENDER);
	assert_first_kept(pair_open(), LSC_FDS_MAX, 1, 1, LSC_SENDER);
}

T(hostile, situation_7_a_full_table_is_EMFILE_and_the_descriptor_waits)
{
	struct pair pair = pair_open();
	struct t_fds before;
	int file, i;

	send_many(pair.in, &file, 1, 1, 1);
	t_fill_table();
	t_fds_note(&before);
	for (i = 0; i < 3; i++)
		FAILS(parcel_recv(pair.out, &got, 1, 0), EMFILE);
	cr_assert(t_fds_same(&before));
	t_free_slot();
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 4);
	parcel_assert(&got, "text", 1, 0);
	t_free_table();
	parcel_assert_same(&got, &file, 1);
	pair_assert_works(pair);
}

T(hostile, situation_7_a_full_table_is_EMFILE_and_three_descriptors_wait)
{
	struct pair pair = pair_open();
	struct t_fds before;
	int file[3], i;

	if (t_is_valgrind())
		cr_skip_test("valgrind hides the limit from recvmsg");
	send_many(pair.in, file, 3, 3, 1);
	t_fill_table();
	for (i = 0; i < 3; i++) {
		t_fds_note(&before);
		FAILS(parcel_recv(pair.out, &got, 3, 0), EMFILE);
		FAILS(parcel_recv(pair.out, &got, 3, 0), EMFILE);
		cr_assert(t_fds_same(&before));
		t_free_slot();
	}
	cr_assert_eq(parcel_recv(pair.out, &got, 3, 0), 4);
	parcel_assert(&got, "text", 3, 0);
	t_free_table();
	parcel_assert_same(&got, file, 3);
	pair_assert_works(pair);
}

T(hostile, situation_7_one_free_slot_is_enough_whatever_else_comes)
{
	struct pair pair = pair_open();
	struct t_fds before;
	int file;

	send_many(pair.in, &file, 1, LSC_FDS_MAX, 1);
	t_fds_note(&before);
	t_fill_table();
	t_free_slot();
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 4);
	t_free_table();
	cr_assert_eq(got.message.fds, 1);
	parcel_assert_same(&got, &file, 1);
	cr_assert(t_fds_same(&before));
	pair_assert_works(pair);
}

T(hostile, descriptors_in_several_control_records_are_all_accounted_for)
{
	unsigned records, room;

	for (records = 1; records <= 7; records++)
		for (room = 0; room <= 8; room++)
			assert_first_kept(pair_open(), 7, records, room, 0);
}

T(hostile, descriptors_without_a_byte_change_nothing)
{
	struct pair pair = pair_open();
	int fd = STDERR_FILENO;

	(void)t_send(pair.in, "", 0, &fd, 1, 1);
	parcel_assert_empty(pair.out);
	pair_assert_works(pair);
}

#ifndef T_ACCRIGHTS                     /* whose kernels have none */
T(hostile, a_pidfd_that_the_kernel_adds_is_neither_leaked_nor_returned)
{
	enum { PASS_PIDFD = 76 };               /* SO_PASSPIDFD */
	struct pair pair = pair_open();
	struct t_fds before;
	unsigned room;
	int on = 1;

	if (setsockopt(pair.out, SOL_SOCKET, PASS_PIDFD, &on, sizeof on) < 0)
		cr_skip_test("this kernel has no SO_PASSPIDFD");
	for (room = 0; room <= 3; room++) {
		assert_first_kept(pair, 1, 1, room, 0);
		assert_first_kept(pair, 10, 1, room, 0);
		t_fds_note(&before);
		cr_assert_eq(write(pair.in, "text", 4), 4);
		cr_assert_eq(parcel_recv(pair.out, &got, room, 0), 4);
		parcel_assert(&got, "text", 0, 0);
		cr_assert_eq(write(pair.in, "text", 4), 4);
		cr_assert_eq(parcel_recv(pair.out, &got, room, LSC_SENDER),
		    4);
		parcel_assert(&got, "text", 0, 0);
		cr_assert(t_fds_same(&before));
	}
}
#endif

T(hostile, an_empty_packet_with_a_descriptor_leaks_nothing)
{
	struct t_fds before;
	unsigned room;
	int end[2], fd = STDERR_FILENO;

	for (room = 0; room <= 3; room++) {
		t_socketpair(SOCK_SEQPACKET, end);
		cr_assert_eq(t_send(end[0], "", 0, &fd, 1, 1), 0);
		t_fds_note(&before);
		cr_assert_eq(parcel_recv(end[1], &got, room, 0), 0);
		parcel_close(&got);
		cr_assert(t_fds_same(&before));
	}
}
