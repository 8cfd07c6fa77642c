/* SPDX-License-Identifier: ISC */
/*
 * Questions about one descriptor, and its end.
 */
#include <config.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"

/* Never retried: after EINTR the number may already be somebody else's. */
void
lsci_sys_close(int fd)
{
	int saved = errno;

	(void)close(fd);
	errno = saved;
}

/* 0 if the process could have one more descriptor right now. */
int
lsci_sys_prove_slot(int fd)
{
#ifdef F_DUPFD_CLOEXEC
	int slot = LSCI_INT_RESULT(fcntl(fd, F_DUPFD_CLOEXEC, 0));
#else
	int slot = LSCI_INT_RESULT(dup(fd));
#endif

	if (slot < 0)
		return slot == -EINVAL ? -EMFILE : slot;        /* limit 0 */
	lsci_sys_close(slot);
	return 0;
}

int
lsci_sys_is_nonblocking(int fd)
{
	int flags = LSCI_INT_RESULT(fcntl(fd, F_GETFL));

	return flags < 0 ? flags : (flags & O_NONBLOCK) != 0;
}

/* 1 for a UNIX domain socket, 0 for anything else that is open. */
int
lsci_sys_is_local(int fd)
{
#ifdef SO_DOMAIN
	int domain = AF_UNSPEC;
	socklen_t size = sizeof domain;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size));

	if (r == 0)
		return domain == AF_UNIX;
#else
	struct sockaddr_storage name = { .ss_family = AF_UNSPEC };
	socklen_t size = sizeof name;
	int r = LSCI_INT_RESULT(
	    getsockname(fd, (struct sockaddr *)&name, &size));

	if (r == 0)
		return name.ss_family == AF_UNIX;
#endif
	return r == -ENOTSOCK ? 0 : r;
}

int
lsci_sys_wait_writable(int fd)
{
	struct pollfd stream = { .fd = fd, .events = POLLOUT };

	return LSCI_INT_RESULT(poll(&stream, 1, -1));
}

int
lsci_sys_pause(int milliseconds)
{
	return LSCI_INT_RESULT(poll(NULL, 0, milliseconds));
}

long long
lsci_sys_now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int
lsci_sys_ioctl(int fd, unsigned long request, void *argument)
{
	return LSCI_INT_RESULT(ioctl(fd, request, argument));
}
