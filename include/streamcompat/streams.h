/* SPDX-License-Identifier: ISC */
/*
 * Message streams: the pipes of SVR4, and the calls that know them.
 *
 * Each call but lsc_pipe, lsc_follow, lsc_is_name and lsc_forget is the
 * system's call of that name, with what SVR4 documents for a message stream;
 * on any other descriptor, or file, it is the system's own; on a descriptor
 * that costs one look into a table of this process.
 * Of the errors, what the system's own call can fail with is not repeated.
 *
 * A message stream keeps everything about itself in the kernel: it may be
 * inherited, duplicated, passed and used by any process that has this
 * library.  A program without it reads and writes plain data as it does on
 * any packet socket; with control parts, bands and descriptors it needs the
 * library.
 *
 * A number that gets another meaning behind the back of these calls, because
 * something else closes or duplicates it, is to be told to lsc_forget.
 */
#ifndef STREAMCOMPAT_STREAMS_H
#define STREAMCOMPAT_STREAMS_H

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>

#include <streamcompat/ioctl.h>

#ifdef __cplusplus
extern "C" {
#endif

struct timespec;                /* which strict C89 does not know */

/*
 * The library's struct stat is the one with sizes of 64 bits.  A program whose
 * own is another is not linked, and the linker says what it lacks.
 */
#if defined __GLIBC__ && !defined __LP64__ && !defined __x86_64__ && \
    !defined __USE_FILE_OFFSET64
#define lsc_stat lsc_stat_needs_FILE_OFFSET_BITS_64
#define lsc_lstat lsc_lstat_needs_FILE_OFFSET_BITS_64
#define lsc_fstatat lsc_fstatat_needs_FILE_OFFSET_BITS_64
#define lsc_fstat lsc_fstat_needs_FILE_OFFSET_BITS_64
#endif

/*
 * lsc_pipe - make a message stream: two connected ends, each of them for
 * reading and for writing.
 *
 * The descriptors are the caller's, and close-on-exec; flags may have
 * LSC_INHERIT (they survive exec) and LSC_NONBLOCK.  With LSC_INHERIT it is
 * SVR4's pipe.  Never blocks.
 *
 * Errors: EACCES (a security module forbids it), EFAULT, EINVAL (an unknown
 * flag), EMFILE ENFILE ENOMEM ENOSR, ENOTSUP (this system's sockets keep no
 * state).
 * Source: SVR4 pipe(2).  Since 0.1
 */
int lsc_pipe(int fd[2], unsigned flags);

/*
 * lsc_open - open a file, or the stream that is attached to it (fattach).
 *
 * Of a name of a stream whose end has connld the descriptor is a stream of its
 * own, to whoever takes it from the other end by I_RECVFD; the call blocks
 * until then, whatever O_NONBLOCK says.  Of any other name it is the attached
 * end itself, which all share, for reading and writing, with its O_NONBLOCK.
 * O_TRUNC means nothing to a stream.  The descriptor is the caller's, the
 * lowest that is free, and close-on-exec only with O_CLOEXEC.
 *
 * A second free descriptor is needed while it opens a stream.
 *
 * Errors: EAGAIN (the queue of the other end is full), EINTR, ENOSR, ENXIO
 * (the other end was closed before it took the stream).
 * Source: SVR4 open(2), connld(7).  Since 0.1
 */
int lsc_open(const char *path, int flags, ...);

/*
 * lsc_openat - lsc_open relative to a directory.
 *
 * Errors: EAGAIN EINTR ENOSR ENXIO.
 * Source: POSIX openat.  Since 0.1
 */
int lsc_openat(int directory, const char *path, int flags, ...);

/*
 * lsc_creat - lsc_open for writing, which makes the file if there is none.
 *
 * Errors: EAGAIN EINTR ENOSR ENXIO.
 * Source: SVR4 creat(2).  Since 0.1
 */
int lsc_creat(const char *path, mode_t mode);

/*
 * lsc_follow - what has been opened without this library, by fopen or by a
 * shell, becomes the stream that is attached to the file, if one is.
 *
 * Returns 1 if fd is now that stream, opened for what the file was opened
 * for, and close-on-exec if that was; 0 if it is no name of a stream.  It
 * blocks as lsc_open does.  On an error fd is the file as before.
 *
 * Errors: EACCES (a security module forbids it), EAGAIN (the queue of the
 * other end is full), EBADF EINTR EMFILE ENFILE ENOMEM ENOSR, ENXIO (the other
 * end was closed before it took the stream).
 * Source: none.  Since 0.1
 */
int lsc_follow(int fd);

/*
 * lsc_is_name - 1 if a stream is attached to the file, 0 if none is.
 *
 * For a file it costs three system calls more than stat.
 *
 * Errors, those of the system's stat: EACCES EFAULT ELOOP ENAMETOOLONG ENOENT
 * ENOMEM ENOTDIR EOVERFLOW.
 * Source: none.  Since 0.1
 */
int lsc_is_name(const char *path);

/*
 * lsc_stat - describe a file, or the stream that is attached to it: a FIFO
 * with the owner, the permissions and the times of the file, one link, the
 * number of unread bytes as its size, and an inode number of its own.
 *
 * For a file it costs three system calls more than stat.
 *
 * Errors, those of the system's stat: EACCES EFAULT ELOOP ENAMETOOLONG ENOENT
 * ENOMEM ENOTDIR EOVERFLOW.
 * Source: SVR4 stat(2).  Since 0.1
 */
int lsc_stat(const char *path, struct stat *st);

/*
 * lsc_lstat - lsc_stat that describes a link itself.
 *
 * Errors, those of the system's lstat: EACCES EFAULT ELOOP ENAMETOOLONG
 * ENOENT ENOMEM ENOTDIR EOVERFLOW.
 * Source: SVR4 lstat(2).  Since 0.1
 */
int lsc_lstat(const char *path, struct stat *st);

/*
 * lsc_fstatat - lsc_stat relative to a directory, or as flags say.
 *
 * Errors, those of the system's fstatat: EACCES EBADF EFAULT EINVAL ELOOP
 * ENAMETOOLONG ENOENT ENOMEM ENOTDIR EOVERFLOW.
 * Source: POSIX fstatat.  Since 0.1
 */
int lsc_fstatat(int directory, const char *path, struct stat *st, int flags);

/*
 * lsc_read - read the first messages as bytes, by the read mode of this end
 * (I_SRDOPT).
 *
 * A stream of bytes (RNORM) until told otherwise: takes what is there, of
 * several messages too, and leaves the rest of the last.  Returns 0 for a
 * message of no bytes, and when the other end is closed and nothing is left.
 * Blocks while there is nothing, unless O_NONBLOCK is set.
 *
 * Whole messages come exactly once to any number of readers; who reads part
 * of one must be the only one to read at that time.
 *
 * Errors, after which nothing has been taken: EAGAIN EBADF, EBADMSG (a passed
 * descriptor is first, or a control part that the mode does not let through;
 * or what came was no message, and has been discarded), EINTR, ENOSR (no
 * memory).
 * Source: SVR4 read(2).  Since 0.1
 */
ssize_t lsc_read(int fd, void *to, size_t size);

/*
 * lsc_readv - lsc_read into several parts, one after the other.
 *
 * Errors: EAGAIN EBADF EBADMSG, EFAULT (part is NULL), EINTR, EINVAL (more
 * than 1024 parts, or fewer than 0, or too many bytes), ENOSR.
 * Source: SVR4 readv(2).  Since 0.1
 */
ssize_t lsc_readv(int fd, const struct iovec *part, int parts);

/*
 * lsc_write - write data, as messages of at most 4096 bytes.
 *
 * What fits into one is never mixed with what others write.  No bytes are no
 * message, unless SNDZERO is set (I_SWROPT).  Blocks while 16384 bytes or
 * more wait at the other end, unless O_NONBLOCK is set; a count below size
 * says that it had to stop.
 *
 * Errors: EAGAIN EBADF EINTR ENOSR, EPERM (a security module forbids it),
 * EPIPE (the other end is closed; SIGPIPE is raised in this thread).
 * Source: SVR4 write(2).  Since 0.1
 */
ssize_t lsc_write(int fd, const void *from, size_t size);

/*
 * lsc_writev - lsc_write of several parts, as if they were in one piece.
 *
 * Errors: EAGAIN EBADF, EFAULT (part is NULL), EINTR, EINVAL (more than 1024
 * parts, or fewer than 0, or too many bytes), ENOSR EPERM EPIPE.
 * Source: SVR4 writev(2).  Since 0.1
 */
ssize_t lsc_writev(int fd, const struct iovec *part, int parts);

/*
 * lsc_poll - wait for descriptors, some of them message streams.
 *
 * POLLIN and POLLRDNORM: the first message is ordinary; POLLIN and
 * POLLRDBAND: it is in a band; POLLPRI, alone: it is of high priority.
 * POLLOUT, POLLWRNORM, POLLWRBAND: such a message could be put.  POLLHUP: the
 * other end is closed; then none of the last three, and POLLIN only while
 * something is left.
 *
 * Errors: EINTR, EINVAL (too many descriptors), ENOMEM.
 * Source: SVR4 poll(2).  Since 0.1
 */
int lsc_poll(struct pollfd *fds, nfds_t count, int timeout);

/*
 * lsc_ppoll - lsc_poll with a time limit in nanoseconds, NULL for none, and
 * with the signal mask that there is to be while it waits.
 *
 * Errors: EINTR, EINVAL (too many descriptors, or no time limit), ENOMEM.
 * Source: none, Linux and POSIX Issue 8 have ppoll.  Since 0.1
 */
int lsc_ppoll(struct pollfd *fds, nfds_t count,
    const struct timespec *timeout, const sigset_t *mask);

/*
 * lsc_select - wait for the descriptors in three sets.
 *
 * Readable is what has POLLIN or POLLHUP, writable what has POLLOUT, both also
 * what has POLLERR; exceptional is what has POLLPRI.  With a message stream in
 * a set the time limit is left as it was.
 *
 * Errors: EBADF EINTR, EINVAL (the number of descriptors, or the time limit),
 * ENOMEM.
 * Source: SVR4 select(3C).  Since 0.1
 */
int lsc_select(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, struct timeval *timeout);

/*
 * lsc_pselect - lsc_select with a time limit in nanoseconds, and with the
 * signal mask that there is to be while it waits.
 *
 * Errors: EBADF EINTR EINVAL ENOMEM.
 * Source: POSIX.  Since 0.1
 */
int lsc_pselect(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, const struct timespec *timeout,
    const sigset_t *mask);

/*
 * lsc_close - close.
 *
 * The last close of an end discards what waits at it; what it sent stays
 * readable at the other.
 *
 * Errors, those of the system's close: EBADF EINTR EIO.
 * Source: SVR4 close(2).  Since 0.1
 */
int lsc_close(int fd);

/*
 * lsc_fstat - describe: an end of a message stream is a FIFO without
 * permission bits and links, of as many bytes as wait at it, and both ends
 * are one file.
 *
 * Errors: EBADF, EBADMSG (what came first was no message, and has been
 * discarded), ENOSR.
 * Source: SVR4 fstat(2).  Since 0.1
 */
int lsc_fstat(int fd, struct stat *st);

/*
 * lsc_fcntl - fcntl; a descriptor that it makes is a new one to this library.
 * Where there is F_GETPIPE_SZ, a message stream has room for 16384 bytes.
 *
 * Errors, those of the system's fcntl, of which an end of a message stream
 * has: EBADF EINVAL EMFILE.
 * Source: SVR4 fcntl(2).  Since 0.1
 */
int lsc_fcntl(int fd, int command, ...);

/*
 * lsc_forget - a descriptor's number means something else now, or will.
 *
 * To be called after close, dup2, accept and the like where not these calls
 * but the system's own were used, and for descriptors that came by any way
 * that this library did not see.  Never fails.  Async-signal-safe.  Since 0.1
 */
void lsc_forget(int fd);

#ifdef __cplusplus
}
#endif

#endif
