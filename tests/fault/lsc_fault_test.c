/* SPDX-License-Identifier: ISC */
/*
 * lsc_send and lsc_recv while system calls fail.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/fault/scenario.h"
#include "tests/support/t_test.h"

/* A moment that certainly passes, and one that certainly does not. */
enum { SOON = 5, NEVER = 1000 * T_TIMEOUT };

/* What a call works on. */
static struct {
	int end[2];
	int file[3];
	size_t filled;          /* bytes that leave no room for more */
	unsigned flags;
	int timeout;
	unsigned room;
} stage;

static void
open_stream(void)
{
	int i;

	cr_assert_eq(s_pipe(stage.end), 0);
	for (i = 0; i < 3; i++)
		stage.file[i] = t_file("under way");
}

static void
close_stream(void)
{
	int i;

	close(stage.end[0]);
	close(stage.end[1]);
	for (i = 0; i < 3; i++)
		close(stage.file[i]);
}

/* Nothing is in the stream. */
static void
assert_empty(void)
{
	char c;

	cr_assert_eq(recv(stage.end[1], &c, 1, MSG_DONTWAIT), -1);
	cr_assert_eq(errno, EAGAIN);
}

/* Exactly one message is in the stream, and it is this one. */
static void
assert_sent(unsigned descriptors)
{
	int fd[3], saved = errno;
	char text[16] = "";
	unsigned count, i;

	cr_assert_eq(t_recv(stage.end[1], text, sizeof text, fd, 3, &count),
	    4);
	cr_assert_str_eq(text, "text");
	cr_assert_eq(count, descriptors);
	for (i = 0; i < count; i++) {
		cr_assert(t_same_file(fd[i], stage.file[i]));
		close(fd[i]);
	}
	assert_empty();
	errno = saved;
}

/* --- lsc_send */

static ssize_t
send_text(const int *fds, unsigned count)
{
	struct lsc_outgoing message = LSC_OUTGOING_INIT;

	message.data = "text";
	message.size = 4;
	message.fd = fds;
	message.fds = count;
	return lsc_send(stage.end[0], &message, stage.flags, stage.timeout);
}

static int
call_send(void)
{
	ssize_t n = send_text(stage.file, 2);

	if (n < 0)
		return -1;
	cr_assert_eq(n, 4);
	assert_sent(2);
	return 0;
}

#define SEND_ERRNOS EBADF, EINTR, EINVAL, ENOSR, ENOSTR, EPERM, EPIPE

static void
fail_send(unsigned flags, int timeout, const struct scenario *s)
{
	stage.flags = flags;
	stage.timeout = timeout;
	fail_everything(s);
}

T(fault, lsc_send_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_stream, call_send, call_send,
	    close_stream, { SEND_ERRNOS, EAGAIN } };

	fail_send(0, LSC_WAIT, &s);
	fail_send(0, LSC_DONTWAIT, &s);
}

T(fault, lsc_send_in_time_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_stream, call_send, call_send,
	    close_stream, { SEND_ERRNOS } };

	fail_send(0, NEVER, &s);
}

/* What went is closed, what did not is not. */
static int
call_send_and_close(void)
{
	struct t_fds before;
	int copy[2], saved = errno;
	ssize_t n;

	t_fds_note(&before);
	copy[0] = dup(stage.file[0]);
	copy[1] = dup(stage.file[1]);
	errno = saved;
	n = send_text(copy, 2);
	saved = errno;
	if (n < 0) {
		cr_assert(t_is_open(copy[0]) && t_is_open(copy[1]));
		close(copy[0]);
		close(copy[1]);
	} else {
		cr_assert(t_fds_same(&before));
		assert_sent(2);
	}
	errno = saved;
	return n < 0 ? -1 : 0;
}

T(fault, lsc_send_with_LSC_CLOSE_closes_only_what_went)
{
	static const struct scenario s = { open_stream, call_send_and_close,
	    call_send_and_close, close_stream, { SEND_ERRNOS, EAGAIN } };

	fail_send(LSC_CLOSE, LSC_WAIT, &s);
}

