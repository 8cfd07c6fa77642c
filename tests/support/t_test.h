/* SPDX-License-Identifier: ISC */
/*
 * A test is a sentence.  Each has a time limit, because Criterion has none
 * by itself; T_IN_DIRECTORY gives it a private directory.  NEEDS_ROOT skips
 * it where nobody can become another user.
 */
#ifndef T_TEST_H
#define T_TEST_H

#include <criterion/criterion.h>

#include "tests/support/t.h"

#define T(subject, sentence) Test(subject, sentence, .timeout = T_TIMEOUT)
#define T_IN_DIRECTORY(subject, sentence) \
	Test(subject, sentence, .timeout = T_TIMEOUT, \
	    .init = t_directory_make, .fini = t_directory_remove)

#define NEEDS_ROOT() do { \
	if (!t_is_root()) \
		cr_skip_test("a second user id needs root"); \
} while (0)

/* What a system's own STREAMS cannot do, or do in another way. */
#ifdef T_STREAMS
#define T_NOT_ON_STREAMS(why) cr_skip_test(why)
#else
#define T_NOT_ON_STREAMS(why) ((void)0)
#endif

#endif
