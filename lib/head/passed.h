/* SPDX-License-Identifier: ISC */
/*
 * A passed descriptor: what I_SENDFD puts on a stream, in its place between
 * the data before and behind it.
 *
 * On a byte stream it is one carrier byte, not zero, with the descriptor and
 * the sender's effective ids.  (Two zero bytes with a descriptor are a status
 * message, see status.h: data, as far as I_RECVFD is concerned.)
 */
#ifndef LSCI_PASSED_H
#define LSCI_PASSED_H

#include <sys/types.h>

struct lsci_passed {
	int fd;                 /* the receiver's, open across exec */
	uid_t uid;              /* of the sender; -1 if nobody vouches */
	gid_t gid;
};

/*
 * Never waits.  Errors: -EAGAIN (the stream is full, or the kernel short of
 * memory), -EBADF, -EINVAL, -ENXIO (the other end is gone), -EPERM, -EACCES.
 */
int lsci_passed_send(int end, int fd);

/*
 * Waits unless O_NONBLOCK forbids it.  Errors, after which nothing has been
 * taken: -EAGAIN, -EBADF, -EBADMSG (data comes first), -EINTR, -EMFILE,
 * -ENFILE, -ENOMEM, -ENXIO (the other end is gone and nothing is left).
 * -EACCES: the kernel withheld the descriptor; it is lost.
 */
int lsci_passed_recv(int end, struct lsci_passed *passed);

/* On a listener: the next client, and who it is.  Errors of
   lsci_backend_accept. */
int lsci_passed_accept(int listener, struct lsci_passed *passed);

#endif
