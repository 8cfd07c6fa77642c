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

ssize_t
lsci_sys_recvmsg(int fd, struct msghdr *msg, int flags)
{
	return LSCI_RESULT(recvmsg(fd, msg, flags));
}
