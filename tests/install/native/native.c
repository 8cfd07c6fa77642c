/* SPDX-License-Identifier: ISC */
/*
 * The C library of the system that stropts.h beside this describes: its pipes
 * pass descriptors, and that is all they can do.
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the header does not tell is there all the same. */
#undef LSCT_EMPTY
#undef LSCT_NO_SENDFD
#include "stropts.h"

static int
missing(void)
{
	errno = ENOSYS;
	return -1;
}

int
lsct_native_pipe(int *end)
{
	return socketpair(AF_UNIX, SOCK_STREAM, 0, end);
}

int
isastream(int fd)
{
#ifdef LSCT_NO_STREAMS
	(void)fd;
	return 0;
#else
	int type;
	socklen_t size = sizeof type;

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
#endif
}

int
fattach(int fd, const char *path)
{
	(void)fd;
	(void)path;
	return missing();
}

int
fdetach(const char *path)
{
	(void)path;
	return missing();
}

int
getmsg(int fd, struct strbuf *control, struct strbuf *data, int *flags)
{
	(void)fd;
	(void)control;
	(void)data;
	(void)flags;
	return missing();
}

int
putmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int flags)
{
	(void)fd;
	(void)control;
	(void)data;
	(void)flags;
	return missing();
}

union control {
	struct cmsghdr align;
	unsigned char room[CMSG_SPACE(sizeof(int))];
};

static void
prepare(struct msghdr *msg, struct iovec *part, union control *control)
{
	static char byte;

	memset(msg, 0, sizeof *msg);
	memset(control, 0, sizeof *control);
	part->iov_base = &byte;
	part->iov_len = 1;
	msg->msg_iov = part;
	msg->msg_iovlen = 1;
	msg->msg_control = control;
	msg->msg_controllen = sizeof *control;
}

static int
send_descriptor(int end, int fd)
{
	struct msghdr msg;
	struct iovec part;
	union control control;

	prepare(&msg, &part, &control);
	control.align.cmsg_level = SOL_SOCKET;
	control.align.cmsg_type = SCM_RIGHTS;
	control.align.cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(&control.align), &fd, sizeof fd);
	return sendmsg(end, &msg, 0) == 1 ? 0 : -1;
}

#if defined LSCT_HANGS
static int
receive_descriptor(int end, struct strrecvfd *received)
{
	(void)end;
	(void)received;
	for (;;)
		(void)pause();
}
#elif defined LSCT_DROPS
/* Says that a descriptor came, and has none. */
static int
receive_descriptor(int end, struct strrecvfd *received)
{
	char byte;

	received->fd = end;
	return recv(end, &byte, 1, 0) == 1 ? 0 : -1;
}
#else
static int
receive_descriptor(int end, struct strrecvfd *received)
{
	struct msghdr msg;
	struct iovec part;
	union control control;

	prepare(&msg, &part, &control);
	if (recvmsg(end, &msg, 0) != 1)
		return -1;
	memcpy(&received->fd, CMSG_DATA(&control.align), sizeof received->fd);
	return 0;
}
#endif

int
lsct_native_ioctl(int fd, int request, ...)
{
	va_list more;
	int result = -1;

#ifdef LSCT_NO_STREAMS
	return missing();
#endif
	va_start(more, request);
	if (request == I_RECVFD)
		result = receive_descriptor(fd,
		    va_arg(more, struct strrecvfd *));
	else if (request == I_SENDFD)
		result = send_descriptor(fd, va_arg(more, int));
	else
		errno = EINVAL;
	va_end(more);
	return result;
}
