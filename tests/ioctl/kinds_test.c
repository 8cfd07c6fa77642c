/* SPDX-License-Identifier: ISC */
/*
 * Every kind of descriptor can be passed, to processes of every kind, however
 * long they wait for it; and what becomes of one that is never received.
 * Names with an id (FD_11) are cases of the STREAMS conformance list.
 */
#define _GNU_SOURCE 1
#include <stropts.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/apue/pair.h"

/* --- a receiver that waits */

static int
receive_file(void *argument)
{
	struct pair *pair = argument;
	struct strrecvfd got;
	char text[16] = "";

	close(pair->in);
	if (ioctl(pair->out, I_RECVFD, &got) < 0)
		return errno;
	return read(got.fd, text, sizeof text) == 4 &&
	    strcmp(text, "late") == 0 ? 0 : 201;
}

/* Requests of I_STR give up after 15 seconds by default; this one never.
   (The usual time limit is enough: Criterion leaks memory where tests have
   different ones.) */
T(passing, FD_11_waits_for_longer_than_15_seconds)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(receive_file, &pair);

	t_sleep_ms(17000);
	cr_assert(t_is_blocked(child));
	cr_assert_eq(ioctl(pair.in, I_SENDFD, t_file("late")), 0);
	cr_assert_eq(t_wait(child), 0);
}

/* --- a descriptor that is read over */

/* Passes the end of a pipe, which is then open nowhere else, in one of the
   ways to pass one. */

static int
pass_by_ioctl(int to, int fd)
{
	return ioctl(to, I_SENDFD, fd);
}

static int
pass_by_lsc_send(int to, int fd)
{
	struct lsc_outgoing out = LSC_OUTGOING_INIT;

	out.data = "x";
	out.size = 1;
	out.fd = &fd;
	out.fds = 1;
	return lsc_send(to, &out, 0, LSC_WAIT) == 1 ? 0 : -1;
}

static void
assert_hung_up(int fd)
{
	struct pollfd end = { fd, POLLIN, 0 };
	char c;

	cr_assert_eq(poll(&end, 1, 5000), 1, "somebody still has it");
	cr_assert_eq(read(fd, &c, 1), 0);
}

static void
assert_read_lets_go(int (*pass)(int, int), ssize_t carriers)
{
	struct pair pair = pair_open();
	struct pollfd end = { -1, POLLIN, 0 };
	struct t_fds before;
	char bytes[8] = "";
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(pass(pair.in, ends[1]), 0);
	close(ends[1]);
	end.fd = ends[0];
	cr_assert_eq(poll(&end, 1, 0), 0, "it is not under way");
	cr_assert_eq(write(pair.in, "data", 4), 4);
	t_fds_note(&before);
	cr_assert_eq(read(pair.out, bytes, sizeof bytes), carriers);
	cr_assert(t_fds_same(&before));
	assert_hung_up(ends[0]);
	cr_assert_eq(read(pair.out, bytes, sizeof bytes), 4);
	cr_assert_eq(memcmp(bytes, "data", 4), 0);
	pair_assert_works(pair);
}

T(passing, FD_13_to_a_plain_read_is_its_carrier_and_the_descriptor_is_let_go)
{
	T_NOT_ON_STREAMS("a descriptor has no carrier");
	assert_read_lets_go(pass_by_ioctl, 1);
	assert_read_lets_go(pass_by_lsc_send, 1);
	assert_read_lets_go(send_fd, 2);
}

/* --- an end that a stranger receives */

/* It was there before the pair was made, and has no part of it until it is
   given one. */
static int
use_given_end(void *argument)
{
	int server = cli_conn(argument), file = t_file("from a stranger");
	struct strrecvfd end, got;
	char text[8] = "";

	if (server < 0 || ioctl(server, I_RECVFD, &end) < 0)
		return 201;
	if (isastream(end.fd) != 1)
		return 202;
	if (read(end.fd, text, sizeof text) != 5 || strcmp(text, "hello") != 0)
		return 203;
	if (write(end.fd, "answer", 6) != 6)
		return 204;
	if (ioctl(end.fd, I_RECVFD, &got) < 0)
		return 205;
	if (read(got.fd, text, 4) != 4 || memcmp(text, "mine", 4) != 0)
		return 206;
	if (ioctl(end.fd, I_SENDFD, file) < 0)
		return 207;
	/* and what there is no more to say */
	return read(end.fd, text, 1) == 0 ? 0 : 208;
}

static void
read_all(int fd, char *text, size_t size)
{
	while (size > 0) {
		ssize_t n = read(fd, text, size);

		cr_assert_gt(n, 0);
		text += n;
		size -= (size_t)n;
	}
}

/* The other end of the stream that the stranger uses. */
static void
talk_to_stranger(int end)
{
	struct strrecvfd got;
	char text[16] = "";

	cr_assert_eq(write(end, "hello", 5), 5);
	read_all(end, text, 6);
	cr_assert_str_eq(text, "answer");
	cr_assert_eq(ioctl(end, I_SENDFD, t_file("mine")), 0);
	cr_assert_eq(ioctl(end, I_RECVFD, &got), 0, "errno %d", errno);
	memset(text, 0, sizeof text);
	read_all(got.fd, text, 15);
	cr_assert_str_eq(text, "from a stranger");
	close(end);
}

