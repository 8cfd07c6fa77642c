/* SPDX-License-Identifier: ISC */
/*
 * What a transport must be able to do: the contract of the backends.
 *
 * Exactly one backend is linked.  `control' and `accrights' are both UNIX
 * domain sockets and share the socket_*.c files; they differ in how
 * descriptors ride on a message (rights.h).  `streams' is a system's own
 * STREAMS.  It has what APUE's calls need: pairs, send, recv and peek, listen,
 * accept and connect, peer, kind and features; above it is lib/native, where
 * the system has what the others are for.  There a descriptor is received
 * behind the bytes that it was sent with, by itself and with one byte of its
 * own, which is not zero; and connect waits as long as it takes.
 *
 * An `end' is a descriptor of a stream; the caller owns it and every call
 * leaves it open.  All calls return a negative errno on failure, and then
 * nothing was sent, nothing taken off the stream and nothing stays open,
 * unless the call says otherwise.  -EINTR means: a signal came before
 * anything happened.  -ETIMEDOUT comes only where a moment was named until
 * which the call may wait, and -EAGAIN only where none was.  Hang-up of the other end is never an error of a
 * receive.  No call raises SIGPIPE.
 */
#ifndef LSCI_BACKEND_H
#define LSCI_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "compat/stream_errno.h"
#include "sys/born.h"
#include "sys/identity.h"
#include "sys/until.h"

/* A message is sent with at most as many descriptors as Linux takes.  A
   receive has room for more, because some systems let a peer send more, and
   leave open what does not fit. */
enum { LSCI_RIGHTS_MAX = 253, LSCI_RIGHTS_ROOM = 512 };

/*
 * A parcel: bytes and descriptors that travel together.
 *
 * When descriptors travel there is at least one byte: stream sockets drop
 * descriptors that have none to ride on.
 */

struct lsci_outgoing {
	const void *head;       /* first part of the bytes, may be empty */
	size_t head_size;
	const void *tail;       /* second part, directly behind it */
	size_t tail_size;
	const int *fd;          /* descriptors, which stay the caller's */
	unsigned fds;
	bool sign;              /* tell who sends, by effective ids */
	bool ours;              /* lsci_backend_kind has recognised the end */
};
#define LSCI_OUTGOING_INIT { .head = NULL }

/* A descriptor that nobody expects need not have a slot. */
enum lsci_slot { LSCI_SLOT_PROVED, LSCI_SLOT_UNPROVED };

struct lsci_incoming {
	void *data;             /* where the bytes go */
	size_t size;            /* room for them, not 0 */
	int *fd;                /* where descriptors go */
	unsigned room;          /* how many of them are wanted */
	unsigned fds;           /* result: how many came; now the caller's */
	unsigned surplus;       /* result: came unasked and were closed */
	bool close_on_exec;     /* how the descriptors are born */
	enum lsci_slot slot;    /* whether one must be proved first */
	bool dropped;           /* result: the kernel withheld some */
	bool cut;               /* result: a packet was longer than `size' */
	struct lsci_identity sender; /* result, once the sender is wanted */
};
#define LSCI_INCOMING_INIT { .data = NULL }

/*
 * lsci_backend_pair - make a stream pipe.  Neither end is close-on-exec.
 * Errors: EACCES EFAULT EMFILE ENFILE ENOMEM ENOSR
 */
int lsci_backend_pair(int end[2]);

/*
 * lsci_backend_send - send one parcel; returns how many bytes went.
 *
 * All descriptors go with the first byte or none does.  Fewer bytes than
 * given may go.  Waits for room, also while the user has too many descriptors
 * under way.
 * Errors: EACCES EAGAIN EBADF EINTR EINVAL EMSGSIZE ENOSR ENOSTR EPERM EPIPE
 * ETIMEDOUT
 */
ssize_t lsci_backend_send(int end, const struct lsci_outgoing *out,
    lsci_until until);

/*
 * lsci_backend_recv - receive from the head of the stream; returns how many
 * bytes came, 0 when the other end is gone and nothing is left.
 *
 * Takes at most in->size bytes, at most in->room descriptors, and closes
 * every other descriptor that came along.  On a byte stream a receive ends
 * behind the bytes that a descriptor came with.  If descriptors are wanted
 * and wait, but the process has no free slots for them, the answer is EMFILE
 * or ENFILE and the parcel stays.
 * Errors: EAGAIN EBADF EINTR EINVAL EMFILE ENFILE ENOMEM ENOSTR ETIMEDOUT
 */
ssize_t lsci_backend_recv(int end, struct lsci_incoming *in,
    lsci_until until);

