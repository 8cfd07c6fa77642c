/* SPDX-License-Identifier: ISC */
/*
 * What a case of the conformance list claims.  The same words work in the
 * process of the test, where they are assertions, and in every other one,
 * which says what is wrong and ends with exit code 1.
 */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdbool.h>
#include <sys/types.h>

/* The call gives this number. */
#define IS(call, expected) \
	expect_is((long long)(call), (long long)(expected), #call, \
	    __FILE__, __LINE__)
/* It gives -1 and this errno. */
#define FAILS(call, expected) \
	(expect_errno_reset(), \
	    expect_fails((long long)(call), expected, #call, \
		__FILE__, __LINE__))
#define HOLDS(condition) \
	expect_holds(condition, #condition, __FILE__, __LINE__)
/* What cannot be tested here, and why. */
#define SKIP(reason) expect_skip(reason)

/* What is asked of this library beside what is asked of STREAMS. */
#ifdef T_STREAMS
#define NOT_ON_STREAMS(reason) SKIP(reason)
#else
#define NOT_ON_STREAMS(reason) ((void)0)
#endif

void expect_errno_reset(void);
void expect_is(long long result, long long expected, const char *call,
    const char *file, int line);
void expect_fails(long long result, int expected, const char *call,
    const char *file, int line);
void expect_holds(bool holds, const char *what, const char *file, int line);
void expect_failed(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void expect_skip(const char *reason);

/* From now on this is the process of the test. */
void expect_begin(void);

/* The exit code of a child that cannot test something, and its reason. */
enum { EXPECT_SKIPPED = 77 };

#endif
