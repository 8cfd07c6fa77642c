/* SPDX-License-Identifier: ISC */
/*
 * How the ends of a stream come to the process that uses them.  What a
 * stream is, is in the stream: a case holds whichever way its ends came.
 * The environment says by LSC_TEST_WAY which it is in this run:
 *
 *   direct    the process calls pipe; this is the default
 *   dup       it has duplicates, and the originals are closed
 *   received  another process made them, passed them by I_SENDFD, and is gone
 *   fork      its parent made them
 *   exec      another program made them, in the same process
 *
 * CASE is a test that runs in each of these ways; it can have up to WAY_PAIRS
 * pairs.  CASE_ONCE is one for which the way means nothing: it has no end, or
 * it is about pipe itself, or it takes very long.
 */
#ifndef WAY_H
#define WAY_H

#include <stdbool.h>
#include <sys/types.h>

#include "tests/streams/expect.h"
#include "tests/support/t_test.h"

enum { WAY_PAIRS = 4 };

struct pair {
	int a, b;
};

struct pair pair_open(void);

#define CASE(group, sentence) CASE_BY(way_run, group, sentence)
#define CASE_ONCE(group, sentence) CASE_BY(way_run_once, group, sentence)
#define CASE_BY(run, group, sentence) \
	static void sentence(void); \
	static int \
	sentence##_job(void *nothing) \
	{ \
		(void)nothing; \
		sentence(); \
		return 0; \
	} \
	T(group, sentence) \
	{ \
		run(sentence##_job); \
	} \
	static void \
	sentence(void)

void way_run(int (*job)(void *));
void way_run_once(int (*job)(void *));
/* If the program was started for a job, does it and ends. */
void way_run_job(void);

/* What msg_accrights cannot do: it tells no sender, and a message can neither
   be looked at without being taken, nor taken in part. */
#ifdef T_ACCRIGHTS
#define BEYOND_ACCRIGHTS() SKIP("msg_accrights cannot do that")
#else
#define BEYOND_ACCRIGHTS() ((void)0)
#endif

/* --- children, which end with what their job returns, and do not outlive
   the test for long */

pid_t child_start(int (*job)(void *), void *argument);
/* The same in a program that is new in its process and inherits one pair. */
pid_t child_start_anew(int (*job)(void *), struct pair *pair);
/* A child goes on as a new program, which does the job; never returns. */
void become_anew(int (*job)(void *), const struct pair *pairs, unsigned count);
/* It ends, soon after what it waited for, with this exit code. */
#define WAKES(child, code) \
	expect_is(child_end(child), code, "the child's end", __FILE__, __LINE__)
#define BLOCKS(child) HOLDS(t_is_blocked(child))
/* The exit code of a child that ends within a while, or -1. */
int child_end(pid_t child);

#endif