/*
 * lsci_backend_peek - look at the next bytes and take nothing.
 *
 * *carries, unless NULL, says whether a descriptor may be attached to them;
 * it is false only if certainly none is.  Returns 0 at hang-up.  Waits for
 * ever or not at all.
 * Errors: EAGAIN EBADF EINTR EINVAL ENOMEM ENOSTR
 */
ssize_t lsci_backend_peek(int end, void *data, size_t size, bool *carries,
    lsci_until until);

/* Whether the other end has a name, and whether lsci_backend_name_end gave
   it. */
enum lsci_named { LSCI_NAMELESS, LSCI_NAMED_OTHERWISE, LSCI_NAMED };

/* The first packet of a message stream, without its bytes. */
struct lsci_look {
	size_t size;            /* bytes it has */
	size_t got;             /* how many of them were copied */
	bool carries;           /* a descriptor is attached */
	enum lsci_named named;
};

/*
 * lsci_backend_look - look at the first packet and take nothing; copies up to
 * `room' of its bytes.  Returns 1, or 0 at hang-up.  An empty packet is one.
 * Never waits.
 * Errors: EAGAIN EBADF EINTR EINVAL ENOMEM ENOSTR
 */
int lsci_backend_look(int end, void *data, size_t room,
    struct lsci_look *look);

/*
 * lsci_backend_scan - look at all packets, first to last, as far as they are
 * there; `start' has the first look->got bytes, at least 16 if it has them.
 * Ends at one for which the visitor returns other than 0, and returns that.
 *
 * A look at the first packet sees another one meanwhile, in whatever process,
 * or none; so who draws a conclusion from it that taking the packet does not
 * put right looks surely.  That ends a scan that is on, also one whose process
 * has died; a scan that is ended so begins again (-EAGAIN).
 * Errors: EBADF EINTR EINVAL ENOMEM ENOSTR ENOTSUP
 */
typedef int lsci_scan_visitor(const unsigned char *start,
    const struct lsci_look *look, void *context);
int lsci_backend_scan(int end, lsci_scan_visitor *visit, void *context);
int lsci_backend_look_surely(int end, void *data, size_t room,
    struct lsci_look *look);

/* Before an end is used. */
void lsci_backend_begin_without_scans(int end);

/*
 * lsci_backend_name_end - give an end a name, which the other end sees when it
 * looks: a message to it that costs nothing.  Does nothing for one that has a
 * name, or that the kernel has named because it wants the sender.
 * Errors: EACCES EBADF ENOMEM
 */
int lsci_backend_name_end(int end);

/*
 * lsci_backend_message_pair - make a pair that keeps message boundaries, with
 * a key that nobody else knows.
 * Errors: those of lsci_backend_pair; ENOTSUP (no place for the state)
 */
int lsci_backend_message_pair(int end[2], unsigned born);

/*
 * lsci_backend_want_sender - from now on receives from this end report the
 * sender of what was signed.  A backend that cannot tell reports nobody.
 * Needs a free descriptor the first time in a process.
 * Errors: EBADF EMFILE ENFILE ENOMEM ENOSTR
 */
int lsci_backend_want_sender(int end);

/*
 * lsci_backend_send_unnamed - lsci_backend_send, one attempt that does not
 * wait, for an end from which senders are wanted: Linux names such an end when
 * it sends, so the wish is taken back for that moment.
 */
ssize_t lsci_backend_send_unnamed(int end, const struct lsci_outgoing *out);

/*
 * lsci_backend_kind - what a descriptor is, whoever opened it: every stream
 * and listener of this library can be recognised by every holder.
 * Errors: EBADF
 */
enum lsci_kind { LSCI_STRANGER, LSCI_BYTE_STREAM, LSCI_LISTENER,
	LSCI_MESSAGE_STREAM };
int lsci_backend_kind(int fd);

/* What an end keeps for everybody who holds it. */
struct lsci_state {
	enum lsci_kind kind;
	bool second;            /* which of the two ends */
	bool sender_wanted;     /* lsci_backend_want_sender was called */
	bool partial;           /* taken.h's number tells how much */
	bool unreadable;        /* who opened it did not ask to read; */
	bool unwritable;        /* or not to write */
	unsigned read_mode;     /* 0 to 3 each; what they mean is options.h's */
	unsigned control_mode;
	unsigned write_options;
	unsigned error_options; /* 0 to 15 */
	uint32_t key;           /* of a message stream, both ends the same */
};
#define LSCI_STATE_INIT { .kind = LSCI_STRANGER, .write_options = 2, \
    .error_options = 5 }

/*
 * The state of an end; a stranger's is that of a fresh end.
 * Errors: EBADF; to set it also ENOSTR
 */
