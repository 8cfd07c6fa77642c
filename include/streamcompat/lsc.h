/* SPDX-License-Identifier: ISC */
/*
 * libstreamcompat - the calls for new code.
 *
 * What APUE's calls leave open: data and many descriptors in one message,
 * who sent it, deadlines, close-on-exec, names outside the file system.  What
 * <streamcompat.h>, which includes this header, says of all calls holds here
 * too, except that new descriptors are close-on-exec unless LSC_INHERIT is
 * given.
 *
 * A `timeout' is in milliseconds, as poll's: LSC_WAIT waits as long as it
 * takes, unless O_NONBLOCK is set on the descriptor; LSC_DONTWAIT never waits
 * (EAGAIN); a positive one waits at most so long, whatever O_NONBLOCK says
 * (ETIMEDOUT).  Flags that a call does not know are EINVAL.
 */
#ifndef STREAMCOMPAT_LSC_H
#define STREAMCOMPAT_LSC_H

#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LSC_WAIT        (-1)
#define LSC_DONTWAIT    0

#define LSC_CLOSE       0x01U   /* lsc_send: close what was passed */
#define LSC_IGNORE      0x02U   /* lsc_recv: close what is passed */
#define LSC_REFUSE      0x04U   /* an error if any is passed */
#define LSC_SENDER      0x08U   /* lsc_recv: tell who sent */
#define LSC_INHERIT     0x10U   /* new descriptors survive exec */
#define LSC_NONBLOCK    0x20U   /* new descriptors have O_NONBLOCK */
#define LSC_ABSTRACT    0x40U   /* the name is in no file system */
#define LSC_UNSIGNED    0x80U   /* lsc_send: do not name the sender */

/* Descriptors that one message can have. */
#define LSC_FDS_MAX     253

/* What is known of a process, as the kernel vouches for it.  The members
   whose bit is not in `known' mean nothing. */
#define LSC_UID         0x01U
#define LSC_GID         0x02U
#define LSC_PID         0x04U
#define LSC_PIDFD       0x08U
#define LSC_GROUPS      0x10U
struct lsc_identity {
	unsigned known;
	uid_t uid;
	gid_t gid;
	pid_t pid;              /* may be another process's by now */
	int pidfd;              /* the caller's to close, close-on-exec */
	unsigned groups;        /* how many supplementary groups there are */
};

/*
 * A message to send.  The first member lets later releases add more: begin
 * with LSC_OUTGOING_INIT.
 */
struct lsc_outgoing {
	size_t size_of_this;
	const void *data;
	size_t size;            /* bytes at `data' */
	const int *fd;
	unsigned fds;           /* descriptors at `fd' */
};
#define LSC_OUTGOING_INIT { sizeof(struct lsc_outgoing), NULL, 0, NULL, 0 }

/*
 * Room for what is received, and what was.  Begin with LSC_INCOMING_INIT; the
 * same structure can be used again and again.
 */
struct lsc_incoming {
	size_t size_of_this;
	void *data;
	size_t size;            /* room for bytes at `data', not 0 */
	int *fd;
	unsigned room;          /* room for descriptors at `fd' */
	/* results */
	unsigned fds;           /* descriptors at `fd'; the caller's */
	unsigned surplus;       /* came unasked and were closed */
	size_t length;          /* bytes at `data' */
	struct lsc_identity sender;
};
#define LSC_INCOMING_INIT \
	{ sizeof(struct lsc_incoming), NULL, 0, NULL, 0, 0, 0, 0, \
	  { 0, 0, 0, 0, -1, 0 } }

/*
 * lsc_send - send data, and descriptors with it.
 *
 * Returns how many bytes went.  The descriptors go with the first of them,
 * all or none, and the effective ids of the sender go along; LSC_UNSIGNED
 * saves the time that this takes, and the receiver sees what it would see of
 * a write.  Like write, returns less than was asked for if a signal, the
 * timeout, O_NONBLOCK or the end of the peer ended the call in the middle of
 * the data.
 *
 * The descriptors stay the caller's, who may close them at once; with
 * LSC_CLOSE they are closed if they went, and are the caller's after -1.
 *
 * Blocks, as `timeout' allows, while the stream is full or too many
 * descriptors of this user are under way.  Async-signal-safe.
 *
 * Errors: EACCES EPERM (a security module, or the receiver, forbids it),
 * EAGAIN (it would block), EBADF (fd or one of the descriptors is not open),
 * EFAULT, EINTR, EINVAL (fd is not connected, or a message stream; a
 * descriptor is fd itself, by whatever number, or of a kind that the kernel
 * does not pass; more than LSC_FDS_MAX, or descriptors without a byte to go
 * with; an unknown flag or structure; without LSC_UNSIGNED: this process has
 * ids that mean nothing in its own user namespace), EMSGSIZE (fd keeps packets
 * and this is too long for one), ENOSR (the kernel has no memory), ENOSTR (fd is no socket of the UNIX domain;
 * where only data is sent, no socket), EPIPE (the other end is closed),
 * ETIMEDOUT.  Nothing has been sent then.  Since 0.1
 */
