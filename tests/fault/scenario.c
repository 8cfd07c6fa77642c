/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#ifdef HAVE_MALLINFO2
#include <malloc.h>
#endif

#include "tests/fault/scenario.h"
#include "tests/support/t_test.h"

/* What has been freed may stay in a cache, which counts as being in use; but
   it does not grow with every round. */
enum { SLACK = 2048 };
/* What the library keeps for the next message. */
enum { HEAP_ONCE = 70000 };

static size_t
heap_in_use(void)
{
#ifdef HAVE_MALLINFO2
	return mallinfo2().uordblks;
#else
	return 0;
#endif
}

static bool
is_documented(const struct scenario *s, int err)
{
	const int *next;

	for (next = s->errnos; *next != 0; next++)
		if (*next == err)
			return true;
	return false;
}

/* One round; false when no system call failed any more. */
static bool
fail_one(const struct scenario *s, bool may_keep, int number,
    unsigned variant, bool *more)
{
	struct t_fds before;
	struct t_seam seam;
	size_t heap;
	int r, err;

	s->prepare();
	t_fds_note(&before);
	heap = heap_in_use();
	t_seam_fail(number, variant);
	errno = ERANGE;
	r = s->call();
	err = errno;
	seam = t_seam_result();
	t_seam_fail(-1, 0);
	*more = seam.more;
	if (r >= 0 || !may_keep) {
		cr_assert_leq(heap_in_use(), heap + SLACK,
		    "call %d, %s, errno %d: %zu bytes more", number,
		    seam.function, seam.injected, heap_in_use() - heap);
		cr_assert(t_fds_same(&before), "call %d, %s, errno %d",
		    number, seam.function, seam.injected);
	}
	if (r < 0) {
		cr_assert(is_documented(s, err),
		    "call %d, %s with errno %d: undocumented errno %d",
		    number, seam.function, seam.injected, err);
		cr_assert_geq(s->again(), 0,
		    "call %d, %s with errno %d: lost (errno %d)", number,
		    seam.function, seam.injected, errno);
		cr_assert_leq(heap_in_use(), heap + SLACK);
		cr_assert(t_fds_same(&before));
	} else {
		cr_assert_eq(err, ERANGE, "errno was changed by success");
	}
	s->clear();
	return seam.injected != 0;
}

static void
fail_all(const struct scenario *s, bool may_keep)
{
	struct t_fds before;
	int number = 0, rounds = 0;
	bool injected = true;
	size_t heap = heap_in_use();

	t_fds_note(&before);
	for (; injected; number++) {
		unsigned variant = 0;
		bool more = true;

		for (; more && injected; variant++, rounds++)
			injected = fail_one(s, may_keep, number, variant,
			    &more);
	}
	cr_assert_gt(rounds, 1, "nothing was ever made to fail");
	cr_assert_lt(number, 1000);
	cr_assert_leq(heap_in_use(), heap + HEAP_ONCE + SLACK);
	cr_assert(t_fds_same(&before));
}

void
nothing(void)
{
}

void
fail_everything(const struct scenario *s)
{
	fail_all(s, false);
}

void
fail_everything_but_keep(const struct scenario *s)
{
	fail_all(s, true);
}
