/* SPDX-License-Identifier: ISC */
/*
 * Messages through a socket.
 */
#include <config.h>

#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "sys/seam.h"
#include "sys/sys.h"

ssize_t
lsci_sys_sendmsg(int fd, const struct msghdr *msg, int flags)
{
	return LSCI_RESULT(sendmsg(fd, msg, flags));
}

int
lsci_sys_want_sender(int fd, bool wanted)
{
#ifdef SO_PASSCRED
	int on = wanted;

	return LSCI_INT_RESULT(
	    setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on));
#else
	(void)fd;
	(void)wanted;
	return 0;
#endif
}

ssize_t
lsci_sys_recvmsg(int fd, struct msghdr *msg, int flags)
{
	return LSCI_RESULT(recvmsg(fd, msg, flags));
}
