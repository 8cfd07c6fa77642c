/* SPDX-License-Identifier: ISC */
/*
 * The words in which sockets fail nobody ever hears: ECONNRESET, ENOTSOCK,
 * EMSGSIZE, ENOBUFS, ETOOMANYREFS.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

static int end[2];
static char bytes[65536], control_bytes[1024];

static void
begin(void)
{
	must(lsc_pipe(end, LSC_NONBLOCK), "lsc_pipe");
}

static void
finish(void)
{
	lsc_close(end[0]);
	lsc_close(end[1]);
}

/* --- every call: 0 or more, or a negative errno */

static int
told(long r)
{
	return r < 0 ? -errno : (int)r;
}

static int
do_read(void)
{
	return told(lsc_read(end[0], bytes, sizeof bytes));
}

static int
do_getmsg(void)
{
	struct strbuf data = { sizeof bytes, 0, bytes };
	int flags = 0;

	return told(getmsg(end[0], NULL, &data, &flags));
}

static int
do_peek(void)
{
	struct strpeek peeking = { { -1, 0, NULL },
	    { sizeof bytes, 0, bytes }, 0 };

	return told(lsc_ioctl(end[0], I_PEEK, &peeking));
}

static int
do_receive(void)
{
	struct strrecvfd got;

	return told(lsc_ioctl(end[0], I_RECVFD, &got));
}

static int
do_count(void)
{
	int value;

	return told(lsc_ioctl(end[0], I_NREAD, &value));
}

static int
do_bytes(void)
{
	int value;

	return told(lsc_ioctl(end[0], FIONREAD, &value));
}

static int
do_band(void)
{
	int value;

	return told(lsc_ioctl(end[0], I_GETBAND, &value));
}

static int
do_has_band(void)
{
	return told(lsc_ioctl(end[0], I_CKBAND, 3));
}

static int
do_fstat(void)
{
	struct stat st;

	return told(lsc_fstat(end[0], &st));
}

static int
do_poll(void)
{
	struct pollfd ready = { .events = POLLIN | POLLOUT | POLLPRI };
	int r;

	ready.fd = end[0];
	r = told(lsc_poll(&ready, 1, 0));
	return r < 0 ? r : ready.revents & ~(POLLIN | POLLOUT | POLLHUP) ?
	    -EDOM : 0;
}

static int
do_write(void)
{
	return told(lsc_write(end[0], "x", 1));
}

static int
put(int band, bool high)
{
	struct strbuf control = { 0, 4, control_bytes };

	return told(putpmsg(end[0], &control, NULL, band, high ? MSG_HIPRI :
	    MSG_BAND));
}

static int
do_put(void)
{
	return put(0, false);
}

static int
do_put_in_band(void)
{
	return put(5, false);
}

static int
do_put_high(void)
{
	return put(0, true);
}

static int
do_pass(void)
{
	return told(lsc_ioctl(end[0], I_SENDFD, 0));
}

static int
do_can_put(void)
{
	return told(lsc_ioctl(end[0], I_CANPUT, 0));
}

static int
do_flush(void)
{
	return told(lsc_ioctl(end[0], I_FLUSH, FLUSHRW));
}

static int
do_push(void)
{
	return told(lsc_ioctl(end[0], I_PUSH, "pipemod"));
}

/* What each says at a hang-up, when nothing or when 4 bytes of data are
   left: by the table of what SVR4 documents. */
static const struct {
	int (*call)(void);
	int empty;
	int data;
} calls[] = {
	{ do_read, 0, 4 },
	{ do_getmsg, 0, 0 },
	{ do_peek, 0, 1 },
	{ do_receive, -ENXIO, -EBADMSG },
	{ do_count, 0, 1 },
	{ do_bytes, 0, 0 },
	{ do_band, -ENODATA, 0 },
	{ do_has_band, 0, 0 },
	{ do_fstat, 0, 0 },
	{ do_poll, 0, 0 },
	{ do_write, -EPIPE, -EPIPE },
	{ do_put, -ENXIO, -ENXIO },
	{ do_put_in_band, -ENXIO, -ENXIO },
	{ do_put_high, -ENXIO, -ENXIO },
	{ do_pass, -ENXIO, -ENXIO },
	{ do_can_put, 1, 1 },
	{ do_flush, -ENXIO, -ENXIO },
	{ do_push, -ENXIO, -ENXIO }
};
enum { CALLS = sizeof calls / sizeof *calls };

/* --- ECONNRESET */

/* Some of what we sent is unread when the other end closes. */
static void
hang_up(bool data)
{
	begin();
	must((int)lsc_write(end[0], "unread", 6), "lsc_write");
	must(lsc_ioctl(end[0], I_SENDFD, 0), "I_SENDFD");
	if (data)
		must((int)lsc_write(end[1], "data", 4), "lsc_write");
	must(lsc_close(end[1]), "lsc_close");
}

T(errnos, a_peer_that_closes_with_unread_data_is_a_hang_up_to_every_call)
{
	unsigned i, with;

	signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < CALLS; i++)
		for (with = 0; with < 2; with++) {
			int wanted = with ? calls[i].data : calls[i].empty;
			int got;

			hang_up(with);
			got = calls[i].call();
			cr_assert_eq(got, wanted, "call %u: %d, not %d", i,
			    got, wanted);
			/* nor does it come later */
			cr_assert_geq(do_read(), 0, "call %u", i);
			cr_assert_eq(do_read(), 0, "call %u", i);
			lsc_close(end[0]);
		}
}

/* --- ENOTSOCK */

