/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/manner.h"
#include "head/known.h"
#include "head/parcel.h"

static const unsigned FLAGS =
    LSC_IGNORE | LSC_REFUSE | LSC_SENDER | LSC_INHERIT;

static bool
is_valid(const struct lsc_incoming *message, unsigned flags)
{
	return message->size_of_this == sizeof *message &&
	    message->size > 0 && (flags & ~FLAGS) == 0 &&
	    (flags & (LSC_IGNORE | LSC_REFUSE)) != (LSC_IGNORE | LSC_REFUSE);
}

static int
receive(int end, struct lsc_incoming *message, unsigned flags,
    lsci_until until)
{
	bool accept = (flags & (LSC_IGNORE | LSC_REFUSE)) == 0;
	struct lsci_incoming in = {
		.data = message->data, .size = message->size,
		.fd = message->fd, .room = accept ? message->room : 0,
		.close_on_exec = (flags & LSC_INHERIT) == 0
	};
	int r = (flags & LSC_SENDER) != 0 ? lsci_backend_want_sender(end) : 0;

	if (r < 0)
		return r;
	r = lsci_parcel_recv(end, &in, (flags & LSC_REFUSE) != 0, until,
	    &message->length);
	message->fds = in.fds;
	message->surplus = in.surplus;
	if ((flags & LSC_SENDER) != 0)
		lsci_introduce(&message->sender, &in.sender);
	return r;
}

ssize_t
lsc_recv(int fd, struct lsc_incoming *message, unsigned flags, int timeout)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;
	int saved = errno;
	unsigned i;
	int r;

	if (message == NULL)
		return lsci_edge(saved, -EFAULT);
	if (!is_valid(message, flags))
		return lsci_edge(saved, -EINVAL);
	if (message->data == NULL || (message->fd == NULL && message->room > 0))
		return lsci_edge(saved, -EFAULT);
	message->fds = message->surplus = 0;
	message->length = 0;
	lsci_introduce(&message->sender, &nobody);
	r = lsci_refuse_message_stream(fd);
	if (r == 0)
		r = receive(fd, message, flags, lsci_sys_until(timeout));
	for (i = 0; i < message->fds; i++)
		lsci_known_forget(message->fd[i]);
	return lsci_edge_size(saved, r < 0 ? r : (ssize_t)message->length);
}
