/* SPDX-License-Identifier: ISC */
/*
 * The calls of <streamcompat.h> and <stropts.h> while system calls fail.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/stropts.h>

#include "tests/fault/scenario.h"
#include "tests/support/t_test.h"

/* What a call works on. */
static struct {
	int end[2];
	int file;
	int client;
	const char *name;
} stage;

static int
take(int fd)
{
	if (fd >= 0)
		close(fd);
	return fd;
}

/* --- scenarios */

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
	    nothing, { EFAULT, EMFILE, ENFILE, ENOMEM, ENOSR } };

	fail_everything(&s);
}

static int
call_fd_pipe(void)
{
	int end[2], r = fd_pipe(end);

	if (r == 0) {
		close(end[0]);
		close(end[1]);
	}
	return r;
}

T(fault, fd_pipe_fails_cleanly)
{
	static const struct scenario s = { nothing, call_fd_pipe, call_fd_pipe,
	    nothing, { EFAULT, EMFILE, ENFILE, ENOMEM, ENOSR } };

	fail_everything(&s);
}

static void
open_pair(void)
{
	t_socketpair(SOCK_STREAM, stage.end);
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
	char got[4096];
	int fd, saved = errno;
	unsigned count;

	cr_assert_eq(t_recv(stage.end[1], got, sizeof got, &fd, 1, &count),
	    (ssize_t)size);
	cr_assert_eq(memcmp(got, bytes, size), 0);
	cr_assert_eq(count, descriptors);
	if (count == 1) {
		cr_assert(t_same_file(fd, stage.file));
		close(fd);
	}
	cr_assert_eq(recv(stage.end[1], got, 1, MSG_DONTWAIT), -1);
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
	    call_send_fd, close_pair, { EAGAIN, EBADF, EINTR, EINVAL, ENOSR,
	    ENOSTR, EPERM, EPIPE } };

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
	    call_send_err, close_pair, { EAGAIN, EBADF, EINTR, EMSGSIZE,
	    ENOSR, ENOSTR, EPIPE } };

	fail_everything(&s);
}

/* A text that goes in parts is finished whatever happens in the middle. */
static char long_text[3000];

static void
open_pair_for_long_text(void)
{
	open_pair();
	memset(long_text, 'l', sizeof long_text);
	long_text[sizeof long_text - 2] = '\0';
	long_text[sizeof long_text - 1] = 5;
}

/* What the second part meets: no room, a signal, no memory. */
T(fault, send_err_in_parts_sends_the_whole_whatever_comes_between)
{
	static const char *const met[] = { "EAGAIN", "EINTR", "ENOBUFS",
	    "ENOMEM" };
	static const int errnos[] = { EAGAIN, EINTR, ENOBUFS, ENOMEM };
	size_t i;

	for (i = 0; i < sizeof errnos / sizeof *errnos; i++) {
		open_pair_for_long_text();
		t_seam_fail_second("lsci_sys_sendmsg", errnos[i]);
		cr_assert_eq(send_err(stage.end[0], -5, long_text), 0, "%s",
		    met[i]);
		assert_sent(long_text, sizeof long_text, 0);
		close_pair();
	}
}

#define RECV_FD_ERRNOS { EAGAIN, EINTR, EMFILE, ENFILE, ENOMEM }

static void
open_pair_with_message(void)
{
	open_pair();
	cr_assert_eq(t_send(stage.end[0], "\0\0", 2, &stage.file, 1, 1), 2);
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
	static const struct scenario s = { open_pair_with_message,
	    call_recv_fd, call_recv_fd, close_pair, RECV_FD_ERRNOS };

	fail_everything(&s);
}

static void
open_pair_with_surplus(void)
{
	int fds[3];

	open_pair();
	fds[0] = stage.file;
	fds[1] = fds[2] = STDERR_FILENO;
	cr_assert_eq(t_send(stage.end[0], "\0\0", 2, fds, 3, 1), 2);
}

T(fault, recv_fd_of_surplus_descriptors_fails_cleanly)
{
	static const struct scenario s = { open_pair_with_surplus,
	    call_recv_fd, call_recv_fd, close_pair, RECV_FD_ERRNOS };

	fail_everything(&s);
}

