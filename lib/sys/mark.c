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

#include <string.h>
#include <sys/socket.h>

#include "sys/seam.h"
#include "sys/sys.h"

#ifdef SO_MAX_PACING_RATE

/*
 * An unsigned long of the kernel's.  A program of 32 bits finds out by asking
 * whether that is longer than its own: then it is kept whole, and programs of
 * both kinds that share a socket understand each other.  A kernel of 32 bits
 * keeps the upper half.
 */
static const unsigned HALF = 32;

static int
get_rate(int fd, uint64_t *rate, socklen_t *size)
{
	*rate = 0;
	*size = sizeof *rate;
	return LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET,
	    SO_MAX_PACING_RATE, rate, size));
}

static int
set_rate(int fd, const void *rate, socklen_t size)
{
	return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_MAX_PACING_RATE,
	    rate, size));
}

int
lsci_sys_set_mark(int fd, uint64_t mark)
{
	uint32_t half = (uint32_t)(mark >> HALF);
	socklen_t size = sizeof mark;
	uint64_t old;
	int r = 0;

	if (sizeof(long) < sizeof mark)
		r = get_rate(fd, &old, &size);
	if (r < 0)
		return r;
	return size < sizeof mark ? set_rate(fd, &half, sizeof half) :
	    set_rate(fd, &mark, sizeof mark);
}

int
lsci_sys_get_mark(int fd, uint64_t *mark)
{
	socklen_t size;
	uint32_t half;
	int r = get_rate(fd, mark, &size);

	if (r == 0 && size < sizeof *mark) {
		memcpy(&half, mark, sizeof half);
		*mark = (uint64_t)half << HALF;
	}
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
