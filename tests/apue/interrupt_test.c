/* SPDX-License-Identifier: ISC */
/*
 * A signal in the middle of a call: the call ends with EINTR, or goes on,
 * but nothing is lost either way.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/time.h>
#include <unistd.h>

#include "tests/apue/pair.h"

/* Signals without end, so that one comes at every system call. */
static void
rain_signals(void)
{
	struct itimerval every = { { 0, 300 }, { 0, 300 } };

	t_interrupt_by(SIGALRM);
	cr_assert_eq(setitimer(ITIMER_REAL, &every, NULL), 0);
}

static void
end_rain(void)
{
	struct itimerval never = { { 0, 0 }, { 0, 0 } };

	cr_assert_eq(setitimer(ITIMER_REAL, &never, NULL), 0);
}

static int
receive_interrupted(void *argument)
{
	int out = *(int *)argument;

	t_interrupt_by(SIGUSR1);
	if (recv_fd(out, NULL) != -1 || errno != EINTR)
		return 1;
	return recv_fd(out, NULL) >= 0 ? 0 : 2;
}

T(interrupt, a_waiting_receiver_ends_with_EINTR_and_can_go_on)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(receive_interrupted, &pair.out);

	cr_assert(t_is_blocked(child));
	kill(child, SIGUSR1);
	cr_assert(t_is_blocked(child));
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	cr_assert_eq(t_wait(child), 0);
}

static int
send_interrupted(void *argument)
{
	int in = *(int *)argument;

	t_interrupt_by(SIGUSR1);
	while (send_fd(in, STDERR_FILENO) == 0)
		continue;
	if (errno != EINTR)
		return 1;
	return send_err(in, -77, "end") == 0 ? 0 : 2;
}

T(interrupt, a_waiting_sender_ends_with_EINTR_and_has_sent_nothing_of_it)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(send_interrupted, &pair.in);
	int fd;

	cr_assert(t_is_blocked(child));
	kill(child, SIGUSR1);
	cr_assert(t_is_blocked(child));
	while ((fd = recv_fd(pair.out, NULL)) >= 0)
		close(fd);
	cr_assert_eq(fd, -77);
	cr_assert_eq(t_wait(child), 0);
}

enum { MESSAGES = 3000 };

/* Text, descriptors and refusals, slowly enough to be waited for. */
static int
send_everything(void *argument)
{
	int in = *(int *)argument, i, file = t_file("counted");

	for (i = 0; i < MESSAGES; i++) {
		if (i % 3 == 0 && send_err(in, -(1 + i % 200), "text") < 0)
			return 1;
		if (i % 3 != 0 && send_fd(in, file) < 0)
			return 2;
		if (i % 64 == 0)
			t_sleep_ms(1);
	}
	return 0;
}

T(interrupt, signals_at_every_call_lose_nothing_and_change_no_order)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(send_everything, &pair.in);
	struct t_fds before;
	int i, fd;

	t_fds_note(&before);
	rain_signals();
	for (i = 0; i < MESSAGES; i++) {
		do {
			errno = 0;
			fd = recv_fd(pair.out, NULL);
		} while (fd == -1 && errno == EINTR);
		if (i % 3 == 0) {
			cr_assert_eq(fd, -(1 + i % 200), "number %d", i);
			continue;
		}
		cr_assert_geq(fd, 0, "number %d: errno %d", i, errno);
		close(fd);
	}
	end_rain();
	cr_assert_eq(t_wait(child), 0);
	cr_assert(t_fds_same(&before));
}

/* Holds the directory's lock for a while. */
static int
hold_lock(void *argument)
{
	int dir = open(argument, O_RDONLY | O_DIRECTORY);

	if (flock(dir, LOCK_EX) < 0)
		return 1;
	t_sleep_ms(400);
	return 0;
}

T_IN_DIRECTORY(interrupt, signals_do_not_shorten_the_wait_for_a_turn)
{
	pid_t child;
	int listener = serv_listen(t_path("name"));

	close(listener);
	child = t_fork(hold_lock, t_path("."));
	t_sleep_ms(100);
	rain_signals();
	listener = serv_listen(t_path("name"));
	end_rain();
	cr_assert_geq(listener, 0, "errno %d", errno);
	cr_assert_eq(t_wait(child), 0);
}

static char text[200001];

static int
send_text_in_the_rain(void *argument)
{
	int in = *(int *)argument;

	rain_signals();
	while (send_err(in, -2, text) < 0)
		if (errno != EINTR)
			return 1;
	end_rain();
	return 0;
}

static size_t counted;

static ssize_t
count(int fd, const void *piece, size_t size)
{
	(void)fd;
	(void)piece;
	counted += size;
	t_sleep_ms(1);
	return (ssize_t)size;
}

T(interrupt, a_text_that_has_begun_is_sent_to_its_end)
{
	struct pair pair = pair_open();
	pid_t child;

	memset(text, 't', sizeof text - 1);
	child = t_fork(send_text_in_the_rain, &pair.in);
	cr_assert_eq(recv_fd(pair.out, count), -2);
	cr_assert_eq(counted, sizeof text - 1);
	cr_assert_eq(t_wait(child), 0);
}
