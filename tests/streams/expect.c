/* SPDX-License-Identifier: ISC */
#include "tests/streams/expect.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

static pid_t process_of_the_test;

/* --- what children say: Criterion shows no standard error when it speaks
   TAP, so they put it into a pipe, which programs find by a variable */

static const char COMPLAINTS[] = "LSC_TEST_COMPLAINTS";
static int complaints;

void
expect_begin(void)
{
	char number[16];
	int end[2];

	process_of_the_test = getpid();
	must(host_pipe(end), "a pipe of the host");
	t_set_nonblocking(end[0]);
	complaints = end[0];
	(void)snprintf(number, sizeof number, "%d", end[1]);
	must(setenv(COMPLAINTS, number, 1), COMPLAINTS);
}

static void
complain(const char *what)
{
	const char *number = getenv(COMPLAINTS);

	fprintf(stderr, "%s\n", what);
	if (number != NULL)
		(void)dprintf(atoi(number), "\n%s", what);
}

void
expect_failed(const char *file, int line, const char *format, ...)
{
	char what[1000], where[1100], said[2000];
	va_list arguments;
	ssize_t n;

	va_start(arguments, format);
	(void)vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	(void)snprintf(where, sizeof where, "%s:%d: %s", file, line, what);
	if (getpid() != process_of_the_test) {
		complain(where);
		_exit(1);
	}
	n = read(complaints, said, sizeof said - 1);
	said[n < 0 ? 0 : n] = 0;
	cr_assert_fail("%s%s", where, said);
}

void
expect_skip(const char *reason)
{
	if (getpid() == process_of_the_test)
		cr_skip_test("%s", reason);
	complain(reason);
	_exit(EXPECT_SKIPPED);
}

void
expect_errno_reset(void)
{
	errno = 0;
}

void
expect_is(long long result, long long expected, const char *call,
    const char *file, int line)
{
	int err = errno;

	if (result != expected)
		expect_failed(file, line, "%s is %lld (%s), not %lld", call,
		    result, result == -1 ? strerror(err) : "no error",
		    expected);
}

void
expect_fails(long long result, int expected, const char *call,
    const char *file, int line)
{
	int err = errno;

	if (result != -1)
		expect_failed(file, line, "%s is %lld, not -1 and %s", call,
		    result, strerror(expected));
	if (err != expected)
		expect_failed(file, line, "%s: %s, not %s", call,
		    strerror(err), strerror(expected));
}

void
expect_holds(bool holds, const char *what, const char *file, int line)
{
	if (!holds)
		expect_failed(file, line, "not so: %s", what);
}
