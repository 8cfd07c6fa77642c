/* SPDX-License-Identifier: ISC */
/*
 * Messages through a socket.
 */
#include <config.h>

#include <string.h>
#include <sys/socket.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <sys/uio.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"

/* musl copies control data, to fill what it calls padding with zeros, and has
   room for 1024 bytes: as many descriptors as Linux takes need more.  Here they
   are zeros. */
#if defined __linux__ && !defined __GLIBC__ && defined SYS_sendmsg
enum { LIBC_MOST = 1024 };

static ssize_t
send_message(int fd, const struct msghdr *msg, int flags)
{
	return msg->msg_controllen > LIBC_MOST ?
	    syscall(SYS_sendmsg, fd, msg, flags) : sendmsg(fd, msg, flags);
}
#else
#define send_message sendmsg
#endif

ssize_t
lsci_sys_sendmsg(int fd, const struct msghdr *msg, int flags)
{
	return LSCI_RESULT(send_message(fd, msg, flags));
}

ssize_t
lsci_sys_recvmsg(int fd, struct msghdr *msg, int flags)
{
	return LSCI_RESULT(recvmsg(fd, msg, flags));
}