int lsci_backend_get_state(int fd, struct lsci_state *state);
int lsci_backend_set_state(int fd, const struct lsci_state *state);

/*
 * lsci_backend_become_message_stream - make a connected packet socket that
 * nobody has used yet one of the ends of a message stream.
 * Errors: ENOTSUP
 */
int lsci_backend_become_message_stream(int fd, const struct lsci_state *state);

/* Where a name is: in the file system, or in a space of its own. */
enum lsci_space { LSCI_FILE_NAME, LSCI_ABSTRACT_NAME };

/* What gives way to a new server of the same name: sockets only, never a file
   of another kind. */
enum lsci_replace { LSCI_REPLACE_DEAD, LSCI_REPLACE_NEVER,
	LSCI_REPLACE_LIVING };

struct lsci_server {
	enum lsci_space space;
	mode_t mode;            /* of a file name, less the umask */
	int backlog;            /* clients that may wait; 0: as many as can */
	enum lsci_replace replace;
	unsigned born;          /* the listener; see born.h */
};

/*
 * lsci_backend_listen - announce a server under a name; returns a listener.
 * The name has its mode from birth (-ENOTSUP if that cannot be had).
 * Errors: EACCES EADDRINUSE EBUSY EDQUOT ELOOP EMFILE ENAMETOOLONG ENFILE
 * ENOENT ENOLCK ENOMEM ENOSPC ENOSR ENOTDIR ENOTSOCK ENOTSUP EPERM
 * EPROTONOSUPPORT EROFS
 */
int lsci_backend_listen(const char *name, const struct lsci_server *server);

/*
 * lsci_backend_accept - take the next client; returns the stream to it.
 * *who, unless NULL, is the client when it connected; -ENOTSUP means that the
 * kernel cannot tell its user, and the client was dropped.
 * Errors: EAGAIN EBADF EINTR EINVAL EMFILE ENFILE ENOMEM ENOSR ENOSTR
 * ENOTSUP EPERM ETIMEDOUT
 */
int lsci_backend_accept(int listener, struct lsci_identity *who,
    unsigned born, lsci_until until);

/*
 * lsci_backend_connect - connect to the server behind a name.
 * Errors: EACCES EAGAIN ECONNREFUSED EINTR ELOOP EMFILE ENAMETOOLONG ENFILE
 * ENOENT ENOMEM ENOSR ENOTDIR EPERM EPROTONOSUPPORT EPROTOTYPE EROFS
 * ETIMEDOUT
 */
int lsci_backend_connect(const char *name, enum lsci_space space,
    unsigned born, lsci_until until);

/*
 * Rendezvous: a listener of packets under an abstract name.
 *
 * lsci_backend_rendezvous makes one, close-on-exec; lsci_backend_meet connects
 * to one and tells whose it is; lsci_backend_rendezvous_of tells the name of
 * one, or of the one that an end was accepted from, or -ENOENT.  -EAGAIN: too
 * many wait to be accepted; nobody waits here.
 *
 * lsci_backend_take_name gives a name to a socket that does nothing else, and
 * lsci_backend_is_named says whether any socket has it.
 * Errors: EACCES EADDRINUSE EAGAIN ECONNREFUSED EINTR EMFILE ENFILE ENOMEM
 * ENOSR ENOTSUP EPERM EPROTONOSUPPORT EPROTOTYPE
 */
int lsci_backend_rendezvous(const char *name);
int lsci_backend_meet(const char *name, struct lsci_identity *host);
int lsci_backend_take_name(const char *name);
bool lsci_backend_is_named(const char *name);
enum { LSCI_RENDEZVOUS_NAME_MAX = 108 };
int lsci_backend_rendezvous_of(int fd, char name[LSCI_RENDEZVOUS_NAME_MAX]);

/* Who made the other end of a stream: what is wanted, and what is known. */
struct lsci_peer {
	struct lsci_identity ids;
	bool want_pidfd;
	bool want_groups;
	gid_t *group;           /* room for group ids */
	unsigned groups;        /* how much; and how many there are */
	bool groups_known;
	int pidfd;              /* the caller's; -1 if it is not known */
};

/*
 * lsci_backend_peer - ask for all that.
 * Errors: EBADF EINVAL EMFILE ENFILE ENOMEM ENOSTR ERANGE
 */
int lsci_backend_peer(int end, struct lsci_peer *peer);

/* "streams", "control" or "accrights". */
extern const char lsci_backend_name[];

/* What this build can ask a kernel for. */
struct lsci_features {
	bool peer;
	bool sender;
	bool pidfd;
	bool groups;
	bool close_on_exec;     /* from birth */
	bool dropped;
};
struct lsci_features lsci_backend_features(void);

#endif
