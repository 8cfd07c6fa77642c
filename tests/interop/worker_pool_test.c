/* SPDX-License-Identifier: ISC */
/*
 * The worker pool: connections are answered although workers are killed in
 * every situation.  The program is that of examples/worker-pool.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/interop/program.h"
#include "tests/support/t_test.h"

enum { WORKERS = 3 };

static struct t_program pool;
static long port;

static void
start_pool_of(const char *workers)
{
	t_directory_make();
	pool = (struct t_program){ T_EXAMPLES "worker-pool/pool",
	    { "0", workers }, "log", NULL, -1, -1, 0 };
	t_program_start(&pool);
	port = t_program_await_number("log", "pool: port ", 0);
}

static void
start_pool(void)
{
	start_pool_of("3");
}

static void
start_lone_worker(void)
{
	start_pool_of("1");
}

/* Leaves no process behind, whatever was tested. */
static void
stop_pool(void)
{
	t_program_stop(&pool);
	t_directory_remove();
}

#define T_POOLED(sentence) \
	Test(worker_pool, sentence, .timeout = 120, \
	    .init = start_pool, .fini = stop_pool)
#define T_ALONE(sentence) \
	Test(worker_pool, sentence, .timeout = 120, \
	    .init = start_lone_worker, .fini = stop_pool)

/* The pid of the n-th worker that was there, or that had a connection. */
static pid_t
nth_worker(const char *what, int n)
{
	const char *line;
	char end[32];
	long pid;

	for (;; t_sleep_ms(10)) {
		int i, left = n;

		for (i = 0; (line = t_program_find_line("log",
		    "pool: worker ", i)) != NULL; i++)
			if (sscanf(line, "pool: worker %ld %31[^\n]", &pid,
			    end) == 2 && strcmp(end, what) == 0 &&
			    left-- == 0)
				return (pid_t)pid;
	}
}

static pid_t
nth_holder(int n)
{
	return nth_worker("has a connection", n);
}

static pid_t
nth_started(int n)
{
	return nth_worker("is there", n);
}

/* Who answered "hello", according to the answer; 0 if nobody did, or the
   connection was not closed in peace.  Never asserts: children use it. */
static long
hear_hello(int fd)
{
	char text[256] = "", word[16] = "";
	size_t have = 0;
	ssize_t n = 0;
	long pid = 0;

	while (have < sizeof text - 1 &&
	    (n = read(fd, text + have, sizeof text - 1 - have)) > 0)
		have += (size_t)n;
	text[have] = '\0';
	if (n < 0 || sscanf(text, "worker %ld: %15s\n", &pid, word) != 2 ||
	    strcmp(word, "hello") != 0)
		return 0;
	return pid;
}

static long
ask_hello(void)
{
	int fd = t_program_connect(port);
	long pid = 0;

	if (write(fd, "hello\n", 6) == 6)
		pid = hear_hello(fd);
	close(fd);
	return pid;
}

static void
assert_still_answers(void)
{
	int i;

	for (i = 0; i < 2 * WORKERS; i++)
		cr_assert_gt(ask_hello(), 0);
}

T_POOLED(a_connection_is_answered_by_a_worker_and_not_by_the_pool)
{
	long pid = ask_hello();

	cr_assert_gt(pid, 0);
	cr_assert_neq(pid, pool.pid);
	cr_assert(pid == nth_started(0) || pid == nth_started(1) ||
	    pid == nth_started(2));
}

T_POOLED(a_worker_serves_one_connection_after_the_other)
{
	int i;

	for (i = 0; i < 50; i++)
		cr_assert_gt(ask_hello(), 0);
	cr_assert_null(strstr(t_program_text("log"), "died"));
}

enum { MANY = 40 };

T_POOLED(more_clients_than_workers_wait_and_are_answered)
{
	int fd[MANY], i;

	for (i = 0; i < MANY; i++)
		fd[i] = t_program_connect(port);
	for (i = 0; i < MANY; i++)
		cr_assert_eq(write(fd[i], "hello\n", 6), 6);
	for (i = MANY; i-- > 0;)
		cr_assert_gt(hear_hello(fd[i]), 0);
}

T_POOLED(a_connection_whose_worker_is_killed_is_answered_by_another)
{
	int fd = t_program_connect(port);
	pid_t first = nth_holder(0), second;

	kill(first, SIGKILL);
	second = nth_holder(1);
	cr_assert_neq(first, second);
	cr_assert_eq(write(fd, "hello\n", 6), 6);
	cr_assert_eq(hear_hello(fd), second);
}

T_POOLED(the_part_of_a_request_that_a_killed_worker_has_read_is_not_lost)
{
	int fd = t_program_connect(port);
	pid_t second;

	cr_assert_eq(write(fd, "hel", 3), 3);
	kill(nth_holder(0), SIGKILL);
	second = nth_holder(1);
	cr_assert_eq(write(fd, "lo\n", 3), 3);
	cr_assert_eq(hear_hello(fd), second);
}

