/* SPDX-License-Identifier: ISC */
/*
 * The calls of message streams while system calls fail.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/fault/scenario.h"
#include "tests/support/t_test.h"

#ifdef T_ACCRIGHTS
/* Which does not see who sends bands, and sets everything aside. */
#define fail_everything fail_everything_but_keep
#endif

static struct {
	int end[2];
	int file;
} stage;

/* --- what is needed again and again; errno is nobody's business */

static void
expect_text(int end, const char *text)
{
	char got[20] = "";
	int saved = errno;

	cr_assert_eq(lsc_read(end, got, sizeof got - 1),
	    (ssize_t)strlen(text), "errno %d", errno);
	cr_assert_str_eq(got, text);
	errno = saved;
}

static void
expect_nothing(int end)
{
	int size, saved = errno;

	cr_assert_eq(lsc_ioctl(end, I_NREAD, &size), 0, "%s with errno %d",
	    t_seam_result().function, t_seam_result().injected);
	errno = saved;
}

static void
put(int band, const char *control, const char *data)
{
	char copy[2][20];
	struct strbuf c = { 0, control != NULL ? (int)strlen(control) : -1,
	    copy[0] };
	struct strbuf d = { 0, data != NULL ? (int)strlen(data) : -1,
	    copy[1] };

	(void)snprintf(copy[0], sizeof copy[0], "%s",
	    control != NULL ? control : "");
	(void)snprintf(copy[1], sizeof copy[1], "%s",
	    data != NULL ? data : "");
	cr_assert_eq(putpmsg(stage.end[0], &c, &d, band < 0 ? 0 : band,
	    band < 0 ? MSG_HIPRI : MSG_BAND), 0);
}

/* What a process needs once is there. */
static void
warm_up(void)
{
	struct strrecvfd got;

	put(3, NULL, "band");
	expect_text(stage.end[1], "band");
	cr_assert_eq(lsc_ioctl(stage.end[0], I_SENDFD, stage.file), 0);
	cr_assert_eq(lsc_ioctl(stage.end[1], I_RECVFD, &got), 0);
	lsc_close(got.fd);
}

/* What a socket has is no matter of luck. */
static const char *const facts[] = { "get_rate",
	"lsci_sys_get_number", "set_rate", "lsci_sys_set_number",
	"lsci_sys_peek_from", "lsci_sys_stat", "lsci_sys_waiting",
	"lsci_sender_want", NULL };

static void
open_stream(void)
{
	t_seam_spare(facts);
	signal(SIGPIPE, SIG_IGN);
	stage.file = t_file("under way");
	cr_assert_eq(lsc_pipe(stage.end, 0), 0);
	warm_up();
	/* the name that bands gave an end is another one's */
	lsc_close(stage.end[0]);
	lsc_close(stage.end[1]);
	cr_assert_eq(lsc_pipe(stage.end, 0), 0);
}

static void
close_stream(void)
{
	lsc_close(stage.end[0]);
	lsc_close(stage.end[1]);
	lsc_close(stage.file);
}

/* --- lsc_pipe, lsc_close */

static int
call_pipe(void)
{
	int end[2], r = lsc_pipe(end, 0);

	t_seam_stop();
	if (r == 0) {
		cr_assert(t_is_cloexec(end[0]) && t_is_cloexec(end[1]));
		close(end[0]);
		close(end[1]);
	}
	return r;
}

T(fault, lsc_pipe_fails_cleanly)
{
	static const struct scenario s = { nothing, call_pipe, call_pipe,
	    nothing, { EACCES, EMFILE, ENFILE, ENOMEM, ENOSR, ENOTSUP } };

	fail_everything(&s);
}

/* --- reading */

/* Where something waits, a kernel says EAGAIN only to him who was slower than
   another reader; and then it is no longer there. */
static bool
somebody_was_faster(void)
{
	return t_seam_result().injected == EAGAIN;
}

