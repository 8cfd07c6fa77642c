/* SPDX-License-Identifier: ISC */
#ifndef T_MUST_H
#define T_MUST_H

#include <stdio.h>
#include <unistd.h>

/* A call without which the test means nothing.  Never exit: its handlers
   belong to the test runner. */
static inline int
must(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		_exit(99);
	}
	return result;
}

#endif
