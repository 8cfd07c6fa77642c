/* SPDX-License-Identifier: ISC */
/*
 * pipe: a message stream, as SVR4's was.
 *
 * A program that must have the system's own, one that hands an end to a
 * program that cannot do with a socket, say, says so in one of two ways:
 *
 * - for one run, STREAMCOMPAT_PIPE=system in the environment, which a
 *   privileged program ignores;
 * - for good, when it is linked: -Wl,-u,streamcompat_svr4_system_pipe.  That
 *   fetches system_pipe.c, whose answer overrides the one below.  A macro
 *   would hold for the files that were compiled with it, and a weak symbol
 *   of the program's for whatever else has its name.
 */
#include "svr4/trampoline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat/lsc.h>

#include "compat/secure_getenv.h"
#include "svr4/system_pipe.h"
#include "sys/uncaptured.h"

LSCI_SVR4_MEMBER(pipe);
const char lsci_svr4_has_pipe = 0;

__attribute__((weak)) int
lsci_svr4_pipe_is_the_systems(void)
{
	return 0;
}

static bool
wants_the_systems(void)
{
	const char *choice;

	if (lsci_svr4_pipe_is_the_systems())
		return true;
	choice = lsci_secure_getenv("STREAMCOMPAT_PIPE");
	return choice != NULL && strcmp(choice, "system") == 0;
}

/* Whatever had these numbers before, it is gone. */
static int
forgotten(const int fd[2], int r)
{
	if (r == 0) {
		lsc_forget(fd[0]);
		lsc_forget(fd[1]);
	}
	return r;
}

LSCI_TRAMPOLINE(int, pipe, (int fd[2]))
{
	return wants_the_systems() ? forgotten(fd, pipe(fd)) :
	    lsc_pipe(fd, LSC_INHERIT);
}

static unsigned
stream_flags(int flags)
{
	return ((flags & O_CLOEXEC) != 0 ? 0U : LSC_INHERIT) |
	    ((flags & O_NONBLOCK) != 0 ? LSC_NONBLOCK : 0U);
}

LSCI_TRAMPOLINE(int, pipe2, (int fd[2], int flags))
{
	if (wants_the_systems())
		return forgotten(fd, pipe2(fd, flags));
	if ((flags & ~(O_CLOEXEC | O_NONBLOCK)) != 0) {
		errno = EINVAL;
		return -1;
	}
	return lsc_pipe(fd, stream_flags(flags));
}
