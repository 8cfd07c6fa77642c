/* SPDX-License-Identifier: ISC */
/*
 * Runs each test in a process of its own, with its time limit, and speaks TAP.
 *
 * What a test says when it fails comes through a pipe, because its standard
 * output may be anything by then.  Its children are in its process group, and
 * end with it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <criterion/criterion.h>

enum { SKIPPED = 77, FAILED = 1, OUT_OF_THE_WAY = 100, USAGE = 2 };

static struct plain_test *tests, **last = &tests;
static const char *filter = "*";
static int report = -1;
static pid_t process_of_the_test;

void
plain_register(struct plain_test *test)
{
	*last = test;
	last = &test->next;
}

/* --- in the test's process */

static void
say(const char *format, va_list arguments)
{
	char text[2000];
	int size = vsnprintf(text, sizeof text, format, arguments);

	if (size < 0)
		return;
	if (size >= (int)sizeof text)
		size = (int)sizeof text - 1;
	if (write(report, text, (size_t)size) < 0)
		return;
}

__attribute__((format(printf, 1, 2))) static void
say_words(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments);
	va_end(arguments);
}

void
plain_fail(const char *file, int line, const char *what, const char *format,
    ...)
{
	va_list arguments;

	say_words("%s:%d: %s", file, line, what);
	va_start(arguments, format);
	say(format, arguments);
	va_end(arguments);
	say_words("\n");
	_exit(FAILED);
}

void
plain_skip(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments);
	va_end(arguments);
	_exit(getpid() == process_of_the_test ? SKIPPED : FAILED);
}

static void
run_here(const struct plain_test *test, int to)
{
	report = fcntl(to, F_DUPFD_CLOEXEC, OUT_OF_THE_WAY);
	if (report < 0)
		report = to;
	else
		(void)close(to);
	process_of_the_test = getpid();
	if (test->options.init != NULL)
		test->options.init();
	test->body();
	if (test->options.fini != NULL)
		test->options.fini();
	exit(0);
}

/* --- in the runner's */

struct outcome {
	int status;
	bool late;
	double seconds;
	char said[4000];
};

static void
wake(int number)
{
	(void)number;
}

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* SIGCHLD is blocked but in here. */
static void
wait_at_most(double seconds)
{
	struct timespec limit;
	sigset_t all_but;

	limit.tv_sec = (time_t)seconds;
	limit.tv_nsec = (long)((seconds - (double)limit.tv_sec) * 1e9);
	(void)sigprocmask(SIG_SETMASK, NULL, &all_but);
	(void)sigdelset(&all_but, SIGCHLD);
	(void)pselect(0, NULL, NULL, NULL, &limit, &all_but);
}

static void
wait_for(pid_t process, int timeout, struct outcome *outcome)
{
	double begin = now(), left = timeout;

	while (waitpid(process, &outcome->status, WNOHANG) == 0) {
		if (left <= 0) {
			outcome->late = true;
			(void)kill(-process, SIGKILL);
			(void)kill(process, SIGKILL);
			(void)waitpid(process, &outcome->status, 0);
			break;
		}
		wait_at_most(left);
		left = timeout - (now() - begin);
	}
	(void)kill(-process, SIGKILL);
	outcome->seconds = now() - begin;
}

static void
read_report(int from, struct outcome *outcome)
{
	ssize_t n;

	(void)fcntl(from, F_SETFL, O_NONBLOCK);
	n = read(from, outcome->said, sizeof outcome->said - 1);
	outcome->said[n > 0 ? n : 0] = '\0';
}

static void
run(const struct plain_test *test, struct outcome *outcome)
{
	sigset_t child, before;
	pid_t process;
	int end[2];

	(void)fflush(NULL);
	if (pipe(end) < 0)
		exit(USAGE);
	(void)sigemptyset(&child);
	(void)sigaddset(&child, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &child, &before);
	process = fork();
	if (process == 0) {
		(void)setpgid(0, 0);
		(void)signal(SIGCHLD, SIG_DFL);
		(void)sigprocmask(SIG_SETMASK, &before, NULL);
		(void)close(end[0]);
		run_here(test, end[1]);
	}
	if (process < 0)
		exit(USAGE);
	(void)close(end[1]);
	wait_for(process, test->options.timeout, outcome);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	read_report(end[0], outcome);
	(void)close(end[0]);
}

static bool
has_exited(const struct outcome *outcome, int code)
{
	return !outcome->late && WIFEXITED(outcome->status) &&
	    WEXITSTATUS(outcome->status) == code;
}

/* Whether it did not fail. */
static bool
tell(const struct plain_test *test, const struct outcome *outcome)
{
	bool skipped = has_exited(outcome, SKIPPED);
	bool good = skipped || has_exited(outcome, 0);

	printf("%sok - %s::%s", good ? "" : "not ", test->suite, test->name);
	if (skipped)
		printf("  # SKIP %s\n", outcome->said);
	else if (outcome->late)
		printf(" timed out\n");
	else if (WIFSIGNALED(outcome->status))
		printf(" died of signal %d\n", WTERMSIG(outcome->status));
	else
		printf("  (%.2fs)\n", outcome->seconds);
	if (!good)
		printf("  ---\n  %s\n  ...\n", outcome->said);
	return good;
}

static bool
is_wanted(const struct plain_test *test)
{
	char path[1000];

	(void)snprintf(path, sizeof path, "%s/%s", test->suite, test->name);
	return fnmatch(filter, path, 0) == 0;
}

struct criterion_test_set *
criterion_initialize(void)
{
	(void)signal(SIGCHLD, wake);
	return NULL;
}

void
criterion_finalize(struct criterion_test_set *set)
{
	(void)set;
}

int
criterion_handle_args(int argc, char *argv[], bool handle_unknown)
{
	int i;

	(void)handle_unknown;
	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], "--filter") == 0 && i + 1 < argc)
			filter = argv[++i];
	return 1;
}

int
criterion_run_all_tests(struct criterion_test_set *set)
{
	const struct plain_test *test;
	int count = 0;
	bool good = true;

	(void)set;
	for (test = tests; test != NULL; test = test->next)
		count += is_wanted(test);
	printf("1..%d\n", count);
	for (test = tests; test != NULL; test = test->next) {
		struct outcome outcome = { .status = 0 };

		if (!is_wanted(test))
			continue;
		run(test, &outcome);
		good &= tell(test, &outcome);
	}
	return good && count > 0;
}

__attribute__((weak)) int
main(int argc, char *argv[])
{
	int good;

	(void)criterion_initialize();
	(void)criterion_handle_args(argc, argv, true);
	good = criterion_run_all_tests(NULL);
	criterion_finalize(NULL);
	return !good;
}