static void
with_text(void)
{
	open_stream();
	cr_assert_eq(lsc_write(stage.end[0], "text", 4), 4);
}

static int
call_read(void)
{
	char got[20] = "";
	ssize_t n = lsc_read(stage.end[1], got, sizeof got);

	t_seam_stop();
	if (n < 0)
		return -1;
	cr_assert_eq(n, 4, "%zd, %s", n, t_seam_result().function);
	cr_assert_str_eq(got, "text");
	expect_nothing(stage.end[1]);
	return 0;
}

#define READ_ERRNOS EINTR, ENOSR

T(fault, lsc_read_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { with_text, call_read, call_read,
	    close_stream, { READ_ERRNOS } };

	fail_everything(&s);
}

/* In two pieces: where the first ends is kept in the socket. */
static int
call_read_part(void)
{
	char got[3] = "";
	ssize_t n = lsc_read(stage.end[1], got, 2);

	t_seam_stop();
	if (n < 0)
		return -1;
	cr_assert_eq(n, 2);
	cr_assert_str_eq(got, "te");
	expect_text(stage.end[1], "xt");
	return 0;
}

T(fault, lsc_read_of_a_part_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { with_text, call_read_part,
	    call_read_part, close_stream, { READ_ERRNOS } };

	fail_everything(&s);
}

static void
with_rest(void)
{
	char some[3];

	open_stream();
	cr_assert_eq(lsc_write(stage.end[0], "sometext", 8), 8);
	cr_assert_eq(lsc_read(stage.end[1], some, 3), 3);
	cr_assert_eq(lsc_read(stage.end[1], some, 1), 1);
}

static int
call_read_rest(void)
{
	char got[20] = "";
	ssize_t n = lsc_read(stage.end[1], got, sizeof got);

	t_seam_stop();
	if (n < 0)
		return -1;
	if (!somebody_was_faster())
		cr_assert_str_eq(got, "text", "%s: %s",
		    t_seam_result().function, got);
	return 0;
}

T(fault, lsc_read_of_the_rest_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { with_rest, call_read_rest,
	    call_read_rest, close_stream, { READ_ERRNOS } };

	fail_everything(&s);
}

static void
with_bands(void)
{
	open_stream();
	put(0, NULL, "c");
	put(2, NULL, "b");
	put(9, NULL, "a");
}

static int
compare_letters(const void *a, const void *b)
{
	return memcmp(a, b, 1);
}

/* A read that has something need not say what was in its way; and what could
   not be seen is as if it had come later. */
static int
call_read_bands(void)
{
	char got[20] = "";
	ssize_t n = lsc_read(stage.end[1], got, sizeof got), more = 0;
	int saved = errno;

	t_seam_stop();
	if (n < 0)
		return -1;
	while (n < 3 && more >= 0) {
		more = lsc_read(stage.end[1], got + n, sizeof got -
		    (size_t)n);
		n += more;
	}
	qsort(got, strlen(got), 1, compare_letters);
	cr_assert_str_eq(got, "abc");
	errno = saved;
	return 0;
}

T(fault, lsc_read_of_bands_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { with_bands, call_read_bands,
	    call_read_bands, close_stream, { READ_ERRNOS } };

	fail_everything_but_keep(&s);
}

/* --- writing */

static int
call_write(void)
{
	ssize_t n = lsc_write(stage.end[0], "text", 4);

	t_seam_stop();
	if (n < 0)
		return -1;
	cr_assert_eq(n, 4);
	expect_text(stage.end[1], "text");
	expect_nothing(stage.end[1]);
	return 0;
}

#define WRITE_ERRNOS EINTR, ENOSR, EPERM, EPIPE

T(fault, lsc_write_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_stream, call_write,
	    call_write, close_stream, { WRITE_ERRNOS, EAGAIN } };

	fail_everything(&s);
}

/* --- putmsg */

