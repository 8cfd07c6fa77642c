/* SPDX-License-Identifier: ISC */
/*
 * privileged FILE: attaches a stream, tells how that went and whether it has
 * rights that its user has not, and detaches.  When it ends, the agent has
 * ended, or somebody who is none and was started in its place.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t_must.h"

enum { PATIENCE_MS = 20000 };

static const char *
attach(int end, const char *path)
{
	if (fattach(end, path) == 0)
		return "attached";
	return errno == ENOPKG ? "without an agent" : strerror(errno);
}

int
main(int count, char **argument)
{
	struct pollfd other = { .events = 0 };
	int end[2];

	if (count != 2)
		return 2;
	must(lsc_pipe(end, 0), "lsc_pipe");
	printf("%s, %s\n", getuid() != geteuid() || getgid() != getegid() ?
	    "privileged" : "ordinary", attach(end[1], argument[1]));
	fflush(stdout);
	must(lsc_close(end[1]), "lsc_close");
	(void)fdetach(argument[1]);
	other.fd = end[0];
	if (poll(&other, 1, PATIENCE_MS) == 0)
		return 3;
	_exit(0);
}
