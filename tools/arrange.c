/* SPDX-License-Identifier: ISC */
/*
 * Descriptors get the numbers that they shall have.
 *
 * Whatever can move without closing another that has yet to move, does.  When
 * nothing can and some still must, they stand in circles; one of them steps
 * aside to a free number, which none of them wants because all that they want
 * is taken.
 */
#include <config.h>

#include <fcntl.h>
#include <unistd.h>

#include "arrange.h"

static int
is_among(int fd, const int *list, size_t n)
{
	while (n > 0)
		if (list[--n] == fd)
			return 1;
	return 0;
}

static int
move(int *fd, int to)
{
	if (dup2(*fd, to) < 0)
		return -1;
	(void)close(*fd);
	*fd = to;
	return 0;
}

static int
step_aside(int *fd)
{
	int to = fcntl(*fd, F_DUPFD, 0);

	if (to < 0)
		return -1;
	(void)close(*fd);
	*fd = to;
	return 0;
}

int
arrange(int *have, const int *want, size_t n)
{
	for (;;) {
		size_t i, moved = 0, waiting = n;

		for (i = 0; i < n; i++) {
			if (have[i] == want[i])
				continue;
			if (is_among(want[i], have, n)) {
				waiting = i;
				continue;
			}
			if (move(&have[i], want[i]) < 0)
				return -1;
			moved++;
		}
		if (waiting == n)
			return 0;
		if (moved == 0 && step_aside(&have[waiting]) < 0)
			return -1;
	}
}
