/* SPDX-License-Identifier: ISC */
#include "tests/streams/way.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

/* Pairs that were there before the process, or the program, that uses
   them. */
static struct pair pool[WAY_PAIRS];
static unsigned pooled, used;

static bool
way_is(const char *name)
{
	const char *way = getenv("LSC_TEST_WAY");

	return strcmp(way == NULL ? "direct" : way, name) == 0;
}

static struct pair
pair_make(void)
{
	struct pair pair;
	int end[2];

	must(pipe(end), "pipe");
	pair.a = end[0];
	pair.b = end[1];
	return pair;
}

/* --- dup, received */

static int
duplicate(int fd)
{
	int copy = must(dup(fd), "dup");

	must(close(fd), "close");
	return copy;
}

static int
pass_pair(void *carrier)
{
	struct pair pair = pair_make();
	int to = ((struct pair *)carrier)->b;

	must(ioctl(to, I_SENDFD, pair.a), "I_SENDFD");
	must(ioctl(to, I_SENDFD, pair.b), "I_SENDFD");
	return 0;
}

static int
receive_from(int fd)
{
	struct strrecvfd received;

	must(ioctl(fd, I_RECVFD, &received), "I_RECVFD");
	return received.fd;
}

static struct pair
pair_receive(void)
{
	struct pair carrier = pair_make(), pair;
	pid_t sender = child_start(pass_pair, &carrier);

	/* if nothing comes, the sender hangs up and nobody waits for ever */
	must(close(carrier.b), "close");
	pair.a = receive_from(carrier.a);
	pair.b = receive_from(carrier.a);
	IS(t_wait(sender), 0);
	must(close(carrier.a), "close");
	return pair;
}

struct pair
pair_open(void)
{
	struct pair pair;

	if (way_is("fork") || way_is("exec")) {
		HOLDS(used < pooled);
		return pool[used++];
	}
	if (way_is("received"))
		return pair_receive();
	pair = pair_make();
	if (way_is("dup")) {
		pair.a = duplicate(pair.a);
		pair.b = duplicate(pair.b);
	}
	return pair;
}

/* --- children */

/* So many seconds: the test that waits for it has some more. */
enum { PATIENCE = T_TIMEOUT - 5 };

pid_t
child_start(int (*job)(void *), void *argument)
{
	pid_t child = must(fork(), "fork");

	if (child == 0) {
		(void)alarm(PATIENCE);
		_exit(job(argument));
	}
	return child;
}

int
child_end(pid_t child)
{
	int tries = t_is_valgrind() ? 1000 : 200;
	siginfo_t info;

	do {
		memset(&info, 0, sizeof info);
		if (waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG |
		    WNOWAIT) == 0 && info.si_pid != 0)
			return t_wait(child);
		t_sleep_ms(10);
	} while (--tries > 0);
	fprintf(stderr, "child %ld still waits\n", (long)child);
	(void)kill(child, SIGKILL);
	(void)t_wait(child);
	return -1;
}

/* --- exec: the program starts itself and is told a job, as its distance
   from another function of the program, and the descriptors of the pool */

static const char JOB[] = "LSC_TEST_JOB";

void
become_anew(int (*job)(void *), const struct pair *pairs, unsigned count)
{
	char text[32 + WAY_PAIRS * 24], name[] = "streams";
	char path[4096] = "";           /* valgrind is what /proc would start */
	char *const argv[] = { name, NULL };
	size_t length;
	unsigned i;

	length = (size_t)snprintf(text, sizeof text, "%jd",
	    (intmax_t)((intptr_t)job - (intptr_t)way_run));
	for (i = 0; i < count; i++)
		length += (size_t)snprintf(text + length,
		    sizeof text - length, " %d %d", pairs[i].a, pairs[i].b);
	must(setenv(JOB, text, 1), "setenv");
	/* by this Criterion knows the processes that it starts itself */
	must(unsetenv("BXFI_MAP"), "unsetenv");
	must((int)readlink("/proc/self/exe", path, sizeof path - 1), "readlink");
	must(execv(path, argv), path);
}

void
way_run_job(void)
{
	char *text = getenv(JOB), *rest;
	int (*job)(void *);

	if (text == NULL)
		return;
	job = (int (*)(void *))((intptr_t)way_run +
	    (intptr_t)strtoimax(text, &rest, 10));
	for (; *rest == ' ' && pooled < WAY_PAIRS; pooled++) {
		pool[pooled].a = (int)strtol(rest, &rest, 10);
		pool[pooled].b = (int)strtol(rest, &rest, 10);
	}
	must(unsetenv(JOB), JOB);
	(void)alarm(PATIENCE);
	_exit(job(&pool[0]));
}

struct errand {
	int (*job)(void *);
	const struct pair *pairs;
	unsigned count;
};

static int
run_errand(void *argument)
{
	struct errand *errand = argument;

	become_anew(errand->job, errand->pairs, errand->count);
	return 99;
}

pid_t
child_start_anew(int (*job)(void *), struct pair *pair)
{
	struct errand errand = { job, pair, 1 };

	return child_start(run_errand, &errand);
}

/* --- cases */

static void
fill_pool(void)
{
	for (pooled = 0; pooled < WAY_PAIRS; pooled++)
		pool[pooled] = pair_make();
}

/* What the child has, nobody else may have, or nothing ever hangs up. */
static void
empty_pool(void)
{
	while (pooled > 0) {
		pooled--;
		must(close(pool[pooled].a), "close");
		must(close(pool[pooled].b), "close");
	}
}

/* So the child begins when its parent has nothing any more. */
static int parent_holds[2];

static int
run_alone(void *argument)
{
	struct errand *errand = argument;
	char nothing;

	must(close(parent_holds[1]), "close");
	must((int)read(parent_holds[0], &nothing, 1), "read");
	must(close(parent_holds[0]), "close");
	return way_is("fork") ? errand->job(NULL) : run_errand(errand);
}

static void
run_in_child(int (*job)(void *))
{
	struct errand errand = { job, pool, WAY_PAIRS };
	pid_t child;
	int code;

	fill_pool();
	must(host_pipe(parent_holds), "a pipe of the host");
	child = child_start(run_alone, &errand);
	empty_pool();
	must(close(parent_holds[0]), "close");
	must(close(parent_holds[1]), "close");
	code = t_wait(child);
	if (code == EXPECT_SKIPPED)
		cr_skip_test("in the child");
	expect_is(code, 0, "the end of the child", __FILE__, __LINE__);
}

void
way_run(int (*job)(void *))
{
	expect_begin();
	if (way_is("fork") || way_is("exec"))
		run_in_child(job);
	else {
		HOLDS(way_is("direct") || way_is("dup") ||
		    way_is("received"));
		(void)job(NULL);
	}
}

void
way_run_once(int (*job)(void *))
{
	expect_begin();
	if (!way_is("direct"))
		/* run_way.sh knows this reason */
		cr_skip_test("the way of the ends means nothing here");
	(void)job(NULL);
}
