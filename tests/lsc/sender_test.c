/* SPDX-License-Identifier: ISC */
/*
 * LSC_SENDER: who sent what lsc_recv returns.  Over the old kernel interface
 * nobody is known, and the rest is the same.
 */
#define _GNU_SOURCE 1
#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/lsc/parcel.h"

static struct parcel got;

static void
assert_nobody(void)
{
	cr_assert_eq(got.message.sender.known, 0, "known: %x",
	    got.message.sender.known);
}

static void
assert_sender(uid_t uid, gid_t gid, pid_t pid)
{
#ifdef T_ACCRIGHTS
	(void)uid;
	(void)gid;
	(void)pid;
	assert_nobody();
#else
	const struct lsc_identity *who = &got.message.sender;

	cr_assert_eq(who->known, LSC_UID | LSC_GID | LSC_PID, "known: %x",
	    who->known);
	cr_assert_eq(who->uid, uid);
	cr_assert_eq(who->gid, gid);
	cr_assert_eq(who->pid, pid);
#endif
}

/* Nothing has been sent yet: from now on senders are told. */
static void
ask_for_senders(int out)
{
	FAILS(parcel_recv(out, &got, 1, LSC_SENDER), EAGAIN);
}

T(sender, of_a_message_is_this_process_if_it_was)
{
	struct pair pair = pair_open();
	int file[2];

	ask_for_senders(pair.out);
	parcel_files(file, 2);
	cr_assert_eq(parcel_send(pair.in, "x", NULL, 0), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 1);
	assert_sender(geteuid(), getegid(), getpid());
	cr_assert_eq(parcel_send(pair.in, "text", file, 2), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, LSC_SENDER), 4);
	assert_sender(geteuid(), getegid(), getpid());
	parcel_assert(&got, "text", 2, 0);
	parcel_assert_same(&got, file, 2);
}

static int
send_text(void *argument)
{
	return parcel_send(*(int *)argument, "child", NULL, 0) == 5 ? 0 : 1;
}

T(sender, of_a_message_is_the_child_if_it_was)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(send_text, &pair.in);

	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 5);
	assert_sender(geteuid(), getegid(), child);
}

T(sender, of_a_message_is_told_even_if_it_was_sent_before_anybody_asked)
{
	struct pair pair = pair_open();
	int file = t_file("before");

	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 1);
	assert_sender(geteuid(), getegid(), getpid());
	parcel_assert_same(&got, &file, 1);
}

static int
be_effective_other_and(int (*job)(void *), void *argument)
{
	if (setegid(T_OTHER_GID) < 0 || seteuid(T_OTHER_UID) < 0)
		return 2;
	return job(argument);
}

static int
send_as_effective_other(void *argument)
{
	return be_effective_other_and(send_text, argument);
}

T(sender, of_a_message_has_its_effective_ids)
{
	struct pair pair = pair_open();
	int asked;

	NEEDS_ROOT();
	for (asked = 0; asked <= 1; asked++) {
		pid_t child = t_fork(send_as_effective_other, &pair.in);

		cr_assert_eq(t_wait(child), 0);
		cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 5);
		assert_sender(T_OTHER_UID, T_OTHER_GID, child);
	}
}

static int
send_as_other(void *argument)
{
	if (setgid(T_OTHER_GID) < 0 || setuid(T_OTHER_UID) < 0)
		return 2;
	return send_text(argument);
}

T(sender, is_who_sent_and_not_who_made_the_stream)
{
	struct pair pair = pair_open();
	pid_t child;

	NEEDS_ROOT();
	child = t_fork(send_as_other, &pair.in);
	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 5);
	assert_sender(T_OTHER_UID, T_OTHER_GID, child);
}