static int
call_send_data(void)
{
	ssize_t n = send_text(NULL, 0);

	if (n < 0)
		return -1;
	cr_assert_eq(n, 4);
	assert_sent(0);
	return 0;
}

T(fault, lsc_send_of_data_alone_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_stream, call_send_data,
	    call_send_data, close_stream, { SEND_ERRNOS, EAGAIN, EMSGSIZE } };

	fail_send(0, LSC_WAIT, &s);
}

static void
fill_stream(void)
{
	char bytes[1000] = "";
	ssize_t n;

	open_stream();
	stage.filled = 0;
	while ((n = send(stage.end[0], bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
		stage.filled += (size_t)n;
	cr_assert_eq(errno, EAGAIN);
}

static size_t
drain(void)
{
	char bytes[4096];
	size_t have = 0;
	ssize_t n;

	while ((n = recv(stage.end[1], bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
		have += (size_t)n;
	return have;
}

static int
call_send_full(void)
{
	return send_text(stage.file, 2) < 0 ? -1 : 0;
}

static int
send_after_draining(void)
{
	cr_assert_eq(drain(), stage.filled);
	return call_send();
}

T(fault, lsc_send_into_a_full_stream_fails_cleanly_and_sends_nothing)
{
	static const struct scenario s = { fill_stream, call_send_full,
	    send_after_draining, close_stream, { SEND_ERRNOS, ETIMEDOUT } };

	fail_send(0, SOON, &s);
}

/* Whatever ends the call in the middle: what it returns is what went. */
T(fault, lsc_send_that_has_begun_tells_how_much_went)
{
	static const int errnos[] = { EAGAIN, EINTR, ENOBUFS, ENOMEM, EPIPE,
	    ECONNRESET };
	static char big[1 << 20];
	struct lsc_outgoing message = LSC_OUTGOING_INIT;
	size_t i;

	for (i = 0; i < sizeof errnos / sizeof *errnos; i++) {
		int copy;
		ssize_t n;

		open_stream();
		copy = dup(stage.file[0]);
		message.data = big;
		message.size = sizeof big;
		message.fd = &copy;
		message.fds = 1;
		t_seam_fail_second("lsci_sys_sendmsg", errnos[i]);
		errno = ERANGE;
		n = lsc_send(stage.end[0], &message, LSC_CLOSE, SOON);
		cr_assert_eq(errno, ERANGE);
		t_seam_fail(-1, 0);
		cr_assert_gt(n, 0, "errno %d", errnos[i]);
		cr_assert_not(t_is_open(copy));
		cr_assert_eq(drain(), (size_t)n, "errno %d", errnos[i]);
		close_stream();
	}
}

/* Linux' word for too many descriptors of a user under way. */
T(fault, lsc_send_of_too_many_descriptors_is_EAGAIN_if_it_must_not_wait)
{
	open_stream();
	stage.flags = 0;
	stage.timeout = LSC_DONTWAIT;
	t_seam_fail_call("lsci_sys_sendmsg", ETOOMANYREFS);
	errno = 0;
	cr_assert_eq(send_text(stage.file, 2), -1);
	cr_assert_eq(errno, EAGAIN);
	stage.timeout = LSC_WAIT;
	t_set_nonblocking(stage.end[0]);
	t_seam_fail_call("lsci_sys_sendmsg", ETOOMANYREFS);
	errno = 0;
	cr_assert_eq(send_text(stage.file, 2), -1);
	cr_assert_eq(errno, EAGAIN);
	assert_empty();
	stage.timeout = NEVER;
	t_seam_fail_call("lsci_sys_sendmsg", ETOOMANYREFS);
	cr_assert_eq(call_send(), 0, "errno %d", errno);
}

/* --- lsc_recv */

static struct {
	struct lsc_incoming message;
	char text[16];
	int fd[8];
} got;

static ssize_t
receive(void)
{
	static const struct lsc_incoming start = LSC_INCOMING_INIT;

	got.message = start;
	got.message.data = memset(got.text, 0, sizeof got.text);
	got.message.size = sizeof got.text - 1;
	got.message.fd = got.fd;
	got.message.room = stage.room;
	return lsc_recv(stage.end[1], &got.message, stage.flags,
	    stage.timeout);
}

static void
send_three(void)
{
	cr_assert_eq(t_send(stage.end[0], "text", 4, stage.file, 3, 1), 4);
}

static void
open_stream_with_three(void)
{
	open_stream();
	send_three();
}

/* As many as there is room for, and the others are closed. */
static int
call_recv(void)
{
	ssize_t n = receive();
	unsigned i;

	if (n < 0) {
		cr_assert_eq(got.message.length, 0);
		cr_assert_eq(got.message.fds, 0);
		return -1;
	}
	cr_assert_eq(n, 4);
	cr_assert_str_eq(got.text, "text");
	cr_assert_eq(got.message.fds, stage.room < 3 ? stage.room : 3);
	for (i = 0; i < got.message.fds; i++) {
		cr_assert(t_same_file(got.fd[i], stage.file[i]));
		close(got.fd[i]);
	}
	return 0;
}

#define RECV_ERRNOS EINTR, EMFILE, ENFILE, ENOMEM

static void
fail_recv(unsigned flags, unsigned room, int timeout,
    const struct scenario *s)
{
	stage.flags = flags;
	stage.room = room;
	stage.timeout = timeout;
	fail_everything(s);
}

T(fault, lsc_recv_of_a_descriptor_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { open_stream_with_three, call_recv,
	    call_recv, close_stream, { RECV_ERRNOS } };

	fail_recv(0, 1, LSC_WAIT, &s);
}

T(fault, lsc_recv_of_three_descriptors_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { open_stream_with_three, call_recv,
	    call_recv, close_stream, { RECV_ERRNOS } };

	fail_recv(0, 3, LSC_WAIT, &s);
	fail_recv(0, 2, LSC_WAIT, &s);
	fail_recv(LSC_INHERIT, 8, LSC_WAIT, &s);
}

T(fault, lsc_recv_that_does_not_wait_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { open_stream_with_three, call_recv,
	    call_recv, close_stream, { RECV_ERRNOS, EAGAIN } };

	fail_recv(0, 1, LSC_DONTWAIT, &s);
	fail_recv(0, 3, LSC_DONTWAIT, &s);
}

T(fault, lsc_recv_in_time_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { open_stream_with_three, call_recv,
	    call_recv, close_stream, { RECV_ERRNOS } };

	fail_recv(0, 1, NEVER, &s);
	fail_recv(0, 3, NEVER, &s);
}

/* Where the first question needs a file to be read. */
T(fault, lsc_recv_with_LSC_SENDER_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { open_stream_with_three, call_recv,
	    call_recv, close_stream, { RECV_ERRNOS, ENOSTR } };

	fail_recv(LSC_SENDER, 1, LSC_WAIT, &s);
	fail_recv(LSC_SENDER, 3, LSC_WAIT, &s);
}

static int
call_recv_nothing(void)
{
	ssize_t n = receive();

	if (n < 0)
		return -1;
	cr_assert_eq(n, 4);
	cr_assert_str_eq(got.text, "text");
	cr_assert_eq(got.message.fds, 0);
	cr_assert_eq(got.message.surplus, 3);
	return 0;
}

T(fault, lsc_recv_with_LSC_IGNORE_fails_cleanly_and_loses_no_data)
{
	static const struct scenario s = { open_stream_with_three,
	    call_recv_nothing, call_recv_nothing, close_stream, { EINTR,
	    ENOMEM } };

	fail_recv(LSC_IGNORE, 3, LSC_WAIT, &s);
}

/* EPROTO is how it should be. */
static int
call_recv_refuse(void)
{
	int saved = errno;

	cr_assert_eq(receive(), -1);
	if (errno != EPROTO)
		return -1;
	cr_assert_eq(got.message.length, 4);
	cr_assert_str_eq(got.text, "text");
	cr_assert_eq(got.message.fds, 0);
	errno = saved;
	return 0;
}

T(fault, lsc_recv_with_LSC_REFUSE_fails_cleanly_and_loses_no_data)
{
	static const struct scenario s = { open_stream_with_three,
	    call_recv_refuse, call_recv_refuse, close_stream, { EINTR,
	    ENOMEM } };

	fail_recv(LSC_REFUSE, 3, LSC_WAIT, &s);
}

static void
open_stream_with_data(void)
{
	open_stream();
	cr_assert_eq(write(stage.end[0], "text", 4), 4);
}

static int
call_recv_data(void)
{
	ssize_t n = receive();

	if (n < 0)
		return -1;
	cr_assert_eq(n, 4);
	cr_assert_str_eq(got.text, "text");
	cr_assert_eq(got.message.fds, 0);
	return 0;
}

T(fault, lsc_recv_of_data_alone_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { open_stream_with_data,
	    call_recv_data, call_recv_data, close_stream, { RECV_ERRNOS } };

	fail_recv(0, 0, LSC_WAIT, &s);
	fail_recv(0, 1, LSC_WAIT, &s);
	fail_recv(0, 3, LSC_WAIT, &s);
}

static int
send_and_receive(void)
{
	send_three();
	return call_recv();
}

/* Whatever fails while there is nothing, what comes later is received. */
T(fault, lsc_recv_from_an_empty_stream_fails_cleanly)
{
	static const struct scenario s = { open_stream, call_recv,
	    send_and_receive, close_stream, { RECV_ERRNOS, ETIMEDOUT } };
	static const struct scenario with_sender = { open_stream, call_recv,
	    send_and_receive, close_stream, { RECV_ERRNOS, ETIMEDOUT,
	    ENOSTR } };
	unsigned room;

	for (room = 0; room <= 3; room++)
		fail_recv(0, room, SOON, &s);
	fail_recv(LSC_SENDER, 3, SOON, &with_sender);
}

#ifndef T_ACCRIGHTS                     /* which does not notice */

/* --- a descriptor that the kernel withholds at the last moment */

static void
take_the_last_slot(void)
{
	cr_assert_geq(dup(0), 0);
}

/* The first look has found room for all of them. */
static void
take_the_last_slot_next_time(void)
{
	t_seam_before("lsci_sys_recvmsg", take_the_last_slot);
}

static void
assert_EACCES(unsigned room, void (*rival)(void))
{
	struct t_fds before;
	unsigned i;

	open_stream_with_three();
	stage.room = room;
	stage.flags = 0;
	stage.timeout = LSC_WAIT;
	t_fill_table();
	for (i = 0; i < room; i++)
		t_free_slot();
	t_fds_note(&before);
	t_seam_before("lsci_sys_recvmsg", rival);
	errno = 0;
	cr_assert_eq(receive(), -1);
	cr_assert_eq(errno, EACCES);
	cr_assert_eq(got.message.length, 4);
	cr_assert_str_eq(got.text, "text");
	cr_assert_eq(got.message.fds, 0);
	t_free_table();
	assert_empty();
	/* the rival's descriptor is the only one that is new */
	t_fds_note(&before);
	send_three();
	cr_assert_eq(call_recv(), 0);
	cr_assert(t_fds_same(&before));
}

T(fault, lsc_recv_of_a_descriptor_that_the_kernel_dropped_is_EACCES)
{
	if (t_is_valgrind())
		cr_skip_test("valgrind hides the limit from recvmsg");
	assert_EACCES(1, take_the_last_slot);
}

T(fault, lsc_recv_of_three_of_which_the_kernel_dropped_one_is_EACCES)
{
	if (t_is_valgrind())
		cr_skip_test("valgrind hides the limit from recvmsg");
	assert_EACCES(3, take_the_last_slot_next_time);
}

#endif
