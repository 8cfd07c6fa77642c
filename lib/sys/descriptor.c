/* SPDX-License-Identifier: ISC */
/*
 * Questions about one descriptor, and its end.
 */
#include <config.h>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

/* Never retried: after EINTR the number may already be somebody else's. */
void
lsci_sys_close(int fd)
{
	int saved = errno;

	(void)close(fd);
	errno = saved;
}

int
lsci_sys_descriptor_limit(void)
{
	enum { ENOUGH = 65536 };
	long limit = sysconf(_SC_OPEN_MAX);

	return limit > 0 && limit < ENOUGH ? (int)limit : ENOUGH;
}

void
lsci_sys_close_all_from(int first)
{
	int fd, limit;

#ifdef HAVE_CLOSE_RANGE
	if (close_range((unsigned)first, ~0U, 0) == 0)
		return;
#endif
	limit = lsci_sys_descriptor_limit();
	for (fd = first; fd < limit; fd++)
		(void)close(fd);
}

/* One more descriptor for the same; or why there can be none. */
int
lsci_sys_take_slot(int fd)
{
#ifdef F_DUPFD_CLOEXEC
	int slot = LSCI_INT_RESULT(fcntl(fd, F_DUPFD_CLOEXEC, 0));
#else
	int slot = LSCI_INT_RESULT(dup(fd));
#endif

	return slot == -EINVAL ? -EMFILE : slot;        /* limit 0 */
}

int
lsci_sys_duplicate(int fd)
{
	return LSCI_INT_RESULT(dup(fd));
}

int
lsci_sys_move(int fd, int to, bool close_on_exec)
{
	int r = LSCI_INT_RESULT(dup3(fd, to, close_on_exec ? O_CLOEXEC : 0));

	lsci_sys_close(fd);
	return r;
}

/* 0 if the process could have one more descriptor right now. */
int
lsci_sys_prove_slot(int fd)
{
	int slot = lsci_sys_take_slot(fd);

	if (slot >= 0)
		lsci_sys_close(slot);
	return slot < 0 ? slot : 0;
}

int
lsci_sys_is_nonblocking(int fd)
{
	int flags = LSCI_INT_RESULT(fcntl(fd, F_GETFL));

	return flags < 0 ? flags : (flags & O_NONBLOCK) != 0;
}

int
lsci_sys_is_name_only(int fd)
{
#ifdef O_PATH
	int flags = LSCI_INT_RESULT(fcntl(fd, F_GETFL));

	return flags < 0 ? flags : (flags & O_PATH) != 0;
#else
	(void)fd;
	return 0;
#endif
}

bool
lsci_sys_is_open(int fd)
{
	return LSCI_INT_RESULT(fcntl(fd, F_GETFD)) >= 0;
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

/* 1 for a byte stream socket, 0 for one of another type. */
int
lsci_sys_is_byte_stream(int fd)
{
	int type = 0;
	socklen_t size = sizeof type;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size));

	return r < 0 ? r : type == SOCK_STREAM;
}

/* 1 for a socket that listens, 0 for another one. */
int
lsci_sys_is_listening(int fd)
{
	int listens = 0;
	socklen_t size = sizeof listens;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size));

	return r < 0 ? r : listens != 0;
}

int
lsci_sys_set_blocking(int fd, int blocking)
{
	int flags = LSCI_INT_RESULT(fcntl(fd, F_GETFL));

	if (flags < 0)
		return flags;
	flags = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
	return LSCI_INT_RESULT(fcntl(fd, F_SETFL, flags));
}

void
lsci_sys_set_close_on_exec(int fd)
{
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
}

int
lsci_sys_ioctl(int fd, unsigned long request, void *argument)
{
	return LSCI_INT_RESULT(ioctl(fd, request, argument));
}
