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

#include "backend/rights.h"
#include "sys/sys.h"

const char lsci_backend_name[] = "control";

/* Credentials, groups, a pidfd, a time stamp, a security label (a page). */
enum { OTHER_CONTROL = 4096 + 512 };

union recv_control {
	struct cmsghdr align;
	unsigned char room[CMSG_SPACE(LSCI_RIGHTS_ROOM * sizeof(int)) +
	    OTHER_CONTROL];
};

union send_control {
	struct cmsghdr align;
	unsigned char room[CMSG_SPACE(LSCI_RIGHTS_MAX * sizeof(int))];
};

ssize_t
lsci_rights_send(int end, const struct lsci_outgoing *out, int flags)
{
	struct iovec part[2];
	struct msghdr msg = { .msg_iov = part };
	union send_control control;
	struct cmsghdr *rights = &control.align;
	size_t size = out->fds * sizeof(int);

	if (out->fds > LSCI_RIGHTS_MAX)
		return -EINVAL;
	msg.msg_iovlen = lsci_rights_gather(out, part);
	if (out->fds > 0) {
		memset(&control, 0, CMSG_SPACE(size));
		rights->cmsg_level = SOL_SOCKET;
		rights->cmsg_type = SCM_RIGHTS;
		rights->cmsg_len = CMSG_LEN(size);
		memcpy(CMSG_DATA(rights), out->fd, size);
		msg.msg_control = &control;
		msg.msg_controllen = CMSG_SPACE(size);
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

static void
sort_control(struct lsci_incoming *in, struct msghdr *msg)
{
	struct cmsghdr *record;

	if (msg->msg_controllen < sizeof *record)
		return;
	for (record = CMSG_FIRSTHDR(msg); record != NULL;
	    record = CMSG_NXTHDR(msg, record))
		if (record->cmsg_level == SOL_SOCKET &&
		    record->cmsg_type == SCM_RIGHTS)
			lsci_rights_sort(in, CMSG_DATA(record),
			    size_inside(msg, record));
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
	ssize_t n = lsci_sys_recvmsg(end, &msg, flags);

	in->fds = in->surplus = 0;
	in->dropped = in->cut = false;
	if (n < 0)
		return n;
	sort_control(in, &msg);
	in->dropped = (msg.msg_flags & MSG_CTRUNC) != 0;
	in->cut = (msg.msg_flags & MSG_TRUNC) != 0;
	return n;
}

/* Without a control buffer a peek installs nothing, and MSG_CTRUNC tells
   that there would have been something to install. */
ssize_t
lsci_rights_peek(int end, void *data, size_t size, bool *carries, int flags)
{
	struct iovec part = { .iov_base = data, .iov_len = size };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t n = lsci_sys_recvmsg(end, &msg, flags | MSG_PEEK);

	if (carries != NULL)
		*carries = n < 0 || (msg.msg_flags & MSG_CTRUNC) != 0;
	return n;
}
