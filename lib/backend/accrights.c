/* SPDX-License-Identifier: ISC */
/*
 * Descriptors in msg_accrights (4.3BSD, SVR4.2, old Solaris).
 *
 * These systems report neither what they dropped nor whether a message was
 * cut, and nothing about senders: room for the maximum keeps the first from
 * happening.
 */
#include <config.h>

#include <string.h>
#include <sys/socket.h>

#include "backend/rights.h"
#include "sys/sys.h"

const char lsci_backend_name[] = "accrights";
const bool lsci_rights_tell_sender = false;
const bool lsci_rights_tell_dropped = false;
const bool lsci_rights_close_on_exec = false;

ssize_t
lsci_rights_send(int end, const struct lsci_outgoing *out, int flags)
{
	struct iovec part[2];
	struct msghdr msg;
	int rights[LSCI_RIGHTS_MAX];

	if (out->fds > LSCI_RIGHTS_MAX)
		return -EINVAL;
	memset(&msg, 0, sizeof msg);
	msg.msg_iov = part;
	msg.msg_iovlen = lsci_rights_gather(out, part);
	if (out->fds > 0) {
		memcpy(rights, out->fd, out->fds * sizeof *rights);
		msg.msg_accrights = (void *)rights;
		msg.msg_accrightslen = (int)(out->fds * sizeof *rights);
	}
	return lsci_sys_sendmsg(end, &msg, flags | LSCI_MSG_NOSIGNAL);
}

ssize_t
lsci_rights_recv(int end, struct lsci_incoming *in, int flags)
{
	struct iovec part = { .iov_base = in->data, .iov_len = in->size };
	int rights[LSCI_RIGHTS_ROOM];
	struct msghdr msg;
	ssize_t n;

	memset(&msg, 0, sizeof msg);
	msg.msg_iov = &part;
	msg.msg_iovlen = 1;
	msg.msg_accrights = (void *)rights;
	msg.msg_accrightslen = (int)sizeof rights;
	lsci_rights_nothing(in);
	n = lsci_sys_recvmsg(end, &msg, flags);
	if (n >= 0 && msg.msg_accrightslen > 0)
		lsci_rights_sort(in, rights, (size_t)msg.msg_accrightslen,
		    in->close_on_exec);
	return n;
}

/* Whether a descriptor is attached can only be seen by receiving duplicates,
   which are closed at once.  Without a slot for one nothing can be seen, and
   the answer must be that it may be. */
ssize_t
lsci_rights_peek(int end, void *data, size_t size, struct lsci_look *look,
    int flags)
{
	struct lsci_incoming in = { .data = data, .size = size };
	ssize_t n = lsci_rights_recv(end, &in, flags | MSG_PEEK |
	    (look != NULL ? LSCI_MSG_TRUNC : 0));

	if (look == NULL || n < 0)
		return n;
	look->carries = in.surplus > 0 || lsci_sys_prove_slot(end) < 0;
	look->named = LSCI_NAMED;
	look->size = (size_t)n;
	look->got = look->size < size ? look->size : size;
	return (ssize_t)look->got;
}

int
lsci_rights_want_sender(int end)
{
	(void)end;
	return 0;
}
