/* SPDX-License-Identifier: ISC */
/*
 * The receive of the library has room for all that a client can send, and
 * closes what is not wanted.  Here each close may be a trap: so there is room
 * for one descriptor, to the byte, and the kernel drops the others, as it
 * drops what nobody has received: without a word to their file system.
 */
#include <config.h>

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "agent/hear.h"
#include "name/wire.h"
#include "sys/sys.h"

static int
shown_with(struct msghdr *message)
{
	const struct cmsghdr *part = CMSG_FIRSTHDR(message);
	int fd = -1;

	if (part != NULL && part->cmsg_level == SOL_SOCKET &&
	    part->cmsg_type == SCM_RIGHTS &&
	    part->cmsg_len >= CMSG_LEN(sizeof fd))
		memcpy(&fd, CMSG_DATA(part), sizeof fd);
	return fd;
}

int
hear(int client, struct lsci_letter *letter, int *shown)
{
	unsigned char bytes[LSCI_WIRE_MAX];
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr aligned;
	} control;
	struct iovec part = { .iov_base = bytes, .iov_len = sizeof bytes };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1,
	    .msg_control = &control, .msg_controllen = CMSG_LEN(sizeof(int)) };
	ssize_t n = lsci_sys_recvmsg(client, &message,
	    LSCI_MSG_DONTWAIT | LSCI_MSG_CLOEXEC);

	*shown = -1;
	if (n < 0)
		return n == -EINTR ? -EAGAIN : (int)n;
	*shown = shown_with(&message);
	if (n == 0 || (message.msg_flags & MSG_TRUNC) != 0 ||
	    lsci_wire_decode(letter, bytes, (size_t)n) < 0)
		return -EBADMSG;
	return *shown < 0 && (message.msg_flags & MSG_CTRUNC) != 0 ?
	    -EMFILE : 0;
}