T_IN_DIRECTORY(passing, FD_22_of_an_end_to_a_stranger_lets_it_do_everything)
{
	char *name = t_path("name");
	int listener = serv_listen(name), stream;
	pid_t stranger = t_fork(use_given_end, name);
	struct pair pair;

	stream = serv_accept(listener, NULL);
	cr_assert_geq(stream, 0);
	pair = pair_open();
	cr_assert_eq(ioctl(stream, I_SENDFD, pair.out), 0);
	close(pair.out);
	talk_to_stranger(pair.in);
	cr_assert_eq(t_wait(stranger), 0);
}

/* --- kinds of descriptors */

enum { KINDS = 10 };
static const char *const NAME[KINDS] = {
	"file", "directory", "read end of a pipe", "write end of a pipe",
	"end of a socket pair", "TCP socket", "master of a terminal",
	"terminal", "end of a stream", "listener"
};

static void
open_one_of_each(int fd[KINDS])
{
	int end[2];

	fd[0] = t_file("a file");
	fd[1] = open(t_path("."), O_RDONLY | O_DIRECTORY);
	cr_assert_eq(pipe(end), 0);
	fd[2] = end[0];
	fd[3] = end[1];
	t_socketpair(SOCK_STREAM, end);
	fd[4] = end[0];
	fd[5] = socket(AF_INET, SOCK_STREAM, 0);
	fd[6] = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert_geq(fd[6], 0);
	cr_assert_eq(grantpt(fd[6]), 0);
	cr_assert_eq(unlockpt(fd[6]), 0);
	fd[7] = open(ptsname(fd[6]), O_RDWR | O_NOCTTY);
	fd[8] = pair_open().in;
	fd[9] = serv_listen(t_path("name"));
}

/* The two ends of a pipe are one file, too. */
static bool
is_same(int a, int b)
{
	int how = fcntl(a, F_GETFL);

	return how >= 0 && how == fcntl(b, F_GETFL) && t_same_file(a, b) &&
	    isatty(a) == isatty(b) && isastream(a) == isastream(b);
}

static int
receive_by_ioctl(int from)
{
	struct strrecvfd got;

	return ioctl(from, I_RECVFD, &got) < 0 ? -1 : got.fd;
}

static int
receive_by_recv_fd(int from)
{
	return recv_fd(from, NULL);
}

static int
receive_by_lsc_recv(int from)
{
	struct lsc_incoming in = LSC_INCOMING_INIT;
	char byte = 0;
	int fd = -1;

	in.data = &byte;
	in.size = 1;
	in.fd = &fd;
	in.room = 1;
	return lsc_recv(from, &in, 0, LSC_WAIT) == 1 && byte == 'x' ? fd : -1;
}

static void
assert_passes_each(int (*pass)(int, int), int (*receive)(int))
{
	struct pair pair = pair_open();
	int fd[KINDS], kind;

	open_one_of_each(fd);
	for (kind = 0; kind < KINDS; kind++) {
		int copy;

		cr_assert_geq(fd[kind], 0, "%s", NAME[kind]);
		cr_assert_eq(pass(pair.in, fd[kind]), 0, "%s: errno %d",
		    NAME[kind], errno);
		copy = receive(pair.out);
		cr_assert_geq(copy, 0, "%s: errno %d", NAME[kind], errno);
		cr_assert_neq(copy, fd[kind], "%s", NAME[kind]);
		cr_assert(is_same(copy, fd[kind]), "%s", NAME[kind]);
		close(copy);
	}
	for (kind = 0; kind < KINDS; kind++)
		close(fd[kind]);
}

T_IN_DIRECTORY(passing, FD_26_of_every_kind_of_descriptor_is_possible)
{
	assert_passes_each(pass_by_ioctl, receive_by_ioctl);
	assert_passes_each(send_fd, receive_by_recv_fd);
	assert_passes_each(pass_by_lsc_send, receive_by_lsc_recv);
}

/* What arrives is not only called the same: it works. */
T(passing, FD_26_of_a_terminal_gives_one_that_works)
{
	struct pair pair = pair_open();
	int master = posix_openpt(O_RDWR | O_NOCTTY), slave, copy;
	char text[8] = "";

	cr_assert_geq(master, 0);
	cr_assert_eq(grantpt(master), 0);
	cr_assert_eq(unlockpt(master), 0);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	cr_assert_eq(ioctl(pair.in, I_SENDFD, slave), 0);
	close(slave);
	copy = receive_by_ioctl(pair.out);
	cr_assert(isatty(copy));
	cr_assert_eq(write(copy, "tty", 3), 3);
	read_all(master, text, 3);
	cr_assert_str_eq(text, "tty");
}