static int
call_recv_short_text(void)
{
	int r = recv_fd(stage.end[1], NULL);

	return r == -5 ? 0 : r;
}

static void
open_pair_with_short_text(void)
{
	open_pair();
	cr_assert_eq(write(stage.end[0], "x\0\5", 3), 3);
}

T(fault, recv_fd_of_one_byte_of_text_is_not_torn_between_zero_and_status)
{
	static const struct scenario s = { open_pair_with_short_text,
	    call_recv_short_text, call_recv_short_text, close_pair,
	    RECV_FD_ERRNOS };

	fail_everything(&s);
}

#ifndef T_ACCRIGHTS                     /* which does not notice */
static void
take_the_last_slot(void)
{
	cr_assert_geq(dup(0), 0);
}

T(fault, a_descriptor_that_the_kernel_dropped_is_EACCES_and_nothing_else)
{
	if (t_is_valgrind())
		cr_skip_test("valgrind hides the limit from recvmsg");
	open_pair_with_message();
	t_fill_table();
	t_free_slot();
	t_seam_before("lsci_sys_recvmsg", take_the_last_slot);
	errno = 0;
	cr_assert_eq(recv_fd(stage.end[1], NULL), -1);
	cr_assert_eq(errno, EACCES);
	t_free_table();
	cr_assert_eq(send_fd(stage.end[0], stage.file), 0);
	cr_assert_geq(recv_fd(stage.end[1], NULL), 0);
}
#endif

static void
open_pair_with_streams_form(void)
{
	open_pair();
	cr_assert_eq(write(stage.end[0], "note\0\0", 6), 6);
	cr_assert_eq(t_send(stage.end[0], "F", 1, &stage.file, 1, 1), 1);
}

T(fault, recv_fd_of_the_streams_form_fails_cleanly)
{
	static const struct scenario s = { open_pair_with_streams_form,
	    call_recv_fd, call_recv_fd, close_pair, RECV_FD_ERRNOS };

	fail_everything(&s);
}

static char heard[16];
static size_t heard_size;

static ssize_t
hear(int fd, const void *text, size_t size)
{
	(void)fd;
	cr_assert_leq(heard_size + size, sizeof heard);
	memcpy(heard + heard_size, text, size);
	heard_size += size;
	return (ssize_t)size;
}

static void
open_pair_with_refusal(void)
{
	open_pair();
	heard_size = 0;
	cr_assert_eq(write(stage.end[0], "reason\0\5", 8), 8);
}

static int
call_recv_refusal(void)
{
	int r = recv_fd(stage.end[1], hear);

	if (r != -5)
		return r == -1 ? -1 : -2;
	cr_assert_eq(heard_size, 6);
	cr_assert_eq(memcmp(heard, "reason", 6), 0);
	return 0;
}

T(fault, recv_fd_of_a_refusal_fails_cleanly_and_loses_no_text)
{
	static const struct scenario s = { open_pair_with_refusal,
	    call_recv_refusal, call_recv_refusal, close_pair,
	    RECV_FD_ERRNOS };

	fail_everything(&s);
}

/* --- ioctl */

static int
call_I_SENDFD(void)
{
	int r = ioctl(stage.end[0], I_SENDFD, stage.file);

	if (r == 0)
		assert_sent("F", 1, 1);
	return r;
}

static void
open_stream(void)
{
	cr_assert_eq(s_pipe(stage.end), 0);
	stage.file = t_file("under way");
}

T(fault, I_SENDFD_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_stream, call_I_SENDFD,
	    call_I_SENDFD, close_pair, { EACCES, EAGAIN, EBADF, EINTR, EINVAL,
	    ENOTTY, ENXIO, EPERM } };

	if (t_is_valgrind())
		cr_skip_test("valgrind takes it for a request of CD-ROM drives");
	fail_everything(&s);
}

static void
open_stream_with_passed(void)
{
	open_stream();
	cr_assert_eq(ioctl(stage.end[0], I_SENDFD, stage.file), 0);
}

static int
call_I_RECVFD(void)
{
	struct strrecvfd got;
	int r = ioctl(stage.end[1], I_RECVFD, &got);

	if (r == 0) {
		cr_assert(t_same_file(got.fd, stage.file));
		close(got.fd);
	}
	return r;
}