static int
put_result(int band, int flags)
{
	struct strbuf control = { 0, 4, (char[]){ "ctl" } };
	struct strbuf data = { 0, 4, (char[]){ "text" } };
	int r = putpmsg(stage.end[0], &control, &data, band, flags);

	t_seam_stop();
	return r;
}

static int
get_result(int wanted_band, int wanted_flags)
{
	char part[2][20] = { "", "" };
	struct strbuf control = { sizeof part[0], 0, part[0] };
	struct strbuf data = { sizeof part[1], 0, part[1] };
	int band = 0, flags = MSG_ANY;
	int r = getpmsg(stage.end[1], &control, &data, &band, &flags);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(r, 0);
	cr_assert_eq(band, wanted_band);
	cr_assert_eq(flags, wanted_flags);
	cr_assert_str_eq(part[0], "ctl");
	cr_assert_str_eq(part[1], "text");
	expect_nothing(stage.end[1]);
	return 0;
}

static int
call_put_in_band(void)
{
	int r = put_result(5, MSG_BAND);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(get_result(5, MSG_BAND), 0);
	return 0;
}

static int
call_put_high(void)
{
	int r = put_result(0, MSG_HIPRI);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(get_result(0, MSG_HIPRI), 0);
	return 0;
}

#define PUT_ERRNOS EAGAIN, EINTR, ENOSR, ENXIO, EPERM

T(fault, putpmsg_fails_cleanly_and_sends_once)
{
	static const struct scenario band = { open_stream, call_put_in_band,
	    call_put_in_band, close_stream, { PUT_ERRNOS } };
	static const struct scenario high = { open_stream, call_put_high,
	    call_put_high, close_stream, { PUT_ERRNOS } };

	fail_everything(&band);
	fail_everything(&high);
}

/* --- getmsg */

static void
with_message(void)
{
	open_stream();
	put(0, "ctl", "text");
}

static void
with_message_in_band(void)
{
	open_stream();
	put(5, "ctl", "text");
}

static int
call_get(void)
{
	return get_result(0, MSG_BAND);
}

static int
call_get_from_band(void)
{
	return get_result(5, MSG_BAND);
}

#define GET_ERRNOS EAGAIN, EINTR, ENOSR

T(fault, getpmsg_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { with_message, call_get, call_get,
	    close_stream, { GET_ERRNOS } };
	static const struct scenario band = { with_message_in_band,
	    call_get_from_band, call_get_from_band, close_stream,
	    { GET_ERRNOS } };

	fail_everything(&s);
	fail_everything_but_keep(&band);
}

/* Of two waiting messages the one of high priority. */
static void
with_high_behind(void)
{
	open_stream();
	put(0, NULL, "text");
	put(-1, "ctl", NULL);
}

static int
call_get_high(void)
{
	char part[20] = "";
	struct strbuf control = { sizeof part, 0, part };
	int flags = RS_HIPRI;
	int r = getmsg(stage.end[1], &control, NULL, &flags);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(flags, RS_HIPRI);
	cr_assert_str_eq(part, "ctl");
	expect_text(stage.end[1], "text");
	return 0;
}

T(fault, getmsg_of_high_priority_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { with_high_behind, call_get_high,
	    call_get_high, close_stream, { GET_ERRNOS } };

	fail_everything_but_keep(&s);
}

/* --- passed descriptors */

static int
receive_result(void)
{
	struct strrecvfd got;
	int r = lsc_ioctl(stage.end[1], I_RECVFD, &got);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert(t_same_file(got.fd, stage.file));
	cr_assert_not(t_is_cloexec(got.fd));
	close(got.fd);
	lsc_forget(got.fd);
	return 0;
}

static int
call_send_fd(void)
{
	int r = lsc_ioctl(stage.end[0], I_SENDFD, stage.file);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(receive_result(), 0);
	expect_nothing(stage.end[1]);
	return 0;
}

