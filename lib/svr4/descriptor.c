/* SPDX-License-Identifier: ISC */
/*
 * Calls after which a number means something else.
 */
#include "svr4/trampoline.h"

#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "sys/uncaptured.h"

LSCI_SVR4_MEMBER(descriptor);
const char lsci_svr4_has_descriptor = 0;

static int
forgotten(int fd)
{
	if (fd >= 0)
		lsc_forget(fd);
	return fd;
}

LSCI_TRAMPOLINE(int, close, (int fd))
{
	return lsc_close(fd);
}

LSCI_TRAMPOLINE(int, dup, (int fd))
{
	return forgotten(dup(fd));
}

LSCI_TRAMPOLINE(int, dup2, (int fd, int to))
{
	return forgotten(dup2(fd, to));
}

LSCI_TRAMPOLINE(int, dup3, (int fd, int to, int flags))
{
	return forgotten(dup3(fd, to, flags));
}

static int
control(int fd, int command, va_list arguments)
{
	int r = lsc_fcntl(fd, command, va_arg(arguments, void *));

	switch (command) {
	case F_DUPFD:
#ifdef F_DUPFD_CLOEXEC
	case F_DUPFD_CLOEXEC:
#endif
		return forgotten(r);
	default:
		return r;
	}
}

#define LSCI_CONTROL(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, (int fd, int command, ...), \
	    LSCI_NO_MORE) \
	{ \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, command); \
		r = control(fd, command, arguments); \
		va_end(arguments); \
		return r; \
	}

LSCI_CONTROL(fcntl, "fcntl")
LSCI_CONTROL(fcntl_large, "fcntl64")
#ifdef LSCI_WIDE_TIME
LSCI_CONTROL(fcntl_time64, "__fcntl" LSCI_WIDE_TIME)
#endif
