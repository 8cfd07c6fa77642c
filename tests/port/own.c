/* SPDX-License-Identifier: ISC */
/*
 * A program with functions of its own by the names of the system's:
 * -DOWN_POLL, -DOWN_SELECT.  They stay its own, and the rest is redirected.
 * With -DOWN_ELSEWHERE they are in own_functions.c.
 */
#include <stddef.h>

#include "counted.h"

extern int pipe(int *), write(), close(int);

#ifdef OWN_POLL
extern int poll(const char *subject);
#else
struct pollfd;
extern int poll(struct pollfd *, unsigned long, int);
#endif
#ifdef OWN_SELECT
extern int select(const char *subject);
#else
extern int select(int, void *, void *, void *, long *);
#endif

#ifndef OWN_ELSEWHERE
#include "own_functions.c"
#endif

static int wanted[COUNTED_CALLS];
static long no_time[2];

int
main(void)
{
	int fd[2];

	if (pipe(fd) != 0 || close(fd[0]) != 0 || close(fd[1]) != 0)
		return 2;
	wanted[COUNTED_PIPE] = 1;
	wanted[COUNTED_CLOSE] = 2;
#ifdef OWN_POLL
	if (poll("the voters") != 4711)
		return 3;
#else
	if (poll(NULL, 0, 0) != 0)
		return 3;
	wanted[COUNTED_POLL] = 1;
#endif
#ifdef OWN_SELECT
	if (select("the best") != 4712)
		return 4;
#else
	if (select(0, NULL, NULL, NULL, no_time) != 0)
		return 4;
	wanted[COUNTED_SELECT] = 1;
#endif
	return counted_as(wanted) ? 0 : 1;
}
