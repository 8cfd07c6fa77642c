/* SPDX-License-Identifier: ISC */
/*
 * A full table of descriptors: what needs a slot and finds none is EMFILE,
 * and the message waits; what needs none works.
 *
 * The old kernel interface does not tell how many descriptors wait, so there
 * as many slots are needed as are asked for, and it does not tell that the
 * kernel dropped any.
 */
#include <sys/resource.h>
#include <unistd.h>

#include "tests/lsc/parcel.h"

/* Where a receive has to find the limit by itself. */
#define NEEDS_LIMIT() do { \
	if (t_is_valgrind()) \
		cr_skip_test("valgrind hides the limit from recvmsg"); \
} while (0)

static struct parcel got;

/* EMFILE, as often as it is tried, and nothing has changed by it. */
static void
assert_no_slot(int out, unsigned room, unsigned flags)
{
	struct t_fds before;
	int i;

	t_fds_note(&before);
	for (i = 0; i < 3; i++) {
		FAILS(parcel_recv(out, &got, room, flags), EMFILE);
		cr_assert_eq(got.message.fds, 0);
		cr_assert_eq(got.message.surplus, 0);
		cr_assert_eq(got.message.length, 0);
		cr_assert(t_fds_same(&before));
	}
	FAILS(parcel_recv_how(out, &got, 1, room, flags, LSC_WAIT), EMFILE);
	FAILS(parcel_recv_how(out, &got, 1, room, flags, 20000), EMFILE);
	cr_assert(t_fds_same(&before));
}

/* `slots' slots are one too few for what is sent and asked for. */
static void
assert_waits_for_a_slot(unsigned slots, unsigned sent, unsigned room,
    unsigned flags)
{
	struct pair pair = pair_open();
	int file[8];
	struct t_fds before;

	parcel_files(file, sent);
	cr_assert_eq(parcel_send(pair.in, "text", file, sent), 4);
	t_fds_note(&before);
	t_fill_table();
	while (slots-- > 0)
		t_free_slot();
	assert_no_slot(pair.out, room, flags);
	t_free_slot();
	cr_assert_eq(parcel_recv(pair.out, &got, room, flags), 4, "errno %d",
	    errno);
	t_free_table();
	cr_assert_str_eq(got.text, "text");
	parcel_assert_same(&got, file, room < sent ? room : sent);
	cr_assert(t_fds_same(&before));
	parcel_assert_empty(pair.out);
}

T(table, that_is_full_is_EMFILE_and_the_message_waits)
{
	assert_waits_for_a_slot(0, 1, 1, 0);
}

T(table, that_is_full_is_EMFILE_with_O_NONBLOCK_too)
{
	struct pair pair = pair_open();
	int file = t_file("waits");

	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	t_set_nonblocking(pair.out);
	t_fill_table();
	assert_no_slot(pair.out, 1, 0);
	t_free_slot();
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	t_free_table();
	parcel_assert_same(&got, &file, 1);
}

T(table, with_one_slot_takes_one_descriptor_whatever_else_comes)
{
	assert_waits_for_a_slot(0, 5, 1, 0);
}

T(table, that_is_full_is_EMFILE_for_many_too)
{
	struct pair pair = pair_open();
	int file[3];

	NEEDS_LIMIT();
	parcel_files(file, 3);
	cr_assert_eq(parcel_send(pair.in, "text", file, 3), 4);
	t_fill_table();
	assert_no_slot(pair.out, 3, 0);
	t_free_table();
	cr_assert_eq(parcel_recv(pair.out, &got, 3, 0), 4);
	parcel_assert_same(&got, file, 3);
}

T(table, with_two_slots_is_EMFILE_for_three_descriptors)
{
	NEEDS_LIMIT();
	assert_waits_for_a_slot(2, 3, 3, 0);
}

T(table, needs_no_slots_for_what_is_not_wanted)
{
	NEEDS_LIMIT();
	assert_waits_for_a_slot(2, 5, 3, 0);
}

T(table, that_is_full_is_EMFILE_and_the_sender_is_told_later)
{
	NEEDS_LIMIT();
	assert_waits_for_a_slot(0, 1, 1, LSC_SENDER);
	assert_waits_for_a_slot(2, 3, 3, LSC_SENDER);
#ifndef T_ACCRIGHTS
	cr_assert_eq(got.message.sender.known, LSC_UID | LSC_GID | LSC_PID);
	cr_assert_eq(got.message.sender.pid, getpid());
#endif
}

#ifndef T_ACCRIGHTS
T(table, needs_no_slots_for_descriptors_that_do_not_come)
{
	NEEDS_LIMIT();
	assert_waits_for_a_slot(0, 1, 8, 0);
	assert_waits_for_a_slot(1, 2, LSC_FDS_MAX, 0);
}
#endif

/* Whether that needs a slot, the first time, is another question. */
T(table, that_is_full_loses_no_data_whose_sender_is_asked_for)
{
	struct pair pair = pair_open();

	cr_assert_eq(parcel_send(pair.in, "text", NULL, 0), 4);
	t_fill_table();
	errno = 0;
	if (parcel_recv(pair.out, &got, 1, LSC_SENDER) == -1) {
		cr_assert_eq(errno, EMFILE);
		t_free_slot();
		cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 4);
	}
	parcel_assert(&got, "text", 0, 0);
	t_free_table();
	t_fill_table();
