/* SPDX-License-Identifier: ISC */
/*
 * Making sockets, naming them and connecting them.
 *
 * A descriptor for the library's own use is close-on-exec from birth where
 * the system can do that, and at once afterwards where it cannot.
 */
#include <config.h>

#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "sys/seam.h"
#include "sys/sys.h"

/* Sockets raise no SIGPIPE where that is a property of the socket. */
static void
quieten(int fd)
{
#ifdef SO_NOSIGPIPE
	int on = 1;

	(void)setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#else
	(void)fd;
#endif
}

/* Linux 6.16; the number is the same on all machines but four. */
#if defined __linux__ && !defined SO_PASSRIGHTS && defined SO_PEERGROUPS
#if SO_PEERGROUPS == 59
#define SO_PASSRIGHTS 83
#endif
#endif

/* What comes all the same is closed when it is received. */
static void
refuse_rights(int fd)
{
#ifdef SO_PASSRIGHTS
	int on = 0;

	(void)setsockopt(fd, SOL_SOCKET, SO_PASSRIGHTS, &on, sizeof on);
#else
	(void)fd;
#endif
}

#if defined SOCK_CLOEXEC && defined SOCK_NONBLOCK
enum { BORN_CLOEXEC = SOCK_CLOEXEC, BORN_NONBLOCK = SOCK_NONBLOCK };
#else
enum { BORN_CLOEXEC = 0, BORN_NONBLOCK = 0 };
#endif

const bool lsci_sys_is_born_close_on_exec = BORN_CLOEXEC != 0;

static int
flags_of(unsigned born)
{
	return ((born & LSCI_CLOSE_ON_EXEC) != 0 ? BORN_CLOEXEC : 0) |
	    ((born & LSCI_NONBLOCKING) != 0 ? BORN_NONBLOCK : 0);
}

/* What the kernel could not do at birth. */
static unsigned
left_of(unsigned born)
{
	return BORN_CLOEXEC == 0 ? born : born & LSCI_WITHOUT_RIGHTS;
}

static void
adopt(int fd, unsigned left)
{
	if ((left & LSCI_CLOSE_ON_EXEC) != 0)
		lsci_sys_set_close_on_exec(fd);
	if ((left & LSCI_NONBLOCKING) != 0)
		(void)lsci_sys_set_blocking(fd, 0);
	if ((left & LSCI_WITHOUT_RIGHTS) != 0)
		refuse_rights(fd);
	quieten(fd);
}

int
lsci_sys_socketpair(int type, unsigned born, int end[2])
{
	int r = LSCI_INT_RESULT(
	    socketpair(AF_UNIX, type | flags_of(born), 0, end));

	if (r == 0) {
		adopt(end[0], left_of(born));
		adopt(end[1], left_of(born));
	}
	return r;
}

int
lsci_sys_socket(int type, unsigned born)
{
	int fd = LSCI_INT_RESULT(socket(AF_UNIX, type | flags_of(born), 0));

	if (fd >= 0)
		adopt(fd, left_of(born));
	return fd;
}

int
lsci_sys_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	return LSCI_INT_RESULT(bind(fd, addr, len));
}

/* Linux knows its limit; what a C library calls SOMAXCONN was one once. */
#ifdef __linux__
enum { LONGEST_QUEUE = INT_MAX };
#else
enum { LONGEST_QUEUE = SOMAXCONN };
#endif

int
lsci_sys_listen(int fd, int backlog)
{
	return LSCI_INT_RESULT(
	    listen(fd, backlog > 0 ? backlog : LONGEST_QUEUE));
}

void
lsci_sys_refuse_data(int fd)
{
	(void)shutdown(fd, SHUT_RD);
}

int
lsci_sys_local_name(int fd, struct sockaddr *addr, socklen_t *len)
{
	return LSCI_INT_RESULT(getsockname(fd, addr, len));
}

int
lsci_sys_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return LSCI_INT_RESULT(connect(fd, addr, len));
}

#ifdef HAVE_ACCEPT4

int
lsci_sys_accept(int fd, unsigned born)
{
	int stream = LSCI_INT_RESULT(accept4(fd, NULL, NULL, flags_of(born)));

	if (stream >= 0)
		adopt(stream, left_of(born));
	return stream;
}

#else

int
lsci_sys_accept(int fd, unsigned born)
{
	int stream = LSCI_INT_RESULT(accept(fd, NULL, NULL));

	if (stream >= 0)
		adopt(stream, born);
	return stream;
}

#endif

int
lsci_sys_has_peer(int fd)
{
	struct sockaddr_storage name = { .ss_family = AF_UNSPEC };
	socklen_t size = sizeof name;
	int r = LSCI_INT_RESULT(
	    getpeername(fd, (struct sockaddr *)&name, &size));

	if (r == -ENOTCONN)
		return -EINVAL;
	return r < 0 || name.ss_family == AF_UNIX ? r : -ENOTSOCK;
}

int
lsci_sys_limit_connect(int fd, long long milliseconds)
{
	struct timeval limit;

	memset(&limit, 0, sizeof limit);
	limit.tv_sec = (time_t)(milliseconds / 1000);
	limit.tv_usec = (suseconds_t)(milliseconds % 1000 * 1000);
	return LSCI_INT_RESULT(
	    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit));
}
