/* SPDX-License-Identifier: ISC */
/*
 * What a kernel tells of the queues of a socket.
 */
#include <config.h>

#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#ifdef HAVE_LINUX_SOCKIOS_H
#include <linux/sockios.h>
#endif

#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

/* Linux has one number for both; a C library may come without its headers. */
#if !defined SIOCOUTQ && defined TIOCOUTQ
#define SIOCOUTQ TIOCOUTQ
#endif

#ifdef SIOCOUTQ

int
lsci_sys_unread(int fd)
{
	int bytes = 0;
	int r = LSCI_INT_RESULT(ioctl(fd, SIOCOUTQ, &bytes));

	return r < 0 ? r : bytes;
}

#else

int
lsci_sys_unread(int fd)
{
	(void)fd;
	return 0;
}

#endif

int
lsci_sys_waiting(int fd)
{
	int bytes = 0;
	int r = LSCI_INT_RESULT(ioctl(fd, FIONREAD, &bytes));

	return r < 0 ? r : bytes;
}

int
lsci_sys_send_room(int fd)
{
	int room = 0;
	socklen_t size = sizeof room;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, &size));

	return r < 0 ? r : room;
}

/* Linux doubles what it is given. */
int
lsci_sys_set_send_room(int fd, int room)
{
	int half = room / 2;
	int r = -1;

#ifdef SO_SNDBUFFORCE
	r = LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &half,
	    sizeof half));
#endif
	if (r < 0)
		r = LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_SNDBUF,
		    &half, sizeof half));
	return r < 0 ? r : lsci_sys_send_room(fd);
}

/* In the name space that has no files, of which Linux alone has one. */
int
lsci_sys_name_somehow(int fd)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	static const char prefix[] = "streamcompat-";
	unsigned char tail[LSCI_NAME_SIZE - sizeof prefix];
	int r = lsci_sys_random(tail, sizeof tail);

	if (r < 0)
		return r;
	memcpy(name.sun_path + 1, prefix, sizeof prefix - 1);
	memcpy(name.sun_path + sizeof prefix, tail, sizeof tail);
	r = LSCI_INT_RESULT(bind(fd, (const struct sockaddr *)&name,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + LSCI_NAME_SIZE)));
	return r == -EINVAL ? 0 : r;    /* it has one */
}

int
lsci_sys_error(int fd)
{
	int error = 0;
	socklen_t size = sizeof error;
	int r = LSCI_INT_RESULT(getsockopt(fd, SOL_SOCKET, SO_ERROR, &error,
	    &size));

	return r < 0 ? r : error;
}

int
lsci_sys_is_hung_up(int fd)
{
	struct pollfd end = { .fd = fd, .events = 0 };
	int r = LSCI_INT_RESULT(poll(&end, 1, 0));

	return r < 0 ? r : (end.revents & (POLLHUP | POLLERR)) != 0;
}

#ifndef POLLRDHUP
#define POLLRDHUP 0
#endif

int
lsci_sys_has_ended(int fd)
{
	struct pollfd end = { .fd = fd, .events = POLLRDHUP };
	int r = LSCI_INT_RESULT(poll(&end, 1, 0));

	return r < 0 ? r :
	    (end.revents & (POLLHUP | POLLERR | POLLRDHUP)) != 0;
}

#ifdef SO_PEEK_OFF

int
lsci_sys_peek_from(int fd, int offset)
{
	return LSCI_INT_RESULT(setsockopt(fd, SOL_SOCKET, SO_PEEK_OFF,
	    &offset, sizeof offset));
}

int
lsci_sys_peek_offset(int fd)
{
	int offset = -1;
	socklen_t size = sizeof offset;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_PEEK_OFF, &offset, &size));

	return r < 0 ? -1 : offset;
}

#else

int
lsci_sys_peek_from(int fd, int offset)
{
	(void)fd;
	return offset < 0 ? 0 : -ENOPROTOOPT;
}

int
lsci_sys_peek_offset(int fd)
{
	(void)fd;
	return -1;
}

#endif