T(fault, I_SENDFD_on_a_message_stream_fails_cleanly_and_sends_once)
{
	static const struct scenario s = { open_stream, call_send_fd,
	    call_send_fd, close_stream, { EACCES, EAGAIN, EINTR, ENXIO,
	    EPERM } };

	fail_everything(&s);
}

static void
with_descriptor(void)
{
	open_stream();
	cr_assert_eq(lsc_ioctl(stage.end[0], I_SENDFD, stage.file), 0);
}

static void
with_descriptor_and_band(void)
{
	with_descriptor();
	put(3, NULL, "band");
	put(0, NULL, "text");
}

static int
receive_behind_band(void)
{
	char got[20] = "";
	ssize_t n = lsc_read(stage.end[1], got, sizeof got);

	t_seam_stop();
	if (n < 0)
		return -1;
	cr_assert_str_eq(got, "band");
	return 0;
}

static int
call_receive_behind_band(void)
{
	int saved = errno, r = receive_behind_band();

	if (r < 0)
		return -1;
	cr_assert_eq(receive_result(), 0);
	expect_text(stage.end[1], "text");
	errno = saved;
	return 0;
}

#define RECEIVE_ERRNOS EAGAIN, EINTR, EMFILE, ENFILE, ENOMEM, ENOSR

T(fault, I_RECVFD_on_a_message_stream_fails_cleanly_and_loses_nothing)
{
	static const struct scenario s = { with_descriptor, receive_result,
	    receive_result, close_stream, { RECEIVE_ERRNOS } };

	fail_everything(&s);
}

/* Without a slot for the descriptor nothing is sorted. */
T(fault, a_descriptor_among_bands_is_not_lost)
{
	static const struct scenario s = { with_descriptor_and_band,
	    call_receive_behind_band, call_receive_behind_band, close_stream,
	    { READ_ERRNOS, EBADMSG } };

	fail_everything_but_keep(&s);
}

/* --- looking */

static void
with_several(void)
{
	open_stream();
	cr_assert_eq(lsc_write(stage.end[0], "text", 4), 4);
	put(0, "ctl", "more");
	cr_assert_eq(lsc_ioctl(stage.end[0], I_SENDFD, stage.file), 0);
	cr_assert_eq(lsc_write(stage.end[0], "end", 3), 3);
}

#ifndef T_ACCRIGHTS                     /* where to look is to set aside */

/* Whatever happened, everything is there. */
static void
expect_several(void)
{
	char part[20] = "";
	struct strbuf control = { sizeof part, 0, part };
	int flags = 0, saved = errno;

	expect_text(stage.end[1], "text");
	cr_assert_eq(getmsg(stage.end[1], &control, NULL, &flags), MOREDATA);
	cr_assert_str_eq(part, "ctl");
	expect_text(stage.end[1], "more");
	cr_assert_eq(receive_result(), 0);
	expect_text(stage.end[1], "end");
	expect_nothing(stage.end[1]);
	errno = saved;
}

static void
close_several(void)
{
	expect_several();
	close_stream();
}

static int
call_count(void)
{
	int size, r = lsc_ioctl(stage.end[1], I_NREAD, &size);

	t_seam_stop();
	if (r < 0 || somebody_was_faster())
		return r;
	cr_assert_eq(r, 4, "%d, %s", r, t_seam_result().function);
	cr_assert_eq(size, 4);
	return 0;
}

static int
call_bytes(void)
{
	int size, r = lsc_ioctl(stage.end[1], FIONREAD, &size);

	t_seam_stop();
	if (r < 0 || somebody_was_faster())
		return r;
	cr_assert_eq(size, 11);
	return 0;
}

static int
call_fstat(void)
{
	struct stat st;
	int r = lsc_fstat(stage.end[1], &st);

	t_seam_stop();
	if (r < 0 || somebody_was_faster())
		return r;
	cr_assert(S_ISFIFO(st.st_mode));
	cr_assert_eq(st.st_size, 11);
	return 0;
}

