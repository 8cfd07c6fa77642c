/* SPDX-License-Identifier: ISC */
/*
 * The calls of APUE while those of the system's STREAMS fail.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/fault/scenario.h"
#include "tests/support/t_test.h"

static struct {
	int end[2];
	int file;
	char *name;
	pid_t other;
} stage;

static int
take(int fd)
{
	if (fd >= 0)
		close(fd);
	return fd;
}

static int
call_s_pipe(void)
{
	int end[2], r = s_pipe(end);

	if (r == 0) {
		close(end[0]);
		close(end[1]);
	}
	return r;
}

T(fault, s_pipe_fails_cleanly)
{
	static const struct scenario s = { nothing, call_s_pipe, call_s_pipe,
	    nothing, { EMFILE, ENFILE, ENOMEM, ENOSR } };

	fail_everything(&s);
}

/* --- over a pair */

static void
open_pair(void)
{
	cr_assert_eq(s_pipe(stage.end), 0);
	stage.file = t_file("under way");
}

static void
close_pair(void)
{
	close(stage.end[0]);
	close(stage.end[1]);
	close(stage.file);
}

/* Exactly one message is in the stream, and it is this one. */
static void
assert_sent(const char *bytes, size_t size, unsigned descriptors)
{
	int fd, saved = errno;
	char got[64];
	unsigned count;

	cr_assert_eq(t_recv(stage.end[1], got, size, &fd, descriptors, &count),
	    (ssize_t)size);
	cr_assert_eq(memcmp(got, bytes, size), 0);
	cr_assert_eq(count, descriptors);
	if (count == 1) {
		cr_assert(t_same_file(fd, stage.file));
		close(fd);
	}
	t_set_nonblocking(stage.end[1]);
	cr_assert_eq(read(stage.end[1], got, 1), -1);
	cr_assert_eq(errno, EAGAIN);
	errno = saved;
}

static int
call_send_fd(void)
{
	int r = send_fd(stage.end[0], stage.file);

	if (r == 0)
		assert_sent("\0\0", 2, 1);
	return r;
}

T(fault, send_fd_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_pair, call_send_fd,
	    call_send_fd, close_pair, { EBADF, EINTR, ENOSR, EPIPE } };

	fail_everything(&s);
}

static int
call_send_err(void)
{
	int r = send_err(stage.end[0], -5, "reason");

	if (r == 0)
		assert_sent("reason\0\5", 8, 0);
	return r;
}

T(fault, send_err_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_pair, call_send_err,
	    call_send_err, close_pair, { EINTR, ENOSR, EPIPE } };

	fail_everything(&s);
}

static void
open_pair_with_descriptor(void)
{
	open_pair();
	cr_assert_eq(t_send(stage.end[0], "note\0", 6, &stage.file, 1, 1), 6);
}

static int
call_recv_fd(void)
{
	int fd = recv_fd(stage.end[1], NULL);

	if (fd >= 0)
		cr_assert(t_same_file(fd, stage.file));
	return take(fd);
}

T(fault, recv_fd_fails_cleanly_and_loses_no_descriptor)
{
	static const struct scenario s = { open_pair_with_descriptor,
	    call_recv_fd, call_recv_fd, close_pair,
	    { EAGAIN, EINTR, EMFILE, ENFILE, ENOMEM } };

	fail_everything(&s);
}

static void
open_pair_with_text(void)
{
	open_pair();
	cr_assert_eq(write(stage.end[0], "x\0\5", 3), 3);
}

static int
call_recv_text(void)
{
	int r = recv_fd(stage.end[1], NULL);

	return r == -5 ? 0 : r;
}

T(fault, recv_fd_of_a_text_is_not_torn_between_zero_and_status)
{
	static const struct scenario s = { open_pair_with_text,
	    call_recv_text, call_recv_text, close_pair,
	    { EAGAIN, EINTR, ENOMEM } };

	fail_everything(&s);
}

/* --- by a name */

static void
choose_name(void)
{
	stage.name = t_path("name");
	(void)unlink(stage.name);
}

static int
call_serv_listen(void)
{
	return take(serv_listen(stage.name));
}

T_IN_DIRECTORY(fault, serv_listen_fails_cleanly_and_can_be_made_again)
{
	static const struct scenario s = { choose_name, call_serv_listen,
	    call_serv_listen, nothing, { EACCES, EADDRINUSE, EMFILE, ENFILE,
	    ENOENT, ENOMEM, ENOSR, ENOTSOCK, EPERM, EROFS } };

	fail_everything(&s);
}

static void
leave_name(void)
{
	choose_name();
	cr_assert_geq(take(serv_listen(stage.name)), 0);
	cr_assert_eq(chmod(stage.name, 0777), 0);
}

T_IN_DIRECTORY(fault, serv_listen_after_a_dead_server_fails_cleanly)
{
	static const struct scenario s = { leave_name, call_serv_listen,
	    call_serv_listen, nothing, { EACCES, EADDRINUSE, EMFILE, ENFILE,
	    ENOENT, ENOMEM, ENOSR, ENOTSOCK, EPERM, EROFS } };

	fail_everything(&s);
}

static int
connect_to(void *argument)
{
	return cli_conn(argument) >= 0 ? 0 : 1;
}

static void
open_server_with_client(void)
{
	choose_name();
	stage.end[0] = serv_listen(stage.name);
	cr_assert_geq(stage.end[0], 0);
	stage.other = t_fork(connect_to, stage.name);
}

static int
call_serv_accept(void)
{
	uid_t uid = (uid_t)-2;
	int stream = serv_accept(stage.end[0], &uid);

	if (stream >= 0)
		cr_assert_eq(uid, geteuid());
	return take(stream);
}

static void
close_server(void)
{
	close(stage.end[0]);
	cr_assert_eq(t_wait(stage.other), 0);
}

T_IN_DIRECTORY(fault, serv_accept_fails_cleanly_and_loses_no_client)
{
	static const struct scenario s = { open_server_with_client,
	    call_serv_accept, call_serv_accept, close_server,
	    { EBADF, EINTR, EMFILE, ENFILE, ENOMEM, ENOSR } };

	fail_everything(&s);
}

static int
accept_all(void *argument)
{
	int listener = *(int *)argument;

	while (serv_accept(listener, NULL) >= 0)
		continue;
	return 0;
}

static void
start_server(void)
{
	choose_name();
	stage.end[0] = serv_listen(stage.name);
	cr_assert_geq(stage.end[0], 0);
	stage.other = t_fork(accept_all, &stage.end[0]);
}

static int
call_cli_conn(void)
{
	return take(cli_conn(stage.name));
}

static void
stop_server(void)
{
	close(stage.end[0]);
	kill(stage.other, SIGKILL);
	(void)t_wait(stage.other);
}

T_IN_DIRECTORY(fault, cli_conn_fails_cleanly)
{
	static const struct scenario s = { start_server, call_cli_conn,
	    call_cli_conn, stop_server, { EACCES, ECONNREFUSED, EMFILE,
	    ENFILE, ENOENT, ENOMEM } };

	fail_everything(&s);
}
