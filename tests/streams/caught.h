/* SPDX-License-Identifier: ISC */
/* Signals that are caught and counted. */
#ifndef CAUGHT_H
#define CAUGHT_H

#include <stdbool.h>

/* From now on, and from 0 on.  A system call that the signal interrupts is
   resumed or not. */
void catch_signal(int number, bool resume);
int caught(int number);
/* Exactly one arrives, within a while; none does. */
#define CATCHES_ONE(number) \
	expect_is(caught_within(number, 1), 1, "signals of this kind", \
	    __FILE__, __LINE__)
#define CATCHES_NONE(number) \
	expect_is(caught_within(number, 0), 0, "signals of this kind", \
	    __FILE__, __LINE__)
/* Waits until there are so many, and then whether there are more. */
int caught_within(int number, int awaited);

#endif