T(sender, is_not_told_without_LSC_SENDER)
{
	struct pair pair = pair_open();

	ask_for_senders(pair.out);
	cr_assert_eq(parcel_send(pair.in, "x", NULL, 0), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	assert_nobody();
}

T(sender, of_a_hang_up_is_nobody)
{
	struct pair pair = pair_open();

	ask_for_senders(pair.out);
	close(pair.in);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 0);
	assert_nobody();
}

/* --- what is not signed */

static int
send_unsigned(void *argument)
{
	return parcel_send_how(*(int *)argument, "child", NULL, 0,
	    LSC_UNSIGNED, LSC_WAIT) == 5 ? 0 : 1;
}

T(sender, of_an_unsigned_message_is_told_like_that_of_plain_bytes)
{
	struct pair pair = pair_open();
	int file = t_file("unsigned");
	pid_t child;

	cr_assert_eq(parcel_send_how(pair.in, "x", &file, 1, LSC_UNSIGNED,
	    LSC_WAIT), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 1);
	assert_nobody();
	parcel_assert_same(&got, &file, 1);
	child = t_fork(send_unsigned, &pair.in);
	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 5);
	assert_sender(getuid(), getgid(), child);
}

static int
write_text(void *argument)
{
	return write(*(int *)argument, "child", 5) == 5 ? 0 : 1;
}

T(sender, of_plain_bytes_is_told_once_it_was_asked_for)
{
	struct pair pair = pair_open();
	int file = t_file("by other means");
	pid_t child;

	ask_for_senders(pair.out);
	cr_assert_eq(write(pair.in, "own", 3), 3);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 3);
	assert_sender(getuid(), getgid(), getpid());
	child = t_fork(write_text, &pair.in);
	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 5);
	assert_sender(getuid(), getgid(), child);
	cr_assert_eq(send_fd(pair.in, file), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 2);
	assert_sender(getuid(), getgid(), getpid());
	parcel_assert_same(&got, &file, 1);
}

T(sender, of_plain_bytes_is_nobody_if_they_were_written_before)
{
	struct pair pair = pair_open();
	int fd = STDERR_FILENO;

	cr_assert_eq(t_send(pair.in, "before", 6, &fd, 1, 1), 6);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 6);
	assert_nobody();
	cr_assert_eq(got.message.fds, 1);
	cr_assert_eq(write(pair.in, "behind", 6), 6);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 6);
	assert_sender(getuid(), getgid(), getpid());
}

static int
write_as_effective_other(void *argument)
{
	return be_effective_other_and(write_text, argument);
}

static int
send_unsigned_as_effective_other(void *argument)
{
	return be_effective_other_and(send_unsigned, argument);
}

T(sender, of_what_is_not_signed_is_told_by_real_ids)
{
	int (*job[2])(void *) = { write_as_effective_other,
	    send_unsigned_as_effective_other };
	struct pair pair = pair_open();
	int i;

	NEEDS_ROOT();
	ask_for_senders(pair.out);
	for (i = 0; i < 2; i++) {
		pid_t child = t_fork(job[i], &pair.in);

		cr_assert_eq(t_wait(child), 0);
		cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 5);
		assert_sender(getuid(), getgid(), child);
	}
}

#ifndef T_ACCRIGHTS

/* --- one call, one process */

/* Five bytes of each child and three of this process between them: each in a
   call of its own, however much room there is. */
static void
assert_kept_apart(int (*job)(void *))
{
	struct pair pair = pair_open();
	pid_t child[2];
	int i;

	ask_for_senders(pair.out);
	for (i = 0; i < 2; i++) {
		child[i] = t_fork(job, &pair.in);
		cr_assert_eq(t_wait(child[i]), 0);
		cr_assert_eq(write(pair.in, "own", 3), 3);
	}
	for (i = 0; i < 2; i++) {
		cr_assert_eq(parcel_recv(pair.out, &got, 2, LSC_SENDER), 5);
		parcel_assert(&got, "child", 0, 0);
		assert_sender(getuid(), getgid(), child[i]);
		cr_assert_eq(parcel_recv(pair.out, &got, 2, LSC_SENDER), 3);
		parcel_assert(&got, "own", 0, 0);
		assert_sender(getuid(), getgid(), getpid());
	}
}