ssize_t lsc_send(int fd, const struct lsc_outgoing *message, unsigned flags,
    int timeout);

/*
 * lsc_recv - receive data, and the descriptors that come with it.
 *
 * Returns how many bytes came, 0 when the other end is closed and nothing is
 * left.  Takes what is there, at most message->size bytes, and at most to the
 * end of a piece that descriptors came with: so descriptors of two messages
 * never come together, but bytes sent before may come together with them.
 * Descriptors beyond message->room are closed and counted as surplus.
 * LSC_IGNORE closes all of them; LSC_REFUSE too, and fails with EPROTO.
 *
 * LSC_SENDER tells who sent, in message->sender: uid, gid and pid.  Of what
 * was not sent by lsc_send or I_SENDFD the kernel tells real ids; of such that
 * was sent before the first LSC_SENDER on this stream nothing is known, nor
 * are ids that have no mapping in this user namespace.  One call never returns
 * bytes of two processes then.
 *
 * Errors, after which the same message can still be received: EAGAIN,
 * EINTR, EMFILE ENFILE (no slots for the descriptors that are waiting; or,
 * the first time in a process, for a moment with LSC_SENDER), ENOMEM,
 * ETIMEDOUT.  Errors after which message->length bytes have been
 * received and no descriptor is left open: EACCES (the kernel withheld a
 * descriptor, and it is lost: a security module, or another thread took the
 * last free slot in the same moment), EMSGSIZE (fd keeps packets and this one
 * was longer than message->size; the rest is lost), EPROTO (LSC_REFUSE, and
 * descriptors came).
 * Others: EBADF, EFAULT, EINVAL (fd is not connected, or a message stream;
 * LSC_SENDER, and fd is
 * not of the UNIX domain; message->size is 0; LSC_IGNORE with LSC_REFUSE; an
 * unknown flag or structure), ENOSTR (fd is no socket).  Since 0.1
 */
ssize_t lsc_recv(int fd, struct lsc_incoming *message, unsigned flags,
    int timeout);

/* What lsc_listen does with a socket that has the name already.  Files that
   are no sockets are never replaced. */
#define LSC_REPLACE_DEAD   0    /* if its server is dead */
#define LSC_REPLACE_NEVER  1
#define LSC_REPLACE_LIVING 2    /* even if a server serves it: take over */

/* How to listen.  Begin with LSC_LISTEN_INIT. */
struct lsc_listen {
	size_t size_of_this;
	unsigned mode;          /* of the name, less the umask */
	int backlog;            /* clients that may wait; 0: as many as the
	                           system allows */
	int replace;            /* LSC_REPLACE_... */
	unsigned flags;         /* LSC_INHERIT, LSC_NONBLOCK, LSC_ABSTRACT,
	                           LSC_REFUSE */
};
#define LSC_LISTEN_INIT \
	{ sizeof(struct lsc_listen), 0600, 0, LSC_REPLACE_DEAD, 0 }

/*
 * lsc_listen - announce a server under a name.
 *
 * As serv_listen, with more choice.  how may be NULL: LSC_LISTEN_INIT, which
 * lets in only the same user, and root.
 *
 * A name with LSC_ABSTRACT (Linux) is a string of 1 to 107 bytes in the
 * network namespace: everybody there may connect to it, nobody can replace
 * it, and it is gone when its last listener is closed.
 *
 * With LSC_REFUSE clients cannot pass descriptors: where the kernel can refuse
 * them (Linux 6.16) their lsc_send fails with EPERM; elsewhere they are closed
 * when they are received, as always.
 *
 * Errors, as for serv_listen: EACCES EADDRINUSE EBUSY EDQUOT EFAULT ELOOP
 * EMFILE ENAMETOOLONG ENFILE ENOENT ENOLCK ENOMEM ENOSPC ENOSR ENOTDIR
 * ENOTSOCK EPERM EROFS; and EINVAL (an unknown flag, structure or value),
 * ENOTSUP (the name cannot have this mode from its birth: systems other than
 * Linux), EPROTONOSUPPORT (this system has no abstract names).  Since 0.1
 */
