/* SPDX-License-Identifier: ISC */
/*
 * Says whose pipe the program gets: "stream" if the library was asked.
 */
#define _GNU_SOURCE 1
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "counted.h"

static int streams[COUNTED_CALLS], systems[COUNTED_CALLS];

int
main(void)
{
	int one[2], other[2];
	int strange = pipe2(one, O_DIRECT);

	if (pipe(one) != 0 || pipe2(other, O_CLOEXEC) != 0)
		return 1;
	streams[COUNTED_PIPE] = 2;
	systems[COUNTED_FORGET] = strange == 0 ? 6 : 4;
	if (counted_as(streams))
		return strange == -1 ? 10 : 2;
	if (counted_as(systems))
		return strange == 0 ? 20 : 3;
	return 4;
}