T(sender, of_messages_is_one_process_in_every_call)
{
	assert_kept_apart(send_text);
}

T(sender, of_plain_bytes_is_one_process_in_every_call)
{
	assert_kept_apart(write_text);
}

T(sender, of_bytes_that_nobody_vouches_for_is_not_the_next_one)
{
	struct pair pair = pair_open();

	cr_assert_eq(write(pair.in, "nobody's", 8), 8);
	cr_assert_eq(parcel_send(pair.in, "own", NULL, 0), 3);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 8);
	parcel_assert(&got, "nobody's", 0, 0);
	assert_nobody();
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_SENDER), 3);
	assert_sender(geteuid(), getegid(), getpid());
}

/* --- who has no name here */

enum { CANNOT = 77 };

/* In a user namespace in which only root has an id. */
static int
receive_from_stranger(void *argument)
{
	struct lsc_identity *who = &got.message.sender;
	int map, out = *(int *)argument;

	if (unshare(CLONE_NEWUSER) < 0)
		return CANNOT;
	map = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
	if (map < 0 || write(map, "0 0 1", 5) != 5)
		return CANNOT;
	if (parcel_recv(out, &got, 1, LSC_SENDER) != 5)
		return 1;
	return (who->known & (LSC_UID | LSC_GID)) == 0 ? 0 : 2;
}

T(sender, that_has_no_ids_in_this_user_namespace_has_none)
{
	struct pair pair = pair_open();
	int status;

	NEEDS_ROOT();
	cr_assert_eq(t_wait(t_fork(send_as_other, &pair.in)), 0);
	status = t_wait(t_fork(receive_from_stranger, &pair.out));
	if (status == CANNOT)
		cr_skip_test("user namespaces are not to be had here");
	cr_assert_eq(status, 0);
}

static int
receive_from_outside(void *argument)
{
	struct lsc_identity *who = &got.message.sender;

	if (parcel_recv(*(int *)argument, &got, 1, LSC_SENDER) != 5)
		return 1;
	return who->known == (LSC_UID | LSC_GID) &&
	    who->uid == T_OTHER_UID && who->gid == T_OTHER_GID ? 0 : 2;
}

/* The child of this process is the first of the new namespace. */
static int
receive_in_namespace(void *argument)
{
	if (unshare(CLONE_NEWPID) < 0)
		return CANNOT;
	return t_wait(t_fork(receive_from_outside, argument));
}

T(sender, that_has_no_pid_in_this_pid_namespace_has_ids_all_the_same)
{
	struct pair pair = pair_open();
	int status;

	NEEDS_ROOT();
	cr_assert_eq(t_wait(t_fork(send_as_other, &pair.in)), 0);
	status = t_wait(t_fork(receive_in_namespace, &pair.out));
	if (status == CANNOT)
		cr_skip_test("pid namespaces are not to be had here");
	cr_assert_eq(status, 0);
}

/* In a user namespace in which nobody has an id, not even this process. */
static int
send_as_stranger_to_itself(void *argument)
{
	if (unshare(CLONE_NEWUSER) < 0)
		return CANNOT;
	if (send_text(argument) != 1 || errno != EINVAL)
		return 2;
	return send_unsigned(argument) == 0 ? 0 : 3;
}

T(sender, that_has_no_ids_in_its_own_user_namespace_cannot_sign)
{
	struct pair pair = pair_open();
	int status = t_wait(t_fork(send_as_stranger_to_itself, &pair.in));

	if (status == CANNOT)
		cr_skip_test("user namespaces are not to be had here");
	cr_assert_eq(status, 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 5);
	parcel_assert(&got, "child", 0, 0);
	parcel_assert_empty(pair.out);
}

#endif