/* What the calls of streams say of what is none. */
static void
expect_no_stream(int fd)
{
	struct strbuf data = { 4, 4, bytes };
	struct strpeek peeking = { data, data, 0 };
	int flags = 0;

	cr_assert_eq(getmsg(fd, NULL, &data, &flags), -1);
	cr_assert_eq(errno, ENOSTR);
	cr_assert_eq(putmsg(fd, NULL, &data, 0), -1);
	cr_assert_eq(errno, ENOSTR);
	cr_assert_eq(lsc_ioctl(fd, I_PEEK, &peeking), -1);
	cr_assert_eq(errno, ENOTTY);
	cr_assert_eq(lsc_ioctl(fd, I_SENDFD, 0), -1);
	cr_assert_eq(errno, ENOTTY);
	cr_assert_eq(isastream(fd), 0);
}

T(errnos, what_is_no_socket_is_no_stream)
{
	int file = t_file("text"), pipe_end[2];

	must(pipe(pipe_end), "pipe");
	expect_no_stream(file);
	expect_no_stream(pipe_end[0]);
	expect_no_stream(pipe_end[1]);
	close(file);
	close(pipe_end[0]);
	close(pipe_end[1]);
}

/* A number that was a stream, and has become a file behind our back. */
T(errnos, what_was_a_stream_and_is_no_socket_is_no_stream)
{
	int file = t_file("text"), number;

	begin();
	cr_assert_eq(lsc_write(end[0], "x", 1), 1);
	number = end[1];
	must(dup2(file, number), "dup2");
	expect_no_stream(number);
	cr_assert_eq(lsc_read(number, bytes, 4), 4);
	close(file);
	finish();
}

/* --- EMSGSIZE */

static void
shrink(int fd)
{
	int least = 1;

	must(setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &least, sizeof least),
	    "SO_SNDBUF");
}

static void
expect_largest(int band, bool high)
{
	struct strbuf control = { 0, sizeof control_bytes, control_bytes };
	struct strbuf data = { 0, sizeof bytes, bytes };
	struct strbuf to = { sizeof bytes, 0, malloc(sizeof bytes) };
	int flags = MSG_ANY;

	shrink(end[0]);
	memset(bytes, 'm', sizeof bytes);
	cr_assert_eq(putpmsg(end[0], &control, &data, band,
	    high ? MSG_HIPRI : MSG_BAND), 0, "band %d: errno %d", band,
	    errno);
	control.maxlen = sizeof control_bytes;
	cr_assert_eq(getpmsg(end[1], &control, &to, &band, &flags), 0);
	cr_assert_eq(to.len, (int)sizeof bytes);
	cr_assert_eq(memcmp(to.buf, bytes, sizeof bytes), 0);
	free(to.buf);
}

T(errnos, a_message_larger_than_the_socket_takes_goes_through_nevertheless)
{
	begin();
	expect_largest(0, false);
	expect_largest(9, false);
	expect_largest(0, true);
	finish();
}

/* As much as without it. */
T(errnos, a_socket_that_takes_little_takes_as_much_as_a_stream_does)
{
	size_t done = 0;
	ssize_t n;

	begin();
	shrink(end[0]);
	while (done < 16384 &&
	    (n = lsc_write(end[0], bytes, 1000)) > 0)
		done += (size_t)n;
	cr_assert_geq(done, 16384, "%zu bytes: errno %d", done, errno);
	finish();
}

/* While a writer sleeps. */
static int
write_much(void *unused)
{
	size_t done = 0;

	(void)unused;
	while (done < 300000) {
		ssize_t n = lsc_write(end[0], bytes, 3000);

		if (n < 0)
			return errno;
		done += (size_t)n;
	}
	return 0;
}

T(errnos, a_writer_whose_socket_is_shrunk_goes_on)
{
	size_t done = 0;
	pid_t child;

	begin();
	fcntl(end[0], F_SETFL, 0);
	fcntl(end[1], F_SETFL, 0);
	child = t_fork(write_much, NULL);
	while (done < 300000) {
		ssize_t n = lsc_read(end[1], bytes, 2000);

		shrink(end[0]);
		cr_assert_gt(n, 0, "errno %d", errno);
		done += (size_t)n;
	}
	cr_assert_eq(t_wait(child), 0);
	finish();
}

/* --- ETOOMANYREFS */

enum { FLOOD = 400 };

/* As a user who may have few descriptors under way: "later". */
static int
pass_too_many(void *unused)
{
	struct rlimit few = { 20, 20 };
	int passed = 0, received = 0;

	(void)unused;
	if (setgid(T_OTHER_GID) < 0 || setuid(T_OTHER_UID) < 0 ||
	    setrlimit(RLIMIT_NOFILE, &few) < 0)
		return 1;
	while (passed < FLOOD && lsc_ioctl(end[0], I_SENDFD, 0) == 0)
		passed++;
	if (passed == FLOOD || errno != EAGAIN)
		return 2;
	for (; received < FLOOD; received++) {
		struct strrecvfd got;

		if (lsc_ioctl(end[1], I_RECVFD, &got) < 0)
			return 3;
		lsc_close(got.fd);
		if (passed < FLOOD && lsc_ioctl(end[0], I_SENDFD, 0) == 0)
			passed++;
		else if (passed < FLOOD && errno != EAGAIN)
			return 4;
	}
	return 0;
}

T(errnos, too_many_descriptors_under_way_are_EAGAIN)
{
	if (!t_is_root())
		cr_skip_test("needs another user");
	begin();
	cr_assert_eq(t_wait(t_fork(pass_too_many, NULL)), 0);
	finish();
}
