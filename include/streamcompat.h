/* SPDX-License-Identifier: ISC */
/*
 * libstreamcompat - SVR4 STREAMS-compatible IPC on UNIX domain sockets.
 *
 * The calls of "Advanced Programming in the UNIX Environment" (APUE) that
 * connect processes by streams and pass descriptors over them.  What each
 * call promises stands here and, with examples, in its manual page.
 *
 * Unless a call says otherwise it returns -1 and sets errno on failure,
 * leaves errno alone on success, remembers nothing about any stream, may be
 * used from any thread and after fork, and raises no SIGPIPE.  It is not
 * async-signal-safe unless it says so.  Descriptors that it returns are the
 * caller's, and survive exec: that is how SVR4's behaved.
 */
#ifndef STREAMCOMPAT_H
#define STREAMCOMPAT_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * s_pipe - make a stream pipe: two connected descriptors, each of them for
 * reading and for writing.
 *
 * Both ends are byte streams: plain read and write work on them and no
 * message boundaries exist.  Async-signal-safe.  Never blocks.
 *
 * Errors: EACCES (a security module forbids it), EFAULT EMFILE ENFILE ENOMEM
 * ENOSR.  Source: APUE, SVR4 pipe(2).  Since 0.1
 */
int s_pipe(int fd[2]);

/* fd_pipe - s_pipe by the name that later editions of APUE use.  Since 0.1 */
int fd_pipe(int fd[2]);

/*
 * send_fd - pass a descriptor, or an error status, over a stream.
 *
 * fd_to_send >= 0: the receiver gets a new descriptor for the same open
 * file; the caller keeps its own and may close it at once.
 * fd_to_send < 0: no descriptor; the receiver's recv_fd returns the negative
 * status instead.  The wire has one byte for it: -1 to -255 arrive as they
 * are, of anything below the lowest eight bits, and 0 there becomes -1.
 *
 * Blocks while the stream is full or too many descriptors of this user are
 * under way, unless O_NONBLOCK is set on fd.  All or nothing.
 * Async-signal-safe.
 *
 * Errors: EACCES EPERM (a security module, or the receiver, forbids it),
 * EAGAIN (it would block), EBADF (either descriptor is not open), EINTR,
 * EINVAL (fd is not connected, or fd_to_send is of a kind that the kernel
 * does not pass), ENOSR (the kernel has no memory), ENOSTR (fd is no socket
 * of the UNIX domain; where only a status is sent, no socket), EPIPE (the
 * other end is closed).
 * Source: APUE.  Since 0.1
 */
int send_fd(int fd, int fd_to_send);

/*
 * send_err - send a text and an error status instead of a descriptor.
 *
 * The receiver's recv_fd hands errmsg (without its terminating zero) to its
 * userfunc and then returns status.  A status that is not negative is sent
 * as -1, one below -255 as send_fd does.  errmsg may be NULL: no text.
 *
 * Blocks while the stream is full, unless O_NONBLOCK is set on fd; once the
 * first part of a text is on its way the call waits until the whole is,
 * because half a message would take the stream out of step.  A text of up
 * to 2046 bytes never goes in parts on Linux.  Async-signal-safe.
 *
 * Errors: EACCES EAGAIN EBADF EINTR EINVAL ENOSR EPERM EPIPE as for send_fd;
 * ENOSTR (fd is no socket); EMSGSIZE (fd keeps packets and the text is larger than one).
 * Nothing has been sent then, but EACCES, EPERM and EPIPE may also come in
 * the middle of a text that goes in parts.  Source: APUE.  Since 0.1
 */
int send_err(int fd, int status, const char *errmsg);