int lsc_listen(const char *name, const struct lsc_listen *how);

/*
 * lsc_connect - connect to a server by its name.
 *
 * flags: LSC_INHERIT, LSC_NONBLOCK, LSC_ABSTRACT, LSC_REFUSE, by which the
 * server cannot pass descriptors.  Blocks, as `timeout' allows, while the
 * server has too many clients that it has not accepted.
 *
 * Errors, as for cli_conn: EACCES ECONNREFUSED EFAULT EINTR ELOOP EMFILE
 * ENAMETOOLONG ENFILE ENOENT ENOMEM ENOSR ENOTDIR EPERM EPROTOTYPE EROFS; and
 * EAGAIN, EINVAL (an unknown flag), EPROTONOSUPPORT (this system has no
 * abstract names), ETIMEDOUT.  Since 0.1
 */
int lsc_connect(const char *name, unsigned flags, int timeout);

/*
 * lsc_accept - wait for the next client.
 *
 * Returns the stream to it; lsc_peer tells who it is.  flags: LSC_INHERIT,
 * LSC_NONBLOCK.  Where several processes or threads accept from one listener,
 * set O_NONBLOCK on it: otherwise a call whose client was taken by another in
 * the same moment waits for the next one, however long that takes.
 *
 * Errors: EAGAIN EBADF EINTR, EINVAL (listener does not listen; an unknown
 * flag), EMFILE ENFILE (the client stays queued), ENOMEM ENOSR, ENOSTR
 * (listener is no stream), EPERM ETIMEDOUT.  Since 0.1
 */
int lsc_accept(int listener, unsigned flags, int timeout);

/*
 * lsc_peer - tell who connected the other end of a stream.
 *
 * To a server that is who called connect, to a client who called listen, and
 * of a pair who made it: with the effective ids of that moment.  It may have
 * passed its end to somebody else since, which lsc_recv with LSC_SENDER
 * tells.  wanted says what to ask for, who->known what there was
 * to know.  Ids that have no mapping in this user namespace are not known,
 * nor are groups of which one has none.  groups has room for `room' group
 * ids, and may be NULL if LSC_GROUPS is not wanted.  who->pidfd is a new
 * descriptor and the caller's, if it is known.
 *
 * Never blocks.  Errors, after which nothing has been opened: EBADF, EFAULT
 * (who is NULL), EINVAL (fd is not connected; an unknown bit is wanted),
 * EMFILE ENFILE, ENOMEM, ENOSTR (fd is no socket of the UNIX domain), ERANGE
 * (there are who->groups groups, more than room).  Since 0.1
 */
int lsc_peer(int fd, unsigned wanted, struct lsc_identity *who, gid_t *groups,
    unsigned room);

/* lsc_backend_name - tell what carries the streams: "streams", "control"
   or "accrights".  Never fails.  Since 0.1 */
const char *lsc_backend_name(void);

/* lsc_version - tell the release of the library that runs, as "0.1.0".
   Never fails.  Since 0.1 */
const char *lsc_version(void);

/*
 * lsc_features - tell what this build of the library can ask a kernel for.
 *
 * Returns LSC_HAS_... bits.  The kernel that it runs on may lack some, which
 * shows in lsc_peer's `known' and in errors.  Never fails.  Since 0.1
 */
#define LSC_HAS_PEER      0x01U /* the ids of lsc_peer and serv_accept */
#define LSC_HAS_SENDER    0x02U /* the sender of each message */
#define LSC_HAS_PIDFD     0x04U
#define LSC_HAS_GROUPS    0x08U
#define LSC_HAS_CLOEXEC   0x10U /* close-on-exec from birth, not just after */
#define LSC_HAS_DROPPED   0x20U /* a withheld descriptor is noticed */
unsigned lsc_features(void);

#ifdef __cplusplus
}
#endif

#endif
