/* SPDX-License-Identifier: ISC */
/*
 * A library in the place of libstreamcompat whose calls count and pass on to
 * the system.  Linked statically it is part of the program, as lib/sys then
 * is, and lives by the same header.
 */
#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <streamcompat/ioctl.h>
#include <streamcompat/lsc.h>
#include <streamcompat/streams.h>

#include "sys/uncaptured.h"
#include "tests/port/counted.h"

static int calls[COUNTED_CALLS];

static const char *const names[COUNTED_CALLS] = {
	"close", "creat", "fcntl", "follow", "forget", "fstat", "fstatat",
	"ioctl", "is_name", "lstat", "open", "openat", "pipe", "poll", "ppoll",
	"pselect", "read", "readv", "select", "stat", "write", "writev"
};

int
counted_as(const int wanted[COUNTED_CALLS])
{
	int found[COUNTED_CALLS];
	int i, right = 1;

	memcpy(found, calls, sizeof found);     /* before printf calls any */
	for (i = 0; i < COUNTED_CALLS; i++) {
		if (found[i] == wanted[i])
			continue;
		printf("%s: %d, not %d\n", names[i], found[i], wanted[i]);
		right = 0;
	}
	fflush(stdout);
	return right;
}

/* A call that calls itself would otherwise take a long time to crash. */
static void
count(enum counted call)
{
	if (++calls[call] > 1000) {
		printf("%s calls itself\n", names[call]);
		fflush(stdout);
		_exit(99);
	}
}

int
lsc_pipe(int fd[2], unsigned flags)
{
	count(COUNTED_PIPE);
	return pipe2(fd, ((flags & LSC_INHERIT) != 0 ? 0 : O_CLOEXEC) |
	    ((flags & LSC_NONBLOCK) != 0 ? O_NONBLOCK : 0));
}

ssize_t
lsc_read(int fd, void *to, size_t size)
{
	count(COUNTED_READ);
	return read(fd, to, size);
}

ssize_t
lsc_readv(int fd, const struct iovec *part, int parts)
{
	count(COUNTED_READV);
	return readv(fd, part, parts);
}

ssize_t
lsc_write(int fd, const void *from, size_t size)
{
	count(COUNTED_WRITE);
	return write(fd, from, size);
}

ssize_t
lsc_writev(int fd, const struct iovec *part, int parts)
{
	count(COUNTED_WRITEV);
	return writev(fd, part, parts);
}

int
lsc_poll(struct pollfd *fds, nfds_t number, int timeout)
{
	count(COUNTED_POLL);
	return poll(fds, number, timeout);
}

int
lsc_ppoll(struct pollfd *fds, nfds_t number, const struct timespec *timeout,
    const sigset_t *mask)
{
	count(COUNTED_PPOLL);
	return ppoll(fds, number, timeout, mask);
}

int
lsc_select(int number, fd_set *readable, fd_set *writable,
    fd_set *exceptional, struct timeval *timeout)
{
	count(COUNTED_SELECT);
	return select(number, readable, writable, exceptional, timeout);
}

int
lsc_pselect(int number, fd_set *readable, fd_set *writable,
    fd_set *exceptional, const struct timespec *timeout, const sigset_t *mask)
{
	count(COUNTED_PSELECT);
	return pselect(number, readable, writable, exceptional, timeout, mask);
}

int
lsc_close(int fd)
{
	count(COUNTED_CLOSE);
	return close(fd);
}

int
lsc_fstat(int fd, struct stat *st)
{
	count(COUNTED_FSTAT);
	return fstat(fd, st);
}

int
lsc_stat(const char *path, struct stat *st)
{
	count(COUNTED_STAT);
	return fstatat(AT_FDCWD, path, st, 0);
}

int
lsc_lstat(const char *path, struct stat *st)
{
	count(COUNTED_LSTAT);
	return fstatat(AT_FDCWD, path, st, AT_SYMLINK_NOFOLLOW);
}

int
lsc_fstatat(int from, const char *path, struct stat *st, int flags)
{
	count(COUNTED_FSTATAT);
	return fstatat(from, path, st, flags);
}

int
lsc_open(const char *path, int flags, ...)
{
	va_list arguments;
	unsigned mode;

	count(COUNTED_OPEN);
	va_start(arguments, flags);
	mode = va_arg(arguments, unsigned);
	va_end(arguments);
	return open(path, flags, mode);
}

int
lsc_openat(int from, const char *path, int flags, ...)
{
	va_list arguments;
	unsigned mode;

	count(COUNTED_OPENAT);
	va_start(arguments, flags);
	mode = va_arg(arguments, unsigned);
	va_end(arguments);
	return openat(from, path, flags, mode);
}

int
lsc_creat(const char *path, mode_t mode)
{
	count(COUNTED_CREAT);
	return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int
lsc_fcntl(int fd, int command, ...)
{
	va_list arguments;
	void *argument;

	count(COUNTED_FCNTL);
	va_start(arguments, command);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	return fcntl(fd, command, argument);
}

int
lsc_ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;
	void *argument;

	count(COUNTED_IOCTL);
	va_start(arguments, request);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	return ioctl(fd, request, argument);
}

void
lsc_forget(int fd)
{
	(void)fd;
	count(COUNTED_FORGET);
}

int
lsc_follow(int fd)
{
	(void)fd;
	count(COUNTED_FOLLOW);
	return 0;
}

int
lsc_is_name(const char *path)
{
	(void)path;
	count(COUNTED_IS_NAME);
	return 0;
}
