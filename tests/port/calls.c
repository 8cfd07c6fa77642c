/* SPDX-License-Identifier: ISC */
/*
 * Makes every call, lets a shared library make them too, and looks whether
 * its own were counted, each once, and no others.  C and C++.
 *
 * PORT_NESTED: freopen of a static C library calls fopen.
 * PORT_ALONE: there is no shared library.  PORT_LIBRARY: the real library is
 * there too and does its own work, which nobody may count.
 */
#include "every_call.h"

#include "counted.h"

#ifdef PORT_LIBRARY
#include <streamcompat.h>

static ssize_t
ignore(int fd, const void *bytes, size_t size)
{
	(void)fd;
	(void)bytes;
	return (ssize_t)size;
}

/* Waits, fails, receives, and closes what it need not keep. */
static int
works(void)
{
	struct lsc_incoming in = LSC_INCOMING_INIT;
	char byte;
	int end[2], got;

	MUST(s_pipe(end) == 0);
	in.data = &byte;
	in.size = 1;
	MUST(lsc_recv(end[1], &in, 0, 1) == -1 && errno == ETIMEDOUT);
	MUST(send_fd(end[0], STDERR_FILENO) == 0);
	got = recv_fd(end[1], ignore);
	MUST(got >= 0);
	MUST(send_fd(end[0], -5) == 0);
	MUST(recv_fd(end[1], ignore) == -5);
	MUST(close(got) == 0 && close(end[0]) == 0 && close(end[1]) == 0);
	return 0;
}
#endif

static int wanted[COUNTED_CALLS];

int
main(void)
{
	int bad;

	alarm(20);
	bad = every_call();
	wanted[COUNTED_CLOSE] = 9;
	wanted[COUNTED_CREAT] = 1;
	wanted[COUNTED_FCNTL] = 4;
	wanted[COUNTED_FOLLOW] = 3;
	wanted[COUNTED_FORGET] = 4;
	wanted[COUNTED_FSTAT] = 1;
	wanted[COUNTED_FSTATAT] = 1;
	wanted[COUNTED_IOCTL] = 1;
	wanted[COUNTED_IS_NAME] = 1;
	wanted[COUNTED_LSTAT] = 1;
	wanted[COUNTED_OPEN] = 2;
	wanted[COUNTED_OPENAT] = 2;
	wanted[COUNTED_PIPE] = 2;
	wanted[COUNTED_POLL] = 1;
	wanted[COUNTED_PPOLL] = 1;
	wanted[COUNTED_PSELECT] = 1;
	wanted[COUNTED_READ] = 1;
	wanted[COUNTED_READV] = 1;
	wanted[COUNTED_SELECT] = 1;
	wanted[COUNTED_STAT] = 1;
	wanted[COUNTED_WRITE] = 2;
	wanted[COUNTED_WRITEV] = 1;
#ifdef PORT_NESTED
	wanted[COUNTED_FOLLOW]++;
#endif
#ifndef PORT_ALONE
	if (bad == 0)
		bad = bystander();
#endif
#ifdef PORT_LIBRARY
	wanted[COUNTED_CLOSE] += 3;
	if (bad == 0)
		bad = works();
#endif
	if (bad != 0)
		printf("line %d\n", bad);
	return bad != 0 ? bad : counted_as(wanted) ? 0 : 1;
}
