/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/manner.h"
#include "head/parcel.h"
#include "sys/sys.h"

static const unsigned FLAGS = LSC_CLOSE | LSC_UNSIGNED;

static bool
is_valid(const struct lsc_outgoing *message, unsigned flags)
{
	return message->size_of_this == sizeof *message &&
	    (flags & ~FLAGS) == 0 && message->fds <= LSC_FDS_MAX;
}

static bool
is_there(const struct lsc_outgoing *message)
{
	return (message->data != NULL || message->size == 0) &&
	    (message->fd != NULL || message->fds == 0);
}

static ssize_t
send_parcel(int end, const struct lsc_outgoing *message, unsigned flags,
    lsci_until until)
{
	struct lsci_outgoing out = {
		.head = message->data, .head_size = message->size,
		.fd = message->fd, .fds = message->fds,
		.sign = (flags & LSC_UNSIGNED) == 0
	};

	return lsci_parcel_send(end, &out, until);
}

/* A number that was passed twice is closed once: the second time it may be
   another thread's. */
static void
close_each(const int *fd, unsigned fds)
{
	unsigned i, j;

	for (i = 0; i < fds; i++) {
		for (j = 0; fd[j] != fd[i]; j++)
			;
		if (j == i)
			lsci_sys_close(fd[i]);
	}
}

ssize_t
lsc_send(int fd, const struct lsc_outgoing *message, unsigned flags,
    int timeout)
{
	int saved = errno;
	ssize_t n;

	if (message == NULL)
		n = -EFAULT;
	else if (!is_valid(message, flags))
		n = -EINVAL;
	else if (!is_there(message))
		n = -EFAULT;
	else if ((n = lsci_refuse_message_stream(fd)) == 0)
		n = send_parcel(fd, message, flags, lsci_sys_until(timeout));
	if (n >= 0 && (flags & LSC_CLOSE) != 0)
		close_each(message->fd, message->fds);
	return lsci_edge_size(saved, n);
}
