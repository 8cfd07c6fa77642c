/* SPDX-License-Identifier: ISC */
/*
 * Calls that the C library exports under a second name, two underscores in
 * front of the first, to shared and to static programs alike (glibc).
 */
#ifndef LSCI_UNCAPTURED_NAME_H
#define LSCI_UNCAPTURED_NAME_H

#include <stdarg.h>

#define LSCI_TEXT_(x) #x
#define LSCI_TEXT(x) LSCI_TEXT_(x)
#define LSCI_LIBC_AS(type, name, spelling, parameters) \
	extern type lsci_libc_##name parameters \
	__asm__(LSCI_TEXT(__USER_LABEL_PREFIX__) spelling)
#define LSCI_LIBC(type, name, parameters) \
	LSCI_LIBC_AS(type, name, "__" #name, parameters)

LSCI_LIBC(ssize_t, read, (int fd, void *to, size_t size));
LSCI_LIBC(ssize_t, write, (int fd, const void *from, size_t size));
LSCI_LIBC(int, close, (int fd));
LSCI_LIBC(int, dup2, (int fd, int to));
LSCI_LIBC(int, fcntl, (int fd, int command, ...));
LSCI_LIBC_AS(int, open, "__open64", (const char *path, int flags, ...));
LSCI_LIBC(int, pipe, (int fd[2]));
LSCI_LIBC(int, poll, (struct pollfd *fds, nfds_t count, int timeout));
LSCI_LIBC(int, select, (int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, struct timeval *timeout));

/* Relative to a directory it is no point of cancellation. */
static inline int
lsci_libc_openat(int dir, const char *path, int flags, ...)
{
	va_list arguments;
	unsigned mode;

	va_start(arguments, flags);
	mode = va_arg(arguments, unsigned);
	va_end(arguments);
	return dir == AT_FDCWD ? lsci_libc_open(path, flags, mode) :
	    (int)syscall(SYS_openat, dir, path, flags | LSCI_LARGE, mode);
}

static inline int
lsci_libc_dup(int fd)
{
	return lsci_libc_fcntl(fd, F_DUPFD, 0);
}

/* Without an offset these are the calls without a number. */
static inline ssize_t
lsci_libc_readv(int fd, const struct iovec *part, int parts)
{
	return preadv2(fd, part, parts, -1, 0);
}

static inline ssize_t
lsci_libc_writev(int fd, const struct iovec *part, int parts)
{
	return pwritev2(fd, part, parts, -1, 0);
}

#endif
