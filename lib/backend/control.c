/* SPDX-License-Identifier: ISC */
/*
 * Descriptors in msg_control, as SCM_RIGHTS (Linux, the BSDs, macOS, modern
 * Solaris).
 *
 * The control buffer of a receive always has room for as many descriptors
 * as a peer can send, and for the credentials and labels that some option
 * may put before them: what does not fit is lost, or worse, left open.
 */
#include <config.h>

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "backend/rights.h"
#include "sys/sender.h"
#include "sys/sys.h"

const char lsci_backend_name[] = "control";
const bool lsci_rights_tell_sender = true;
const bool lsci_rights_tell_dropped = true;
const bool lsci_rights_close_on_exec = LSCI_MSG_CLOEXEC != 0;

/* Linux 6.5; the number is the kernel's for ever. */
#if defined __linux__ && !defined SCM_PIDFD
#define SCM_PIDFD 0x04
#endif

/* Credentials, groups, a pidfd, a time stamp, a security label (a page). */
enum { OTHER_CONTROL = 4096 + 512 };

union recv_control {
	struct cmsghdr align;
	unsigned char room[CMSG_SPACE(LSCI_RIGHTS_ROOM * sizeof(int)) +
	    OTHER_CONTROL];
};

union send_control {
	struct cmsghdr align;
	unsigned char room[CMSG_SPACE(LSCI_SIGNATURE_MAX) +
	    CMSG_SPACE(LSCI_RIGHTS_MAX * sizeof(int))];
};

/* The last of some control records that are being written. */
struct records {
	unsigned char *room;
	size_t used;
};

static void
add_record(struct records *records, int type, const void *data, size_t size)
{
	struct cmsghdr header;
	unsigned char *record = records->room + records->used;

	memset(record, 0, CMSG_SPACE(size));
	memset(&header, 0, sizeof header);
	header.cmsg_level = SOL_SOCKET;
	header.cmsg_type = type;
	header.cmsg_len = CMSG_LEN(size);
	memcpy(record, &header, sizeof header);
	memcpy(record + CMSG_LEN(0), data, size);
	records->used += CMSG_SPACE(size);
}

static void
add_signature(struct records *records)
{
	unsigned char own[LSCI_SIGNATURE_MAX];

	lsci_sender_sign(own);
	add_record(records, lsci_sender_type, own, lsci_sender_size);
}

ssize_t
lsci_rights_send(int end, const struct lsci_outgoing *out, int flags)
{
	struct iovec part[2];
	struct msghdr msg = { .msg_iov = part };
	union send_control control;
	struct records records = { control.room, 0 };

	if (out->fds > LSCI_RIGHTS_MAX)
		return -EINVAL;
	msg.msg_iovlen = lsci_rights_gather(out, part);
	if (out->sign && lsci_sender_is_told)
		add_signature(&records);
	if (out->fds > 0)
		add_record(&records, SCM_RIGHTS, out->fd,
		    out->fds * sizeof *out->fd);
	if (records.used > 0) {
		msg.msg_control = control.room;
		msg.msg_controllen = records.used;
	}
	return lsci_sys_sendmsg(end, &msg, flags | LSCI_MSG_NOSIGNAL);
}

/* Some kernels leave cmsg_len as it was before they cut the record off:
   what counts is what lies inside the bytes that were returned. */
static size_t
size_inside(const struct msghdr *msg, const struct cmsghdr *record)
{
	const unsigned char *start = CMSG_DATA(record);
	const unsigned char *limit =
	    (const unsigned char *)msg->msg_control + msg->msg_controllen;
	size_t inside = start < limit ? (size_t)(limit - start) : 0;
	size_t claimed = record->cmsg_len > CMSG_LEN(0) ?
	    record->cmsg_len - CMSG_LEN(0) : 0;

	return claimed < inside ? claimed : inside;
}

#ifdef SCM_PIDFD
/* A descriptor that no sender sent: SO_PASSPIDFD makes the kernel add it, and
   that option is the socket's, so whoever made the socket may have set it.
   A negative number says why there is none. */
static void
close_pidfd(const void *data, size_t size)
{
	int pidfd;

	if (size < sizeof pidfd)
		return;
	memcpy(&pidfd, data, sizeof pidfd);
	if (pidfd >= 0)
		lsci_sys_close(pidfd);
}
#endif

