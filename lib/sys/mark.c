/* SPDX-License-Identifier: ISC */
/*
 * A mark on a socket.
 *
 * Linux keeps a "maximum pacing rate" for every socket and obeys it for none
 * of the UNIX domain.  Unprivileged, it stays through fork, exec, dup and
 * passing, because it belongs to the socket and not to any descriptor.
 */
#include <config.h>

#include <sys/socket.h>

#include "sys/seam.h"
#include "sys/sys.h"

#ifdef SO_MAX_PACING_RATE

int
lsci_sys_set_mark(int fd, unsigned long mark)
{
	return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_MAX_PACING_RATE,
	    &mark, sizeof mark));
}

int
lsci_sys_get_mark(int fd, unsigned long *mark)
{
	socklen_t size = sizeof *mark;

	*mark = 0;
	return LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET, SO_MAX_PACING_RATE,
	    mark, &size));
}

#else

int
lsci_sys_set_mark(int fd, unsigned long mark)
{
	(void)fd;
	(void)mark;
	return -ENOPROTOOPT;
}

int
lsci_sys_get_mark(int fd, unsigned long *mark)
{
	(void)fd;
	*mark = 0;
	return -ENOPROTOOPT;
}

#endif
