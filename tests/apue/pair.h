/* SPDX-License-Identifier: ISC */
/* What the tests of passing descriptors begin with. */
#ifndef PAIR_H
#define PAIR_H

#include <errno.h>

#include <streamcompat.h>

#include "tests/support/t_test.h"

/* Two ends of a stream: what goes into `in' comes out of `out'. */
struct pair {
	int in, out;
};

static inline struct pair
pair_open(void)
{
	int end[2];
	struct pair pair;

	cr_assert_eq(s_pipe(end), 0);
	pair.in = end[0];
	pair.out = end[1];
	return pair;
}

/* The stream still carries a descriptor: nothing is left over, nothing has
   got out of step. */
static inline void
pair_assert_works(struct pair pair)
{
	int file = t_file("works"), copy;

	cr_assert_eq(send_fd(pair.in, file), 0);
	copy = recv_fd(pair.out, NULL);
	cr_assert_geq(copy, 0, "recv_fd: errno %d", errno);
	cr_assert(t_same_file(file, copy));
	close(copy);
	close(file);
}

#endif
