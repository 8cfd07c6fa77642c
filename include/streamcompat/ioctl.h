/* SPDX-License-Identifier: ISC */
/*
 * ioctl on streams, and how <stropts.h> makes a program's ioctl mean it.
 */
#ifndef STREAMCOMPAT_IOCTL_H
#define STREAMCOMPAT_IOCTL_H

#include <sys/ioctl.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * lsc_ioctl - ioctl that knows the streams of this library.
 *
 * It asks first whether fd is a stream of ours, and only then looks at the
 * request: the numbers of STREAMS are those of CD-ROM drives elsewhere.
 * Anything not ours goes to the system's ioctl untouched.  On ours:
 *
 * I_SENDFD, int: passes that descriptor.  Never blocks.
 *     Errors: EACCES EPERM (a security module or the receiver forbids it),
 *     EAGAIN (the stream is full, or the kernel has no memory), EBADF, EINVAL
 *     (fd listens, or the descriptor is of a kind that the kernel does not
 *     pass), ENXIO (the other end is closed).
 *
 * I_RECVFD, struct strrecvfd *: receives what I_SENDFD sent: a new
 * descriptor, the caller's, which survives exec, and the sender's effective
 * ids, -1 where nobody vouches for them.  On the descriptor of serv_listen it
 * is a stream to the next client, with that client's effective ids.  Blocks
 * unless O_NONBLOCK is set.
 *     Errors, after which nothing has been taken: EAGAIN EBADF, EBADMSG (data
 *     comes first), EFAULT (the pointer is NULL), EINTR, EMFILE ENFILE (no
 *     free slot), ENOMEM ENOSR, ENXIO (the other end is closed and nothing
 *     is left).  EACCES: the kernel withheld the descriptor, and it is lost.
 *     EPERM, ENOTSUP (listener): as for serv_accept.
 *
 * Other requests of STREAMS: EINVAL.  All others: the system's ioctl.
 *
 * Source: SVR4 streamio(7).  Since 0.1
 */
int lsc_ioctl(int fd, unsigned long request, ...);

#ifdef __cplusplus
}
#endif

#endif
