/* SPDX-License-Identifier: ISC */
/*
 * Making sockets, naming them and connecting them.
 *
 * A descriptor for the library's own use is close-on-exec from birth where
 * the system can do that, and at once afterwards where it cannot.
 */
#include <config.h>

#include <fcntl.h>
#include <sys/socket.h>

#include "sys/seam.h"
#include "sys/sys.h"

#ifdef SOCK_CLOEXEC
enum { BORN_CLOEXEC = SOCK_CLOEXEC };
#else
enum { BORN_CLOEXEC = 0 };
#endif

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

static void
adopt(int fd, enum lsci_inherit inherit)
{
	if (inherit == LSCI_CLOSE_ON_EXEC && BORN_CLOEXEC == 0)
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	quieten(fd);
}

static int
typed(int type, enum lsci_inherit inherit)
{
	return inherit == LSCI_CLOSE_ON_EXEC ? type | BORN_CLOEXEC : type;
}

int
lsci_sys_socketpair(int type, enum lsci_inherit inherit, int end[2])
{
	int r = LSCI_INT_RESULT(
	    socketpair(AF_UNIX, typed(type, inherit), 0, end));

	if (r == 0) {
		adopt(end[0], inherit);
		adopt(end[1], inherit);
	}
	return r;
}

int
lsci_sys_socket(int type, enum lsci_inherit inherit)
{
	int fd = LSCI_INT_RESULT(socket(AF_UNIX, typed(type, inherit), 0));

	if (fd >= 0)
		adopt(fd, inherit);
	return fd;
}

int
lsci_sys_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	return LSCI_INT_RESULT(bind(fd, addr, len));
}

int
lsci_sys_listen(int fd, int backlog)
{
	return LSCI_INT_RESULT(listen(fd, backlog));
}

int
lsci_sys_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return LSCI_INT_RESULT(connect(fd, addr, len));
}

int
lsci_sys_accept(int fd)
{
	int stream = LSCI_INT_RESULT(accept(fd, NULL, NULL));

	if (stream >= 0)
		adopt(stream, LSCI_INHERITED);
	return stream;
}
