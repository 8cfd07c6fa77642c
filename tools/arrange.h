/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_ARRANGE_H
#define TOOLS_ARRANGE_H

#include <stddef.h>

/*
 * arrange - give n descriptors the numbers that they shall have.
 *
 * have[i] becomes want[i], and have[] follows.  No two numbers in one list
 * are the same; a number may be in both.  What else was open under a number
 * in want[] is closed.  Needs one free slot in the table at most.  What is
 * arranged survives exec.  Returns 0, or -1 and errno with some of them
 * moved and none lost.
 */
int arrange(int *have, const int *want, size_t n);

#endif
