/* SPDX-License-Identifier: ISC */
/*
 * Calls for which the C library has one name only (musl): straight to the
 * kernel.
 *
 * Of these the ones that wait for an event are points of cancellation.  Those
 * that move data are none once they are under way, because data that was
 * taken when the thread is cancelled would be lost; they act on a
 * cancellation that is pending when they begin.
 */
#ifndef LSCI_UNCAPTURED_SYSCALL_H
#define LSCI_UNCAPTURED_SYSCALL_H

#include <stdarg.h>
#include <sys/time.h>

#ifdef SYS_fcntl64
enum { LSCI_SYS_FCNTL = SYS_fcntl64 };
#else
enum { LSCI_SYS_FCNTL = SYS_fcntl };
#endif

static inline ssize_t
lsci_libc_read(int fd, void *to, size_t size)
{
	pthread_testcancel();
	return syscall(SYS_read, fd, to, size);
}

static inline ssize_t
lsci_libc_write(int fd, const void *from, size_t size)
{
	pthread_testcancel();
	return syscall(SYS_write, fd, from, size);
}

static inline ssize_t
lsci_libc_readv(int fd, const struct iovec *part, int parts)
{
	pthread_testcancel();
	return syscall(SYS_readv, fd, part, parts);
}

static inline ssize_t
lsci_libc_writev(int fd, const struct iovec *part, int parts)
{
	pthread_testcancel();
	return syscall(SYS_writev, fd, part, parts);
}

static inline int
lsci_libc_openat(int dir, const char *path, int flags, ...)
{
	va_list arguments;
	unsigned mode;

	va_start(arguments, flags);
	mode = va_arg(arguments, unsigned);
	va_end(arguments);
	pthread_testcancel();
	return (int)syscall(SYS_openat, dir, path, flags | LSCI_LARGE, mode);
}

static inline int
lsci_libc_open(const char *path, int flags, ...)
{
	va_list arguments;
	unsigned mode;

	va_start(arguments, flags);
	mode = va_arg(arguments, unsigned);
	va_end(arguments);
	return lsci_libc_openat(AT_FDCWD, path, flags, mode);
}

/* Interrupted, the descriptor is closed all the same; musl says so too. */
static inline int
lsci_libc_close(int fd)
{
	int saved = errno;

	if (syscall(SYS_close, fd) == 0)
		return 0;
	if (errno != EINTR)
		return -1;
	errno = saved;
	return 0;
}

/* A process group as owner is a negative number, which syscall would take
   for an error. */
static inline int
lsci_libc_owner(int fd)
{
	struct f_owner_ex owner;

	if (syscall(LSCI_SYS_FCNTL, fd, F_GETOWN_EX, &owner) < 0)
		return -1;
	return owner.type == F_OWNER_PGRP ? -owner.pid : owner.pid;
}

static inline int
lsci_libc_fcntl(int fd, int command, ...)
{
	va_list arguments;
	void *argument;

	va_start(arguments, command);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	return command == F_GETOWN ? lsci_libc_owner(fd) :
	    (int)syscall(LSCI_SYS_FCNTL, fd, command, argument);
}

static inline int
lsci_libc_dup(int fd)
{
	return (int)syscall(SYS_dup, fd);
}

/* The newer call refuses what the older one is content with. */
static inline int
lsci_libc_dup2(int fd, int to)
{
	if (fd != to)
		return lsci_libc_dup3(fd, to, 0);
	return lsci_libc_fcntl(fd, F_GETFD) < 0 ? -1 : fd;
}

static inline int
lsci_libc_pipe(int fd[2])
{
	return lsci_libc_pipe2(fd, 0);
}

static inline int
lsci_libc_poll(struct pollfd *fds, nfds_t count, int timeout)
{
	struct timespec left = { .tv_sec = timeout / 1000,
	    .tv_nsec = timeout % 1000 * 1000000L };

	return lsci_libc_ppoll(fds, count, timeout < 0 ? NULL : &left, NULL);
}

/* Linux tells the time that is left. */
static inline int
lsci_libc_select(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, struct timeval *timeout)
{
	struct timespec left;
	int r;

	if (timeout == NULL)
		return lsci_libc_pselect_left(count, readable, writable,
		    exceptional, NULL, NULL);
	left.tv_sec = timeout->tv_sec + timeout->tv_usec / 1000000;
	left.tv_nsec = timeout->tv_usec % 1000000 * 1000L;
	r = lsci_libc_pselect_left(count, readable, writable, exceptional,
	    &left, NULL);
	timeout->tv_sec = left.tv_sec;
	timeout->tv_usec = (suseconds_t)(left.tv_nsec / 1000);
	return r;
}

#endif