static int
call_peek(void)
{
	char part[20] = "";
	struct strpeek peeking = { { -1, 0, NULL }, { sizeof part, 0, part },
	    0 };
	int r = lsc_ioctl(stage.end[1], I_PEEK, &peeking);

	t_seam_stop();
	if (r < 0 || somebody_was_faster())
		return r;
	cr_assert_eq(r, 1);
	cr_assert_str_eq(part, "text");
	return 0;
}

static int
call_first_band(void)
{
	int band, r = lsc_ioctl(stage.end[1], I_GETBAND, &band);

	t_seam_stop();
	if (r == 0)
		cr_assert_eq(band, 0);
	return somebody_was_faster() ? 0 : r;
}

static int
call_has_band(void)
{
	int r = lsc_ioctl(stage.end[1], I_CKBAND, 0);

	t_seam_stop();
	if (r >= 0 && !somebody_was_faster())
		cr_assert_eq(r, 1);
	return r;
}

#define LOOK_ERRNOS EINTR, ENOMEM, ENOSR

T(fault, who_looks_fails_cleanly_and_takes_nothing)
{
	static int (*const calls[])(void) = { call_count, call_bytes,
	    call_fstat, call_peek, call_first_band, call_has_band };
	size_t i;

	for (i = 0; i < sizeof calls / sizeof *calls; i++) {
		struct scenario s = { with_several, calls[i], calls[i],
		    close_several, { LOOK_ERRNOS } };

		fail_everything(&s);
	}
}

#endif

/* --- I_FLUSH */

static int
call_flush_read(void)
{
	int r = lsc_ioctl(stage.end[1], I_FLUSH, FLUSHR);

	t_seam_stop();
	if (r < 0)
		return -1;
	if (!somebody_was_faster())
		expect_nothing(stage.end[1]);
	return 0;
}

static int
call_flush_write(void)
{
	int r = lsc_ioctl(stage.end[0], I_FLUSH, FLUSHW);

	t_seam_stop();
	if (r < 0)
		return -1;
	if (!somebody_was_faster())
		expect_nothing(stage.end[1]);
	return 0;
}

static int
call_flush_band(void)
{
	struct bandinfo info = { 2, FLUSHR };
	int r = lsc_ioctl(stage.end[1], I_FLUSHBAND, &info);

	t_seam_stop();
	if (r < 0 || somebody_was_faster())
		return r;
	expect_text(stage.end[1], "ac");
	expect_nothing(stage.end[1]);
	return 0;
}

#define FLUSH_ERRNOS EAGAIN, EINTR, EMFILE, ENFILE, ENOSR, ENXIO

T(fault, I_FLUSH_fails_cleanly_and_can_be_made_again)
{
	static const struct scenario reading = { with_several,
	    call_flush_read, call_flush_read, close_stream,
	    { FLUSH_ERRNOS } };
	static const struct scenario writing = { with_several,
	    call_flush_write, call_flush_write, close_stream,
	    { FLUSH_ERRNOS, EPERM } };
	static const struct scenario band = { with_bands, call_flush_band,
	    call_flush_band, close_stream, { FLUSH_ERRNOS } };

	fail_everything(&reading);
	fail_everything(&writing);
	fail_everything_but_keep(&band);
}

/* --- lsc_poll */

/* Ordinary data is there, of which nobody wants to know. */
static int
call_poll(void)
{
	struct pollfd end = { .fd = stage.end[1], .events = POLLPRI };
	int r = lsc_poll(&end, 1, 15);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(r, 0, "%#x, %s", end.revents, t_seam_result().function);
	cr_assert_eq(end.revents, 0);
	return 0;
}

static void
close_text(void)
{
	expect_text(stage.end[1], "text");
	close_stream();
}

T(fault, lsc_poll_of_high_priority_fails_cleanly_and_takes_nothing)
{
	static const struct scenario s = { with_text, call_poll, call_poll,
	    close_text, { EINTR, ENOMEM } };

	fail_everything(&s);
}

