/* SPDX-License-Identifier: ISC */
/*
 * Waiting for what arrives behind what is there.
 *
 * poll reports what is there as long as it is; an edge-triggered epoll
 * reports it once, and then every arrival.  Elsewhere time has to tell.
 */
#include <config.h>

#ifdef HAVE_SYS_EPOLL_H
#include <sys/epoll.h>
#endif

#include "sys/seam.h"
#include "sys/sys.h"

#ifdef HAVE_SYS_EPOLL_H

/* Forgets what has been reported. */
int
lsci_sys_watch_rearm(int watch)
{
	struct epoll_event event;

	return LSCI_INT_RESULT(epoll_wait(watch, &event, 1, 0));
}

int
lsci_sys_watch(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	int watch = LSCI_INT_RESULT(epoll_create1(EPOLL_CLOEXEC));
	int r;

	if (watch < 0)
		return watch;
	r = LSCI_INT_RESULT(epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event));
	if (r == 0)
		r = lsci_sys_watch_rearm(watch);
	if (r < 0)
		lsci_sys_close(watch);
	return r < 0 ? r : watch;
}

#else

int
lsci_sys_watch(int fd)
{
	(void)fd;
	return -EMFILE;
}

int
lsci_sys_watch_rearm(int watch)
{
	(void)watch;
	return 0;
}

#endif