T(fault, I_RECVFD_fails_cleanly_and_loses_no_descriptor)
{
	static const struct scenario s = { open_stream_with_passed,
	    call_I_RECVFD, call_I_RECVFD, close_pair, { EAGAIN, EBADF,
	    EBADMSG, EINTR, EMFILE, ENFILE, ENOMEM, ENOSTR, ENOTTY, ENXIO } };

	if (t_is_valgrind())
		cr_skip_test("valgrind takes it for a request of CD-ROM drives");
	fail_everything(&s);
}

static int
call_isastream(void)
{
	int r = isastream(stage.end[0]);

	return r < 0 ? r : 0;
}

T(fault, isastream_fails_cleanly)
{
	static const struct scenario s = { open_stream, call_isastream,
	    call_isastream, close_pair, { EBADF } };

	fail_everything(&s);
}

#define SERV_LISTEN_ERRNOS { EACCES, EADDRINUSE, EBUSY, EFAULT, ELOOP, \
	EMFILE, EDQUOT, ENAMETOOLONG, ENFILE, ENOENT, ENOLCK, ENOMEM, ENOSPC, \
	ENOSR, ENOTDIR, ENOTSOCK, EPERM, EROFS }

static int
call_serv_listen(void)
{
	return take(serv_listen(stage.name));
}

static void
remove_name(void)
{
	(void)unlink(stage.name);
}

T_IN_DIRECTORY(fault, serv_listen_fails_cleanly)
{
	static const struct scenario s = { remove_name, call_serv_listen,
	    call_serv_listen, remove_name, SERV_LISTEN_ERRNOS };

	stage.name = t_path("name");
	fail_everything(&s);
}

static void
leave_dead_socket(void)
{
	(void)unlink(stage.name);
	cr_assert_geq(take(serv_listen(stage.name)), 0, "errno %d", errno);
}

T_IN_DIRECTORY(fault, serv_listen_over_a_dead_server_fails_cleanly)
{
	static const struct scenario s = { leave_dead_socket,
	    call_serv_listen, call_serv_listen, remove_name,
	    SERV_LISTEN_ERRNOS };

	stage.name = t_path("name");
	fail_everything(&s);
}

/* --- what happens to a name while it is examined */

static int rival;

static void
rival_takes_the_name(void)
{
	cr_assert_eq(unlink(stage.name), 0);
	rival = serv_listen(stage.name);
	cr_assert_geq(rival, 0);
}

static void
assert_rival_survives(const char *moment)
{
	int client;

	leave_dead_socket();
	t_seam_before(moment, rival_takes_the_name);
	errno = 0;
	cr_assert_eq(serv_listen(stage.name), -1, "before %s", moment);
	cr_assert_eq(errno, EADDRINUSE);
	client = cli_conn(stage.name);
	cr_assert_geq(client, 0, "stolen before %s", moment);
	cr_assert_geq(serv_accept(rival, NULL), 0);
	close(client);
	close(rival);
	(void)unlink(stage.name);
}

T_IN_DIRECTORY(takeover, leaves_a_rival_alone_who_came_at_any_moment)
{
	stage.name = t_path("name");
	assert_rival_survives("lsci_sys_try_lock");
	assert_rival_survives("lsci_sys_open_path_at");
	assert_rival_survives("lsci_sys_stat");
	assert_rival_survives("lsci_sys_connect");
	assert_rival_survives("lsci_sys_stat_at");
}

static pid_t child_of_the_moment;

static int
sleep_long(void *argument)
{
	(void)argument;
	t_sleep_ms(20000);
	return 0;
}

static void
fork_now(void)
{
	child_of_the_moment = t_fork(sleep_long, NULL);
}

T_IN_DIRECTORY(takeover, keeps_no_lock_in_a_child_that_was_forked_meanwhile)
{
	stage.name = t_path("other");
	leave_dead_socket();
	stage.name = t_path("name");
	leave_dead_socket();
	t_seam_before("lsci_sys_connect", fork_now);
	cr_assert_geq(take(serv_listen(stage.name)), 0);
	cr_assert_geq(take(serv_listen(t_path("other"))), 0, "errno %d",
	    errno);
	kill(child_of_the_moment, SIGKILL);
	(void)t_wait(child_of_the_moment);
}

