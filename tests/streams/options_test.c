/* SPDX-License-Identifier: ISC */
/* OP: what an end remembers about how it is read, written and closed. */
#define _GNU_SOURCE 1
#include <errno.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* The number that a request stores. */
#define ASKED(fd, request, expected) \
	do { \
		int asked_ = -1; \
		IS(ioctl(fd, request, &asked_), 0); \
		IS(asked_, expected); \
	} while (0)

CASE(options, OP_01_reading_is_RNORM_and_RPROTNORM_at_birth)
{
	struct pair pair = pair_open();

	ASKED(pair.a, I_GRDOPT, 0x10);
	ASKED(pair.b, I_GRDOPT, RNORM | RPROTNORM);
}

CASE(options, OP_02_other_ways_of_reading_are_EINVAL)
{
	struct pair pair = pair_open();

	FAILS(ioctl(pair.b, I_SRDOPT, RMSGD | RMSGN), EINVAL);
	FAILS(ioctl(pair.b, I_SRDOPT, 0x20), EINVAL);
	FAILS(ioctl(pair.b, I_SRDOPT, 0x100), EINVAL);
	ASKED(pair.b, I_GRDOPT, RNORM | RPROTNORM);
}

CASE(options, OP_03_a_new_treatment_of_control_parts_resets_the_mode)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.b, I_SRDOPT, RMSGN | RPROTDAT), 0);
	ASKED(pair.b, I_GRDOPT, 6);
	IS(ioctl(pair.b, I_SRDOPT, RPROTDIS), 0);
	ASKED(pair.b, I_GRDOPT, 8);
}

CASE(options, OP_04_a_new_mode_leaves_the_treatment_of_control_parts)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.b, I_SRDOPT, RPROTDAT), 0);
	IS(ioctl(pair.b, I_SRDOPT, RMSGD), 0);
	ASKED(pair.b, I_GRDOPT, 5);
}

CASE(options, OP_05_belong_to_the_end_and_not_to_the_descriptor)
{
	struct pair pair = pair_open();
	int copy = dup(pair.b);

	IS(ioctl(pair.b, I_SRDOPT, RMSGN), 0);
	ASKED(copy, I_GRDOPT, RMSGN | RPROTNORM);
	ASKED(pair.a, I_GRDOPT, RNORM | RPROTNORM);
	IS(ioctl(copy, I_SRDOPT, RMSGD), 0);
	ASKED(pair.b, I_GRDOPT, RMSGD | RPROTNORM);
}

static int
has_options(void *argument)
{
	struct pair *pair = argument;

	ASKED(pair->b, I_GRDOPT, RMSGN | RPROTDIS);
	ASKED(pair->b, I_GWROPT, SNDZERO);
	ASKED(pair->a, I_GRDOPT, RNORM | RPROTNORM);
	ASKED(pair->a, I_GWROPT, SNDPIPE);
	return 0;
}

CASE(options, OP_05_are_known_to_a_child_and_to_another_program)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.b, I_SRDOPT, RMSGN | RPROTDIS), 0);
	IS(ioctl(pair.b, I_SWROPT, SNDZERO), 0);
	WAKES(child_start(has_options, &pair), 0);
	WAKES(child_start_anew(has_options, &pair), 0);
}

CASE(options, OP_06_writing_is_SNDPIPE_at_birth_and_can_be_SNDZERO)
{
	struct pair pair = pair_open();

	ASKED(pair.a, I_GWROPT, SNDPIPE);
	IS(ioctl(pair.a, I_SWROPT, SNDZERO), 0);
	ASKED(pair.a, I_GWROPT, SNDZERO);
	FAILS(ioctl(pair.a, I_SWROPT, 8), EINVAL);
	ASKED(pair.a, I_GWROPT, SNDZERO);
	ASKED(pair.b, I_GWROPT, SNDPIPE);
}

CASE(options, OP_07_the_time_for_closing_is_remembered)
{
	struct pair pair = pair_open();
	int time = 500;

	ASKED(pair.a, I_GETCLTIME, 15000);
	IS(ioctl(pair.a, I_SETCLTIME, &time), 0);
	ASKED(pair.a, I_GETCLTIME, 500);
	time = -1;
	FAILS(ioctl(pair.a, I_SETCLTIME, &time), EINVAL);
	ASKED(pair.a, I_GETCLTIME, 500);
}