/* A stopped worker certainly has not answered yet when it is killed. */
T_ALONE(a_request_that_waits_for_a_stopped_worker_survives_its_death)
{
	int fd;

	kill(nth_started(0), SIGSTOP);
	fd = t_program_connect(port);
	cr_assert_eq(write(fd, "hello\n", 6), 6);
	cr_assert_eq(nth_holder(0), nth_started(0));
	kill(nth_started(0), SIGKILL);
	cr_assert_eq(hear_hello(fd), nth_started(1));
}

T_POOLED(killed_workers_are_replaced_and_buried)
{
	int i;

	for (i = 0; i < 10; i++) {
		pid_t victim = nth_started(i);

		kill(victim, SIGKILL);
		(void)nth_started(WORKERS + i);
		t_program_await_burial(victim);
	}
	assert_still_answers();
}

enum { CLIENTS = 6, ROUNDS = 25, KILLS = 20 };

static int
ask_many_times(void *argument)
{
	int i;

	(void)argument;
	for (i = 0; i < ROUNDS; i++)
		if (ask_hello() <= 0)
			return 1;
	return 0;
}

T_POOLED(nothing_is_lost_while_workers_are_killed_at_any_moment)
{
	pid_t client[CLIENTS];
	int i;

	for (i = 0; i < CLIENTS; i++)
		client[i] = t_fork(ask_many_times, NULL);
	for (i = 0; i < KILLS; i++) {
		kill(nth_started(i), SIGKILL);
		(void)nth_started(WORKERS + i);
	}
	for (i = 0; i < CLIENTS; i++)
		cr_assert_eq(t_wait(client[i]), 0);
	assert_still_answers();
}

enum { MAXDEATHS = 5 };

T_POOLED(a_connection_on_which_every_worker_dies_is_given_up)
{
	int fd = t_program_connect(port), i;
	char byte;

	for (i = 0; i < MAXDEATHS; i++)
		kill(nth_holder(i), SIGKILL);
	cr_assert_eq(read(fd, &byte, 1), 0);
	assert_still_answers();
}

T_POOLED(clients_that_go_at_any_point_do_not_disturb_the_others)
{
	static const char request[] = "hello\n";
	struct linger reset = { 1, 0 };
	size_t length;

	for (length = 0; length < 2 * sizeof request; length++) {
		int fd = t_program_connect(port);

		if (length % 2 != 0)
			cr_assert_eq(setsockopt(fd, SOL_SOCKET, SO_LINGER,
			    &reset, sizeof reset), 0);
		cr_assert_eq(write(fd, request, length / 2),
		    (ssize_t)(length / 2));
		close(fd);
	}
	assert_still_answers();
	cr_assert_null(strstr(t_program_text("log"), "died"));
}

T_POOLED(a_line_without_end_is_cut_off)
{
	static char endless[100000];
	int fd = t_program_connect(port);
	char byte;

	memset(endless, 'e', sizeof endless);
	(void)signal(SIGPIPE, SIG_IGN);
	while (write(fd, endless, sizeof endless) > 0)
		continue;
	cr_assert_leq(read(fd, &byte, 1), 0);
	assert_still_answers();
}

T_POOLED(sigterm_ends_it_and_all_its_workers)
{
	assert_still_answers();
	kill(pool.pid, SIGTERM);
	cr_assert_eq(t_program_wait(&pool), 0);
	t_program_await_end(&pool);
	cr_assert_null(strstr(t_program_text("log"), "died"));
}

T_POOLED(sigterm_does_not_wait_for_clients_that_say_nothing)
{
	int fd = t_program_connect(port);
	char byte;

	(void)nth_holder(0);
	kill(pool.pid, SIGTERM);
	cr_assert_eq(t_program_wait(&pool), 0);
	t_program_await_end(&pool);
	cr_assert_eq(read(fd, &byte, 1), 0);
}

/* The worker is stopped, so that the end comes before its answer. */
T_ALONE(a_request_that_came_before_sigterm_is_answered)
{
	int fd;

	kill(nth_started(0), SIGSTOP);
	fd = t_program_connect(port);
	cr_assert_eq(write(fd, "hello\n", 6), 6);
	(void)nth_holder(0);
	kill(pool.pid, SIGTERM);
	kill(nth_started(0), SIGCONT);
	cr_assert_eq(hear_hello(fd), nth_started(0));
	cr_assert_eq(t_program_wait(&pool), 0);
}

T_POOLED(the_workers_end_when_the_pool_was_killed)
{
	int fd = t_program_connect(port);

	(void)nth_holder(0);
	kill(pool.pid, SIGKILL);
	(void)t_program_wait(&pool);
	cr_assert_eq(write(fd, "hello\n", 6), 6);
	cr_assert_eq(hear_hello(fd), nth_holder(0));
	t_program_await_end(&pool);
}