T_IN_DIRECTORY(takeover, removes_nothing_where_it_cannot_take_turns)
{
	struct stat st;

	stage.name = t_path("name");
	leave_dead_socket();
	t_seam_fail_call("lsci_sys_try_lock", EBADF);
	errno = 0;
	cr_assert_eq(serv_listen(stage.name), -1);
	cr_assert_eq(errno, EACCES);
	t_seam_fail_call("lsci_sys_try_lock", EOPNOTSUPP);
	cr_assert_eq(serv_listen(stage.name), -1);
	cr_assert_eq(errno, ENOLCK);
	cr_assert_eq(lstat(stage.name, &st), 0);
}

T_IN_DIRECTORY(takeover, of_a_name_that_cannot_listen_leaves_no_name)
{
	stage.name = t_path("name");
	t_seam_fail_call("lsci_sys_listen", ENOBUFS);
	errno = 0;
	cr_assert_eq(serv_listen(stage.name), -1);
	cr_assert_eq(errno, ENOSR);
	cr_assert_eq(access(stage.name, F_OK), -1);
}

static char long_name[600];

static void
make_long_name(size_t component)
{
	strcpy(long_name, t_path(""));
	memset(long_name + strlen(long_name), 'n', component);
	stage.name = long_name;
}

T_IN_DIRECTORY(fault, serv_listen_with_a_long_name_fails_cleanly)
{
	static const struct scenario s = { remove_name, call_serv_listen,
	    call_serv_listen, remove_name, SERV_LISTEN_ERRNOS };

	make_long_name(80);
	fail_everything(&s);
}

T_IN_DIRECTORY(fault, serv_listen_with_a_very_long_name_fails_cleanly)
{
	static const struct scenario s = { leave_dead_socket,
	    call_serv_listen, call_serv_listen, t_directory_empty,
	    SERV_LISTEN_ERRNOS };

	make_long_name(255);
	fail_everything(&s);
}

static void
open_listener_with_client(void)
{
	stage.file = serv_listen(stage.name);
	stage.client = cli_conn(stage.name);
	cr_assert_geq(stage.client, 0);
}

static void
close_listener(void)
{
	close(stage.file);
	close(stage.client);
	remove_name();
}

static int
call_serv_accept(void)
{
	uid_t uid = (uid_t)-2;
	int fd = serv_accept(stage.file, &uid);

	cr_assert_eq(uid, fd >= 0 ? geteuid() : (uid_t)-2);
	return take(fd);
}

/* A client that had to be dropped, because the kernel did not tell who it
   was, comes again. */
static int
accept_again(void)
{
	int listener = stage.file, client = cli_conn(stage.name);
	int r = call_serv_accept();

	(void)listener;
	close(client);
	return r;
}

T_IN_DIRECTORY(fault, serv_accept_fails_cleanly)
{
	static const struct scenario s = { open_listener_with_client,
	    call_serv_accept, accept_again, close_listener, { EAGAIN, EBADF,
	    EINTR, EINVAL, EMFILE, ENFILE, ENOMEM, ENOSR, ENOSTR, ENOTSUP,
	    EPERM } };

	stage.name = t_path("name");
	fail_everything(&s);
}

static void
open_listener(void)
{
	stage.file = serv_listen(stage.name);
	stage.client = dup(stage.file);
	cr_assert_geq(stage.client, 0);
}

static int
call_cli_conn(void)
{
	return take(cli_conn(stage.name));
}

#define CLI_CONN_ERRNOS { EACCES, ECONNREFUSED, EFAULT, EINTR, \
	ELOOP, EMFILE, ENAMETOOLONG, ENFILE, ENOENT, ENOMEM, ENOSR, ENOTDIR, \
	EPERM, EPROTOTYPE, EROFS }

T_IN_DIRECTORY(fault, cli_conn_fails_cleanly)
{
	static const struct scenario s = { open_listener, call_cli_conn,
	    call_cli_conn, close_listener, CLI_CONN_ERRNOS };

	stage.name = t_path("name");
	fail_everything(&s);
}

T_IN_DIRECTORY(fault, cli_conn_with_a_long_name_fails_cleanly)
{
	static const struct scenario s = { open_listener, call_cli_conn,
	    call_cli_conn, close_listener, CLI_CONN_ERRNOS };

	make_long_name(200);
	fail_everything(&s);
}
