/* SPDX-License-Identifier: ISC */
/*
 * Numbers that a socket keeps for whoever holds it.
 *
 * Linux keeps these for every socket and obeys none of them for those of the
 * UNIX domain that keep packets; the first, for none at all.  Unprivileged,
 * they stay through fork, exec, dup and passing, because they belong to the
 * socket and not to any descriptor.
 */
#include <config.h>

#include <limits.h>
#include <sys/socket.h>

#include "sys/seam.h"
#include "sys/sys.h"

#ifdef SO_MAX_PACING_RATE

/* An unsigned long: where that is half as long, the lower half is lost. */
enum { LOST_BITS = 64 - (int)sizeof(unsigned long) * CHAR_BIT };

int
lsci_sys_set_mark(int fd, uint64_t mark)
{
	unsigned long rate = (unsigned long)(mark >> LOST_BITS);

	return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_MAX_PACING_RATE,
	    &rate, sizeof rate));
}

int
lsci_sys_get_mark(int fd, uint64_t *mark)
{
	unsigned long rate = 0;
	socklen_t size = sizeof rate;
	int r = LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET,
	    SO_MAX_PACING_RATE, &rate, &size));

	*mark = (uint64_t)rate << LOST_BITS;
	return r;
}

#else

int
lsci_sys_set_mark(int fd, uint64_t mark)
{
	(void)fd;
	(void)mark;
	return -ENOPROTOOPT;
}

int
lsci_sys_get_mark(int fd, uint64_t *mark)
{
	(void)fd;
	*mark = 0;
	return -ENOPROTOOPT;
}

#endif

#if defined SO_MAX_PACING_RATE && defined SO_INCOMING_CPU

/* The linger time needs its switch, the others are plain numbers. */
int
lsci_sys_set_number(int fd, enum lsci_number which, int number)
{
	struct linger linger = { .l_onoff = 1, .l_linger = number };

	switch (which) {
	case LSCI_NUMBER_SCANS:
		return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_RCVBUF,
		    &number, sizeof number));
	case LSCI_NUMBER_TAKEN:
		return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET,
		    SO_INCOMING_CPU, &number, sizeof number));
	case LSCI_NUMBER_MODULES:
		return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET,
		    SO_RCVLOWAT, &number, sizeof number));
	default:
		return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_LINGER,
		    &linger, sizeof linger));
	}
}

int
lsci_sys_get_number(int fd, enum lsci_number which, int *number)
{
	struct linger linger = { .l_onoff = 0, .l_linger = 0 };
	socklen_t size = sizeof *number, linger_size = sizeof linger;
	int r;

	switch (which) {
	case LSCI_NUMBER_SCANS:         /* Linux doubles what it is given */
		r = LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET, SO_RCVBUF,
		    number, &size));
		*number /= 2;
		return r;
	case LSCI_NUMBER_TAKEN:
		return LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET,
		    SO_INCOMING_CPU, number, &size));
	case LSCI_NUMBER_MODULES:
		return LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET,
		    SO_RCVLOWAT, number, &size));
	default:
		r = LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET, SO_LINGER,
		    &linger, &linger_size));
		*number = linger.l_onoff ? linger.l_linger : -1;
		return r;
	}
}

#else

int
lsci_sys_set_number(int fd, enum lsci_number which, int number)
{
	(void)fd;
	(void)which;
	(void)number;
	return -ENOPROTOOPT;
}

int
lsci_sys_get_number(int fd, enum lsci_number which, int *number)
{
	(void)fd;
	(void)which;
	*number = 0;
	return -ENOPROTOOPT;
}

#endif
