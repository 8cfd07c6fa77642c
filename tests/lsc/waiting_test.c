/* SPDX-License-Identifier: ISC */
/*
 * How long lsc_send and lsc_recv wait, what ends the wait, and that nothing
 * is lost by it.  No test goes by how soon something happens, only by what
 * cannot have happened before its time.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#ifdef __linux__
#include <sys/epoll.h>
#endif
#include <time.h>
#include <unistd.h>

#include "tests/lsc/parcel.h"

/* A moment that certainly passes, and one that certainly does not. */
enum { SOON = 50, NEVER = 1000 * T_TIMEOUT };

static struct parcel got;

static long long
now_ms(void)
{
	struct timespec now;

	cr_assert_eq(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static char big[1 << 20];

static void
fill_big(void)
{
	size_t i;

	for (i = 0; i < sizeof big; i++)
		big[i] = (char)(i * 29 + i / 253);
}

static ssize_t
send_big(int in, const int *fds, unsigned count, int timeout)
{
	struct lsc_outgoing message = LSC_OUTGOING_INIT;

	message.data = big;
	message.size = sizeof big;
	message.fd = fds;
	message.fds = count;
	return lsc_send(in, &message, 0, timeout);
}

/* Sends from the beginning of `big' until nothing more goes; how much. */
static size_t
fill(int in)
{
	struct lsc_outgoing message = LSC_OUTGOING_INIT;
	size_t sent = 0;
	ssize_t n;

	do {
		message.data = big + sent;
		message.size = 1000;
		n = lsc_send(in, &message, 0, LSC_DONTWAIT);
		if (n > 0)
			sent += (size_t)n;
	} while (n > 0);
	return n == -1 && errno == EAGAIN ? sent : 0;
}

/* Exactly that much of `big' is in the stream, and so many descriptors, all
   with the first byte. */
static void
assert_holds(int out, size_t size, unsigned fds)
{
	size_t have = 0;
	ssize_t n;

	while ((n = parcel_recv_how(out, &got, sizeof got.text, 3, 0,
	    LSC_DONTWAIT)) > 0) {
		cr_assert_leq(have + (size_t)n, size);
		cr_assert_eq(memcmp(got.text, big + have, (size_t)n), 0,
		    "behind byte %zu", have);
		cr_assert_eq(got.message.fds, have == 0 ? fds : 0);
		have += (size_t)n;
		parcel_close(&got);
	}
	cr_assert(n == 0 || errno == EAGAIN, "errno %d", errno);
	cr_assert_eq(have, size, "%zu bytes, not %zu", have, size);
}

static void
assert_still_works(struct pair pair)
{
	int file = t_file("works");

	cr_assert_eq(parcel_send(pair.in, "works", &file, 1), 5);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 5);
	parcel_assert(&got, "works", 1, 0);
	parcel_assert_same(&got, &file, 1);
	close(file);
}

/* --- an empty stream */

T(empty, is_EAGAIN_where_the_call_must_not_wait)
{
	struct pair pair = pair_open();
	unsigned room;

	for (room = 0; room <= 2; room++)
		FAILS(parcel_recv(pair.out, &got, room, 0), EAGAIN);
	t_set_nonblocking(pair.out);
	for (room = 0; room <= 2; room++) {
		FAILS(parcel_recv(pair.out, &got, room, 0), EAGAIN);
		FAILS(parcel_recv_how(pair.out, &got, 1, room, 0, LSC_WAIT),
		    EAGAIN);
		FAILS(parcel_recv_how(pair.out, &got, 1, room, 0, -2),
		    EAGAIN);
	}
	assert_still_works(pair);
}

static void
assert_empty_is_ETIMEDOUT(struct pair pair)
{
	unsigned room;

	for (room = 0; room <= 2; room++) {
		long long began = now_ms();

		FAILS(parcel_recv_how(pair.out, &got, 1, room, 0, SOON),
		    ETIMEDOUT);
		cr_assert_geq(now_ms() - began, SOON - 1);
	}
	FAILS(parcel_recv_how(pair.out, &got, 1, 1, LSC_SENDER, 1),
	    ETIMEDOUT);
	assert_still_works(pair);
}

T(empty, is_ETIMEDOUT_when_the_time_has_passed)
{
	assert_empty_is_ETIMEDOUT(pair_open());
}

T(empty, is_ETIMEDOUT_when_the_time_has_passed_with_O_NONBLOCK_too)
{
	struct pair pair = pair_open();

	t_set_nonblocking(pair.out);
	assert_empty_is_ETIMEDOUT(pair);
}

static int
send_late(void *argument)
{
	int in = *(int *)argument, file = t_file("late");

	t_sleep_ms(100);
	return parcel_send(in, "late", &file, 1) == 4 ? 0 : 1;
}

static void
assert_waits(int timeout, int nonblocking)
{
	unsigned room;

	for (room = 0; room <= 2; room++) {
		struct pair pair = pair_open();
		pid_t child = t_fork(send_late, &pair.in);

		if (nonblocking)
			t_set_nonblocking(pair.out);
		cr_assert_eq(parcel_recv_how(pair.out, &got, 8, room, 0,
		    timeout), 4, "errno %d", errno);
		parcel_assert(&got, "late", room > 0, room == 0);
		parcel_close(&got);
		cr_assert_eq(t_wait(child), 0);
		close(pair.in);
		close(pair.out);
	}
}

T(empty, is_waited_for_as_long_as_it_takes)
{
	assert_waits(LSC_WAIT, 0);
	assert_waits(-2, 0);
}

T(empty, is_waited_for_until_something_comes_in_time)
{
	assert_waits(NEVER, 0);
}

T(empty, is_waited_for_until_something_comes_in_time_with_O_NONBLOCK_too)
{
	assert_waits(NEVER, 1);
}

static int
hang_up_late(void *argument)
{
	struct pair *pair = argument;

	close(pair->out);
	t_sleep_ms(100);
	close(pair->in);
	return 0;
}

T(empty, is_waited_for_until_the_other_end_hangs_up)
{
	int timeout[2] = { LSC_WAIT, NEVER };
	unsigned room, i;

	for (i = 0; i < 2; i++)
		for (room = 0; room <= 2; room++) {
			struct pair pair = pair_open();
			pid_t child = t_fork(hang_up_late, &pair);

			close(pair.in);
			cr_assert_eq(parcel_recv_how(pair.out, &got, 8, room,
			    0, timeout[i]), 0, "errno %d", errno);
			parcel_assert(&got, "", 0, 0);
			cr_assert_eq(t_wait(child), 0);
			close(pair.out);
		}
}

T(empty, and_closed_with_our_bytes_unread_is_a_hang_up)
{
	struct pair pair = pair_open();
	unsigned room;

	cr_assert_eq(parcel_send(pair.out, "unread", NULL, 0), 6);
	close(pair.in);
	for (room = 0; room <= 2; room++)
		cr_assert_eq(parcel_recv_how(pair.out, &got, 8, room, 0,
		    NEVER), 0, "room %u, errno %d", room, errno);
}

T(empty, and_closed_with_our_bytes_unread_still_has_what_was_sent_before)
{
	unsigned room;

	for (room = 1; room <= 2; room++) {
		struct pair pair = pair_open();
		int file = t_file("before");

		cr_assert_eq(parcel_send(pair.out, "unread", NULL, 0), 6);
		cr_assert_eq(parcel_send(pair.in, "text", &file, 1), 4);
		close(pair.in);
		cr_assert_eq(parcel_recv(pair.out, &got, room, 0), 4);
		parcel_assert_same(&got, &file, 1);
		cr_assert_eq(parcel_recv(pair.out, &got, room, 0), 0);
	}
}

/* --- a full stream */

T(full, is_EAGAIN_where_the_call_must_not_wait)
{
	struct pair pair = pair_open();
	int file = t_file("no room");
	size_t sent;

	fill_big();
	sent = fill(pair.in);
	cr_assert_gt(sent, 0);
	FAILS(parcel_send_how(pair.in, "x", NULL, 0, 0, LSC_DONTWAIT),
	    EAGAIN);
	FAILS(parcel_send_how(pair.in, "x", &file, 1, 0, LSC_DONTWAIT),
	    EAGAIN);
	t_set_nonblocking(pair.in);
	FAILS(parcel_send(pair.in, "x", NULL, 0), EAGAIN);
	FAILS(parcel_send(pair.in, "x", &file, 1), EAGAIN);
	FAILS(parcel_send_how(pair.in, "x", &file, 1, 0, -2), EAGAIN);
	assert_holds(pair.out, sent, 0);
	assert_still_works(pair);
}

static void
assert_full_is_ETIMEDOUT(struct pair pair)
{
	int file = t_file("no room"), count;
	size_t sent;

	fill_big();
	sent = fill(pair.in);
	cr_assert_gt(sent, 0);
	for (count = 0; count <= 1; count++) {
		long long began = now_ms();

		FAILS(parcel_send_how(pair.in, "x", &file, (unsigned)count, 0,
		    SOON), ETIMEDOUT);
		cr_assert_geq(now_ms() - began, SOON - 1);
	}
	assert_holds(pair.out, sent, 0);
	assert_still_works(pair);
}

T(full, is_ETIMEDOUT_when_the_time_has_passed)
{
	assert_full_is_ETIMEDOUT(pair_open());
}

T(full, is_ETIMEDOUT_when_the_time_has_passed_with_O_NONBLOCK_too)
{
	struct pair pair = pair_open();

	t_set_nonblocking(pair.in);
	assert_full_is_ETIMEDOUT(pair);
}

/* The stream becomes full in the middle of the data: so much went, and that
   is what arrives. */
static void
assert_part_goes(int timeout, bool nonblocking)
{
	struct pair pair = pair_open();
	int fds[2] = { STDERR_FILENO, STDERR_FILENO };
	long long began = now_ms();
	ssize_t n;

	fill_big();
	if (nonblocking)
		t_set_nonblocking(pair.in);
	n = send_big(pair.in, fds, 2, timeout);
	cr_assert_gt(n, 0, "errno %d", errno);
	cr_assert_lt(n, (ssize_t)sizeof big);
	if (timeout > 0)
		cr_assert_geq(now_ms() - began, timeout - 1);
	assert_holds(pair.out, (size_t)n, 2);
	assert_still_works(pair);
}

T(full, in_the_middle_of_the_data_is_how_much_went)
{
	assert_part_goes(LSC_DONTWAIT, false);
	assert_part_goes(LSC_DONTWAIT, true);
	assert_part_goes(LSC_WAIT, true);
}

T(full, in_the_middle_of_the_data_is_how_much_went_in_that_time)
{
	assert_part_goes(SOON, false);
	assert_part_goes(SOON, true);
}

/* All of it arrives, with its descriptors in front, while the sender waits
   for room again and again. */
static int
take_big_late(void *argument)
{
	struct pair *pair = argument;
	size_t have = 0;
	ssize_t n;

	close(pair->in);
	t_sleep_ms(100);
	while ((n = parcel_recv_how(pair->out, &got, sizeof got.text, 3, 0,
	    LSC_WAIT)) > 0) {
		if (have + (size_t)n > sizeof big ||
		    memcmp(got.text, big + have, (size_t)n) != 0)
			return 1;
		if (got.message.fds != (have == 0 ? 2 : 0))
			return 2;
		have += (size_t)n;
	}
	return n == 0 && have == sizeof big ? 0 : 3;
}

static void
assert_whole_goes(int timeout, bool nonblocking)
{
	struct pair pair = pair_open();
	int fds[2] = { STDERR_FILENO, STDERR_FILENO };
	pid_t child;

	fill_big();
	child = t_fork(take_big_late, &pair);
	close(pair.out);
	if (nonblocking)
		t_set_nonblocking(pair.in);
	cr_assert_eq(send_big(pair.in, fds, 2, timeout), sizeof big);
	close(pair.in);
	cr_assert_eq(t_wait(child), 0);
}

T(full, is_waited_for_as_long_as_it_takes)
{
	assert_whole_goes(LSC_WAIT, false);
}

T(full, is_waited_for_until_all_has_gone_in_time)
{
	assert_whole_goes(NEVER, false);
	assert_whole_goes(NEVER, true);
}

static int
close_late(void *argument)
{
	struct pair *pair = argument;

	close(pair->in);
	t_sleep_ms(100);
	close(pair->out);
	return 0;
}

T(full, is_waited_for_until_the_other_end_is_closed)
{
	int timeout[2] = { LSC_WAIT, NEVER }, i;

	fill_big();
	for (i = 0; i < 2; i++) {
		struct pair pair = pair_open();
		pid_t child = t_fork(close_late, &pair);

		close(pair.out);
		cr_assert_gt(fill(pair.in), 0);
		FAILS(parcel_send_how(pair.in, "x", NULL, 0, 0, timeout[i]),
		    EPIPE);
		cr_assert_eq(t_wait(child), 0);
		close(pair.in);
	}
}

T(full, in_the_middle_of_the_data_and_then_closed_is_how_much_went)
{
	int timeout[2] = { LSC_WAIT, NEVER }, i;

	fill_big();
	for (i = 0; i < 2; i++) {
		struct pair pair = pair_open();
		pid_t child = t_fork(close_late, &pair);
		ssize_t n;

		close(pair.out);
		n = send_big(pair.in, NULL, 0, timeout[i]);
		cr_assert_gt(n, 0, "errno %d", errno);
		cr_assert_lt(n, (ssize_t)sizeof big);
		FAILS(send_big(pair.in, NULL, 0, timeout[i]), EPIPE);
		cr_assert_eq(t_wait(child), 0);
		close(pair.in);
	}
}

/* --- signals */

struct interrupted {
	struct pair pair;
	int told[2];            /* a pipe: what the child has to say */
	int timeout;
};

/* The child tells the size when a signal has ended its call; until then there
   are signals. */
static size_t
interrupt_until_told(struct interrupted *job, int (*call)(void *),
    pid_t *child)
{
	struct pollfd told;
	size_t size;

	cr_assert_eq(pipe(job->told), 0);
	t_interrupt_by(SIGUSR1);
	*child = t_fork(call, job);
	close(job->told[1]);
	told.fd = job->told[0];
	told.events = POLLIN;
	while (poll(&told, 1, 20) == 0)
		kill(*child, SIGUSR1);
	cr_assert_eq(read(job->told[0], &size, sizeof size), sizeof size,
	    "the call was not interrupted, or not as it should be");
	close(job->told[0]);
	return size;
}

static bool
tell(const struct interrupted *job, size_t size)
{
	ssize_t n = write(job->told[1], &size, sizeof size);

	close(job->told[1]);
	return n == sizeof size;
}

static int
receive_interrupted(void *argument)
{
	struct interrupted *job = argument;
	ssize_t n;

	if (parcel_recv_how(job->pair.out, &got, 8, 1, 0, job->timeout) !=
	    -1 || errno != EINTR)
		return 1;
	if (!tell(job, 0))
		return 2;
	do
		n = parcel_recv_how(job->pair.out, &got, 8, 1, 0,
		    job->timeout);
	while (n == -1 && errno == EINTR);
	return n == 4 && got.message.fds == 1 ? 0 : 3;
}

T(signals, end_a_receive_that_waits_and_nothing_is_lost)
{
	int timeout[2] = { LSC_WAIT, NEVER }, i;

	for (i = 0; i < 2; i++) {
		struct interrupted job = { .timeout = timeout[i] };
		int file = t_file("text");
		pid_t child;

		job.pair = pair_open();
		(void)interrupt_until_told(&job, receive_interrupted, &child);
		cr_assert_eq(parcel_send(job.pair.in, "text", &file, 1), 4);
		cr_assert_eq(t_wait(child), 0);
	}
}

static int
send_interrupted(void *argument)
{
	struct interrupted *job = argument;
	int fd = STDERR_FILENO;
	size_t sent;

	close(job->pair.out);
	sent = fill(job->pair.in);
	if (sent == 0)
		return 1;
	if (parcel_send_how(job->pair.in, "x", &fd, 1, 0, job->timeout) !=
	    -1 || errno != EINTR)
		return 2;
	return tell(job, sent) ? 0 : 3;
}

T(signals, end_a_send_that_waits_and_nothing_of_it_went)
{
	int timeout[2] = { LSC_WAIT, NEVER }, i;

	fill_big();
	for (i = 0; i < 2; i++) {
		struct interrupted job = { .timeout = timeout[i] };
		pid_t child;
		size_t sent;

		job.pair = pair_open();
		sent = interrupt_until_told(&job, send_interrupted, &child);
		cr_assert_eq(t_wait(child), 0);
		assert_holds(job.pair.out, sent, 0);
	}
}

static int
send_big_interrupted(void *argument)
{
	struct interrupted *job = argument;
	int fd = STDERR_FILENO;
	ssize_t n;

	close(job->pair.out);
	n = send_big(job->pair.in, &fd, 1, job->timeout);
	if (n <= 0 || n >= (ssize_t)sizeof big)
		return 1;
	return tell(job, (size_t)n) ? 0 : 2;
}

T(signals, in_the_middle_of_the_data_are_how_much_went)
{
	int timeout[2] = { LSC_WAIT, NEVER }, i;

	fill_big();
	for (i = 0; i < 2; i++) {
		struct interrupted job = { .timeout = timeout[i] };
		pid_t child;
		size_t sent;

		job.pair = pair_open();
		sent = interrupt_until_told(&job, send_big_interrupted,
		    &child);
		cr_assert_eq(t_wait(child), 0);
		assert_holds(job.pair.out, sent, 1);
	}
}

/* --- too many descriptors of a user under way */

/* A user that no other test is. */
enum { PRESSED_UID = T_OTHER_UID + 100, PRESSED_LIMIT = 64 };

static int
send_under_pressure(void *argument)
{
	struct rlimit limit = { PRESSED_LIMIT, PRESSED_LIMIT };
	struct pair *pair = argument;
	int in = pair->in, fd = STDERR_FILENO, sent = 0;

	close(pair->out);
	if (setrlimit(RLIMIT_NOFILE, &limit) < 0 ||
	    setgid(T_OTHER_GID) < 0 || setuid(PRESSED_UID) < 0)
		return 1;
	while (sent <= 2 * PRESSED_LIMIT && parcel_send_how(in, "x", &fd, 1,
	    0, LSC_DONTWAIT) == 1)
		sent++;
	if (errno != EAGAIN || sent > 2 * PRESSED_LIMIT)
		return 2;
	if (parcel_send_how(in, "d", NULL, 0, 0, LSC_DONTWAIT) != 1)
		return 3;               /* the stream itself is not full */
	if (parcel_send_how(in, "x", &fd, 1, 0, SOON) != -1 ||
	    errno != ETIMEDOUT)
		return 4;
	t_set_nonblocking(in);
	if (parcel_send(in, "x", &fd, 1) != -1 || errno != EAGAIN)
		return 5;
	if (parcel_send_how(in, "x", &fd, 1, 0, SOON) != -1 ||
	    errno != ETIMEDOUT)
		return 6;
	if (fcntl(in, F_SETFL, 0) < 0)
		return 7;
	/* these wait until the other side has received */
	if (parcel_send_how(in, "t", &fd, 1, 0, NEVER) != 1)
		return 8;
	for (sent = 0; sent < 3 * PRESSED_LIMIT; sent++)
		if (parcel_send(in, "w", &fd, 1) != 1)
			return 9;
	return 0;
}

T(pressure, of_too_many_descriptors_under_way_is_waited_for)
{
	struct pair pair = pair_open();
	int bytes = 0, timely = 0, waited = 0, fds = 0;
	pid_t child;

	NEEDS_ROOT();
	if (t_is_valgrind())
		cr_skip_test("valgrind hides the limit from sendmsg");
	child = t_fork(send_under_pressure, &pair);
	close(pair.in);
	cr_assert(t_is_blocked(child));
	while (parcel_recv_how(pair.out, &got, 1, 2, 0, LSC_WAIT) == 1) {
		bytes++;
		timely += got.text[0] == 't';
		waited += got.text[0] == 'w';
		cr_assert_eq(got.message.fds, got.text[0] != 'd');
		fds += (int)got.message.fds;
		parcel_close(&got);
	}
	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(timely, 1);
	cr_assert_eq(waited, 3 * PRESSED_LIMIT);
	cr_assert_eq(bytes, fds + 1);
}

/* --- what poll says */

static bool
is_readable(int fd)
{
	struct pollfd stream = { .fd = fd, .events = POLLIN };

	return poll(&stream, 1, 0) == 1 && (stream.revents & POLLIN) != 0;
}

T(poll, says_that_a_message_waits_until_it_has_been_received)
{
	struct pair pair = pair_open();
	int file[2];

	parcel_files(file, 2);
	cr_assert_not(is_readable(pair.out));
	cr_assert_eq(parcel_send(pair.in, "x", file, 2), 1);
	cr_assert(is_readable(pair.out));
	FAILS(parcel_recv_how(pair.out, &got, 0, 2, 0, LSC_DONTWAIT), EINVAL);
	cr_assert(is_readable(pair.out));
	cr_assert_eq(parcel_recv(pair.out, &got, 2, 0), 1);
	cr_assert_not(is_readable(pair.out));
	cr_assert_eq(parcel_send(pair.in, "ab", file, 1), 2);
	cr_assert_eq(parcel_recv_how(pair.out, &got, 1, 1, 0, LSC_WAIT), 1);
	cr_assert(is_readable(pair.out));
	cr_assert_eq(parcel_recv_how(pair.out, &got, 1, 1, 0, LSC_WAIT), 1);
	cr_assert_not(is_readable(pair.out));
}

T(poll, says_that_a_message_waits_for_a_slot)
{
	struct pair pair = pair_open();
	int file = t_file("waits");

	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	t_fill_table();
	FAILS(parcel_recv(pair.out, &got, 1, 0), EMFILE);
	cr_assert(is_readable(pair.out));
	t_free_slot();
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	t_free_table();
	cr_assert_not(is_readable(pair.out));
}

#ifdef __linux__
static int
events_of(int epoll)
{
	struct epoll_event event;

	return epoll_wait(epoll, &event, 1, 0);
}

T(poll, and_epoll_say_the_same)
{
	struct pair pair = pair_open();
	struct epoll_event wanted = { .events = EPOLLIN };
	int epoll = epoll_create1(EPOLL_CLOEXEC), file = t_file("x");

	cr_assert_eq(epoll_ctl(epoll, EPOLL_CTL_ADD, pair.out, &wanted), 0);
	cr_assert_eq(events_of(epoll), 0);
	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	cr_assert_eq(events_of(epoll), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 2, 0), 1);
	cr_assert_eq(events_of(epoll), 0);
}

T(poll, by_epoll_at_edges_tells_of_each_message_once)
{
	struct pair pair = pair_open();
	struct epoll_event wanted = { .events = EPOLLIN | EPOLLET };
	int epoll = epoll_create1(EPOLL_CLOEXEC), file = t_file("x"), i;

	cr_assert_eq(epoll_ctl(epoll, EPOLL_CTL_ADD, pair.out, &wanted), 0);
	for (i = 0; i < 3; i++) {
		cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
		cr_assert_eq(events_of(epoll), 1);
		cr_assert_eq(events_of(epoll), 0);
		cr_assert_eq(parcel_recv(pair.out, &got, 2, 0), 1);
		cr_assert_eq(events_of(epoll), 0);
		parcel_close(&got);
	}
}
#endif
