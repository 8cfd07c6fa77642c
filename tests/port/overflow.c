/* SPDX-License-Identifier: ISC */
/*
 * What -D_FORTIFY_SOURCE catches: OVERFLOW_READ or OVERFLOW_POLL with more
 * than there is room for, OVERFLOW_OPEN and OVERFLOW_OPENAT of a file that is
 * made without a mode.
 */
#define _GNU_SOURCE 1
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile int number = 9;

static void
caught(int signal_number)
{
	(void)signal_number;
	_exit(42);
}

int
main(void)
{
	char bytes[8];
	struct pollfd fds[8];
	int fd = open("/dev/zero", O_RDONLY);

	alarm(10);
	memset(fds, 0, sizeof fds);
	(void)signal(SIGABRT, caught);
#ifdef OVERFLOW_READ
	return read(fd, bytes, (size_t)number) > 0 ? bytes[0] : 1;
#elif defined OVERFLOW_OPEN
	return open("/dev/null", number != 0 ? O_CREAT : 0) + fd + bytes[0];
#elif defined OVERFLOW_OPENAT
	return openat(fd, "/dev/null", number != 0 ? O_CREAT : 0) + bytes[0];
#elif defined OVERFLOW_POLL
	return poll(fds, (nfds_t)number, 0) + fd + bytes[0];
#else
	return ppoll(fds, (nfds_t)number, NULL, NULL) + fd + bytes[0];
#endif
}