/*
 * recv_fd - receive what send_fd or send_err sent.
 *
 * Returns the new descriptor, which is the caller's; or the negative status
 * that the other side sent, after calling userfunc(STDERR_FILENO, text, n)
 * for each piece of the text before it (userfunc may be NULL: the text is
 * dropped); or -1 and errno for a failure on this side.  A status leaves
 * errno alone: set errno to 0 first where -1 must be told from -1.
 *
 * Takes exactly one message off the stream.  Also understands the form that
 * STREAMS programs use: two zero bytes, then a descriptor by I_SENDFD.
 * Descriptors that come unasked are closed.
 *
 * Blocks until a message is complete, unless O_NONBLOCK is set on fd.
 *
 * Errors, after which the same message can still be received: EAGAIN EINTR
 * (a text may have been handed over in part; the next call goes on behind
 * it), EMFILE ENFILE (no free descriptor slot), ENOMEM.
 * Others: EACCES (the kernel withheld the descriptor, and it is lost: a
 * security module, or another thread took the last free slot in the same
 * moment), EBADF, EBADMSG (the message is malformed or was cut short by the
 * death of its sender; close the stream), EINVAL (fd is not connected),
 * ENOSTR (fd is no socket), ENXIO (the other end is closed and nothing is
 * left; SVR4's I_RECVFD says so too), EIO or userfunc's errno (userfunc did
 * not take the whole text; the rest of the message, as far as it can be had
 * without blocking where that is forbidden, is dropped).
 * Source: APUE, SVR4 streamio(7).  Since 0.1
 */
int recv_fd(int fd, ssize_t (*userfunc)(int, const void *, size_t));

/*
 * serv_listen - announce a server under a file name.
 *
 * Returns a descriptor for serv_accept, poll and close.  The name is a
 * socket with mode 0666 less the umask from its birth, as SVR4's creat made
 * it.  It stays behind when the server ends; the next serv_listen replaces
 * it.  Between the birth of the name and the return of the call clients are
 * refused, as they are by a dead server.  Names longer than a socket address
 * may be work where the system can bind relative to a directory (Linux with
 * /proc).  Never blocks for longer than a second.
 *
 * Errors: EACCES (also: the name is a socket that may not be examined, or in
 * a directory that may not be read, so that nobody can wait for a turn),
 * EADDRINUSE (a living server has the name), EBUSY (another process has held
 * the directory locked for a second), EDQUOT, EFAULT (name is NULL), ELOOP,
 * EMFILE, ENAMETOOLONG, ENFILE, ENOENT, ENOLCK (the directory cannot be
 * locked to replace a dead server's name: remove it by hand), ENOMEM, ENOSPC,
 * ENOSR, ENOTDIR, ENOTSOCK (the name exists and is no socket, which a symbolic
 * link is not either; it is never removed), EPERM, EROFS.  Source: APUE.
 * Since 0.1
 */
int serv_listen(const char *name);

/*
 * serv_accept - wait for the next client and learn who it is.
 *
 * Returns the stream to the client.  *uidptr is the effective user id of the
 * client when it connected, as the kernel reports it; uidptr may be NULL.
 *
 * Blocks until a client connects, unless O_NONBLOCK is set on listenfd.
 *
 * Errors: EAGAIN EBADF EINTR, EINVAL (listenfd does not listen), EMFILE
 * ENFILE (the client stays queued), ENOMEM ENOSR, ENOSTR (listenfd is no
 * stream), ENOTSUP (the kernel cannot tell who the client is: its stream has
 * been closed, because a guessed identity is worse than none), EPERM.
 * Source: APUE.  Since 0.1
 */
int serv_accept(int listenfd, uid_t *uidptr);

/*
 * cli_conn - connect to the server that announced a name by serv_listen, or
 * that attached a stream to it (fattach).
 *
 * Returns the stream to the server.  Blocks while the server has too many
 * clients that it has not accepted; of an attached name, as lsc_open.
 *
 * Errors: EACCES, EAGAIN (the queue of an attached stream is full),
 * ECONNREFUSED (nobody serves this name), EFAULT (name is
 * NULL), EINTR, ELOOP, EMFILE, ENAMETOOLONG, ENFILE, ENOENT, ENOMEM, ENOSR,
 * ENOTDIR, ENXIO (the server of an attached name is gone), EPERM, EPROTOTYPE
 * (another kind of socket has the name), EROFS (a file that is no socket, on a
 * file system that is read-only).
 * Source: APUE.  Since 0.1
 */
int cli_conn(const char *name);

#ifdef __cplusplus
}
#endif

#include <streamcompat/lsc.h>

#endif
