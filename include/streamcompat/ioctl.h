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
 * Anything not ours goes to the system's ioctl untouched.  What each request
 * promises on message streams, byte streams and the descriptors of servers is
 * in streamio(7); on failure nothing has been taken or put, unless it says
 * otherwise.  Those with a pointer have EFAULT where it is NULL, all have
 * EBADF.
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
 * unless O_NONBLOCK is set.  I_E_RECVFD is the same with ids of 16 bits.
 *     Errors, after which nothing has been taken: EAGAIN EBADF, EBADMSG (data
 *     comes first), EFAULT (the pointer is NULL), EINTR, EMFILE ENFILE (no
 *     free slot), ENOMEM ENOSR, ENXIO (the other end is closed and nothing
 *     is left).  EACCES: the kernel withheld the descriptor, and it is lost.
 *     EPERM, ENOTSUP (listener): as for serv_accept.  EOVERFLOW (I_E_RECVFD):
 *     an id does not fit, and the descriptor has been closed.
 *
 * I_PUSH, I_POP, I_LOOK, I_FIND, I_LIST: the modules of an end, pipemod and
 * connld; and those of terminals, which do nothing there.  Never block.
 *     Errors: EFAULT, EINVAL (no such module, one too many, or none), ENOSR,
 *     ENXIO (the other end is closed, or connld is there).
 *
 * I_FLUSH, I_FLUSHBAND: discard what waits at this end, or at the other.
 * Never block.
 *     Errors: EAGAIN (the kernel has no room for a message), EFAULT, EINVAL
 *     (flags), ENOSR, ENXIO (the other end is closed).
 *
 * I_NREAD, FIONREAD, I_PEEK, I_GETBAND, I_CKBAND, I_ATMARK, I_CANPUT: look,
 * and take nothing.  Never block.
 *     Errors: EBADMSG (a passed descriptor is first; or what came was no
 *     message, and has been discarded), EFAULT, EINVAL (a band, or a flag),
 *     ENODATA (nothing is there), ENOSR.
 *
 * I_SRDOPT, I_GRDOPT, I_SWROPT, I_GWROPT, I_SERROPT, I_GERROPT, I_SETCLTIME,
 * I_GETCLTIME: options of the end, for all who have it.  Never block.
 *     Errors: EFAULT, EINVAL (no such option).
 *
 * I_SETSIG, I_GETSIG, I_ESETSIG, I_EGETSIG: signals for what happens at the
 * end, sent by a thread of this process.  Not inherited by fork, and lost at
 * exec.  Never block.
 *     Errors: EAGAIN (no thread, no memory), EFAULT, EINVAL (no such event, or
 *     nothing was asked for), EMFILE ENFILE, EPERM ESRCH (the process to be
 *     signalled).
 *
 * I_FDINSERT: putmsg that names another stream.  Blocks as putmsg does.
 *     Errors: EAGAIN EFAULT EINTR, EINVAL (the other stream, the place, or the
 *     flags), ENOSR, ENXIO (the other end of one of them is closed), EPERM,
 *     ERANGE (a part is too long).
 *
 * Other requests of STREAMS: EINVAL, or ENXIO where the other end is closed.
 * All others: the system's ioctl; what it answers to a message stream with
 * ENOTTY is EINVAL.
 *
 * Source: SVR4 streamio(7).  Since 0.1
 */
int lsc_ioctl(int fd, unsigned long request, ...);

#ifdef __cplusplus
}
#endif

#endif