static void
sort_record(struct lsci_incoming *in, const struct cmsghdr *record,
    size_t size)
{
	if (record->cmsg_level != SOL_SOCKET)
		return;
	if (record->cmsg_type == SCM_RIGHTS)
		lsci_rights_sort(in, CMSG_DATA(record), size,
		    in->close_on_exec && LSCI_MSG_CLOEXEC == 0);
	else if (lsci_sender_is_told && record->cmsg_type == lsci_sender_type)
		lsci_sender_note(&in->sender, CMSG_DATA(record), size);
#ifdef SCM_PIDFD
	else if (record->cmsg_type == SCM_PIDFD)
		close_pidfd(CMSG_DATA(record), size);
#endif
}

static void
sort_control(struct lsci_incoming *in, struct msghdr *msg)
{
	struct cmsghdr *record;

	if (msg->msg_controllen < sizeof *record)
		return;
	for (record = CMSG_FIRSTHDR(msg); record != NULL;
	    record = CMSG_NXTHDR(msg, record))
		sort_record(in, record, size_inside(msg, record));
}

ssize_t
lsci_rights_recv(int end, struct lsci_incoming *in, int flags)
{
	struct iovec part = { .iov_base = in->data, .iov_len = in->size };
	union recv_control control;
	struct msghdr msg = {
		.msg_iov = &part, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof control
	};
	ssize_t n;

	lsci_rights_nothing(in);
	n = lsci_sys_recvmsg(end, &msg,
	    in->close_on_exec ? flags | LSCI_MSG_CLOEXEC : flags);
	if (n < 0)
		return n;
	sort_control(in, &msg);
	if (n == 0) {           /* at a hang-up Linux names root */
		static const struct lsci_identity nobody = LSCI_NOBODY;

		in->sender = nobody;
	}
	in->dropped = (msg.msg_flags & MSG_CTRUNC) != 0;
	in->cut = (msg.msg_flags & MSG_TRUNC) != 0;
	return n;
}

/* Linux names a socket that wants the sender when it sends, and what was
   accepted has the name of its listener; nobody can take those away.  Those
   that say something are of a length of their own. */
static enum lsci_named
name_of(socklen_t size)
{
	socklen_t length = size - (socklen_t)sizeof(sa_family_t);

	if (size <= sizeof(sa_family_t))
		return LSCI_NAMELESS;
	return length == LSCI_NAME_SIZE ? LSCI_NAMED : LSCI_NAMED_OTHERWISE;
}

/*
 * Without a control buffer a peek installs nothing, and MSG_CTRUNC tells that
 * there would have been something to install.  But where the sender is wanted
 * its record is cut too: so there is room for that, and no more.  Where the
 * sender is not wanted, a few descriptors fit into the same room and are
 * installed; duplicates, which are closed.
 *
 * Whoever made the socket may have asked for records that nobody here reads,
 * and they are cut like a descriptor.
 */
static ssize_t
peek_once(int end, void *data, size_t size, struct lsci_look *look, int flags)
{
	struct lsci_incoming none = LSCI_INCOMING_INIT;
	struct iovec part = { .iov_base = data, .iov_len = size };
	struct sockaddr_un from;
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	union {
		struct cmsghdr align;
		unsigned char room[CMSG_SPACE(LSCI_SIGNATURE_MAX)];
	} control;
	ssize_t n;

	msg.msg_control = &control;
	msg.msg_controllen = CMSG_SPACE(lsci_sender_size);
	msg.msg_name = &from;
	msg.msg_namelen = sizeof from;
	n = lsci_sys_recvmsg(end, &msg, flags | MSG_PEEK | LSCI_MSG_TRUNC);
	if (n < 0)
		return n;
	sort_control(&none, &msg);
	look->carries = none.surplus > 0 || (msg.msg_flags & MSG_CTRUNC) != 0;
	look->named = name_of(msg.msg_namelen);
	look->size = (size_t)n;
	look->got = look->size < size ? look->size : size;
	return (ssize_t)look->got;
}

static ssize_t
peek_bytes(int end, void *data, size_t size, int flags)
{
	struct iovec part = { .iov_base = data, .iov_len = size };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };

	return lsci_sys_recvmsg(end, &msg, flags | MSG_PEEK);
}

ssize_t
lsci_rights_peek(int end, void *data, size_t size, struct lsci_look *look,
    int flags)
{
	ssize_t n;

	if (look == NULL)
		return peek_bytes(end, data, size, flags);
	n = peek_once(end, data, size, look, flags);
	if (n >= 0 && look->carries && lsci_sender_alone(end))
		n = peek_once(end, data, size, look, flags);
	return n;
}

int
lsci_rights_want_sender(int end)
{
	int r = lsci_sys_learn_identity();

	return r < 0 ? r : lsci_sender_want(end, true);
}