static int
call_poll_ready(void)
{
	struct pollfd end = { .fd = stage.end[1],
	    .events = POLLIN | POLLPRI | POLLOUT };
	int r = lsc_poll(&end, 1, 1000);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(r, 1);
	cr_assert((end.revents & (POLLIN | POLLOUT | POLLHUP)) != 0);
	return 0;
}

T(fault, lsc_poll_of_what_is_ready_fails_cleanly_and_takes_nothing)
{
	static const struct scenario s = { with_text, call_poll_ready,
	    call_poll_ready, close_text, { EINTR, ENOMEM } };

	fail_everything(&s);
}

/* --- I_SETSIG */

static int
call_set_signal(void)
{
	int events = 0, saved = errno;
	int r = lsc_ioctl(stage.end[1], I_SETSIG, S_INPUT);

	t_seam_stop();
	if (r < 0)
		return -1;
	cr_assert_eq(lsc_ioctl(stage.end[1], I_GETSIG, &events), 0);
	cr_assert_eq(events, S_INPUT);
	cr_assert_eq(lsc_ioctl(stage.end[1], I_SETSIG, 0), 0);
	errno = saved;
	return 0;
}

static void
with_thread(void)
{
	open_stream();
	t_interrupt_by(SIGPOLL);
	cr_assert_eq(call_set_signal(), 0);
}

T(fault, I_SETSIG_fails_cleanly_and_can_be_made_again)
{
	static const struct scenario s = { with_thread, call_set_signal,
	    call_set_signal, close_stream, { EAGAIN, EMFILE, ENFILE, EPERM,
	    ESRCH } };

	/* the thread and what it needs stay */
	with_thread();
	close_stream();
	fail_everything_but_keep(&s);
}

static volatile sig_atomic_t signals;

static void
count_signal(int number)
{
	(void)number;
	signals++;
}

static void
raw_put_x(void)
{
	cr_assert_eq(write(stage.end[0], "x", 1), 1);
}

static void
nap(void)
{
	(void)usleep(200000);
}

/* Time for the thread to see it, and to see nothing that is not there. */
static void
raw_put_x_and_wait(void)
{
	raw_put_x();
	nap();
}

static void
expect_signals(int number)
{
	int i;

	for (i = 0; i < 500 && signals < number; i++)
		(void)usleep(10000);
	(void)usleep(400000);
	cr_assert_eq(signals, number);
	signals = 0;
}

static void
open_stream_that_signals(void)
{
	open_stream();
	signals = 0;
	signal(SIGPOLL, count_signal);
	cr_assert_eq(lsc_ioctl(stage.end[1], I_SETSIG, S_INPUT), 0);
	/* the thread has seen what it was given */
	raw_put_x();
	expect_signals(1);
}

/* One signal has been caught before another can be sent. */
static void
raw_put_x_and_go_slow(void)
{
	raw_put_x();
	t_seam_before("lsci_sys_stat", nap);
}

T(fault, an_arrival_while_the_thread_looks_is_signalled_once)
{
	char byte;

	open_stream_that_signals();
	expect_text(stage.end[1], "x");
	t_seam_before("lsci_sys_recvmsg", raw_put_x_and_go_slow);
	/* what the thread awakes for: room at the other end */
	cr_assert_eq(write(stage.end[1], "y", 1), 1);
	cr_assert_eq(read(stage.end[0], &byte, 1), 1);
	expect_signals(1);
	expect_text(stage.end[1], "x");
	close_stream();
}

/* Between the taking of the last message and the note of it. */
T(fault, an_arrival_while_a_message_is_taken_is_signalled)
{
	open_stream_that_signals();
	t_seam_before("lsci_sys_stat", raw_put_x_and_wait);
	expect_text(stage.end[1], "x");
	expect_signals(1);
	expect_text(stage.end[1], "x");
	close_stream();
}