#ifndef T_ACCRIGHTS
	/* the second time it certainly does not */
	cr_assert_eq(parcel_send(pair.in, "more", NULL, 0), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 4);
	cr_assert_eq(got.message.sender.pid, getpid());
#endif
	t_free_table();
}

T(table, of_no_descriptors_at_all_is_EMFILE)
{
	struct pair pair = pair_open();
	struct rlimit limit, none;
	int file = t_file("waits");

	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	cr_assert_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none = limit;
	none.rlim_cur = 0;
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_no_slot(pair.out, 1, 0);
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	parcel_assert_same(&got, &file, 1);
}

T(table, that_is_full_lets_data_pass)
{
	struct pair pair = pair_open();

	cr_assert_eq(parcel_send(pair.in, "1", NULL, 0), 1);
	t_fill_table();
	cr_assert_eq(parcel_recv(pair.out, &got, 0, 0), 1);
	parcel_assert(&got, "1", 0, 0);
#ifdef T_ACCRIGHTS
	/* this kernel interface cannot tell; so the message waits */
	cr_assert_eq(parcel_send(pair.in, "2", NULL, 0), 1);
	assert_no_slot(pair.out, 1, 0);
	t_free_slot();
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	parcel_assert(&got, "2", 0, 0);
#else
	cr_assert_eq(parcel_send(pair.in, "2", NULL, 0), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	parcel_assert(&got, "2", 0, 0);
	cr_assert_eq(parcel_send(pair.in, "3", NULL, 0), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, 0), 1);
	parcel_assert(&got, "3", 0, 0);
#endif
	t_free_table();
}

/* Whether what comes first may be received in a full table is the kernel's
   affair: some look farther than they are asked to. */
T(table, that_is_full_loses_nothing_of_data_in_front_of_a_descriptor)
{
	struct pair pair = pair_open();
	int file = t_file("behind"), i;
	char all[16] = "";

	cr_assert_eq(parcel_send(pair.in, "data", NULL, 0), 4);
	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	t_fill_table();
	for (i = 0; i < 10; i++) {
		errno = 0;
		if (parcel_recv_how(pair.out, &got, 1, 1, 0,
		    LSC_DONTWAIT) == 1)
			strcat(all, got.text);
		else
			cr_assert_eq(errno, EMFILE);
		cr_assert_eq(got.message.fds, 0);
	}
	t_free_table();
	while (strlen(all) < 5) {
		cr_assert_eq(parcel_recv_how(pair.out, &got, 1, 1, 0,
		    LSC_DONTWAIT), 1);
		strcat(all, got.text);
	}
	cr_assert_str_eq(all, "datax");
	parcel_assert_same(&got, &file, 1);
	parcel_assert_empty(pair.out);
}

T(table, that_is_full_lets_LSC_IGNORE_close_what_comes)
{
	struct pair pair = pair_open();
	struct t_fds before;
	int file[2];

	parcel_files(file, 2);
	cr_assert_eq(parcel_send(pair.in, "one", file, 1), 3);
	cr_assert_eq(parcel_send(pair.in, "two", file, 2), 3);
	cr_assert_eq(parcel_send(pair.in, "three", file, 2), 5);
	t_fill_table();
	t_fds_note(&before);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_IGNORE), 3);
	cr_assert_str_eq(got.text, "one");
	cr_assert_eq(got.message.fds, 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 2, LSC_IGNORE), 3);
	cr_assert_str_eq(got.text, "two");
	cr_assert_eq(got.message.fds, 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 0, 0), 5);
	cr_assert_str_eq(got.text, "three");
	cr_assert(t_fds_same(&before));
	t_free_table();
	parcel_assert_empty(pair.out);
}

#ifndef T_ACCRIGHTS
T(table, that_is_full_lets_LSC_REFUSE_notice_what_comes)
{
	struct pair pair = pair_open();
	struct t_fds before;
	int file = t_file("noticed");

	NEEDS_LIMIT();
	cr_assert_eq(parcel_send(pair.in, "text", &file, 1), 4);
	t_fill_table();
	t_fds_note(&before);
	FAILS(parcel_recv(pair.out, &got, 1, LSC_REFUSE), EPROTO);
	cr_assert_eq(got.message.length, 4);
	cr_assert_eq(got.message.fds, 0);
	cr_assert(t_fds_same(&before));
	t_free_table();
	parcel_assert_empty(pair.out);
}
#endif

T(table, that_is_full_lets_everything_be_sent)
{
	struct pair pair = pair_open();
	int file[2];

	parcel_files(file, 2);
	t_fill_table();
	cr_assert_eq(parcel_send(pair.in, "text", file, 2), 4);
	t_free_table();
	cr_assert_eq(parcel_recv(pair.out, &got, 2, 0), 4);
	parcel_assert_same(&got, file, 2);
}
