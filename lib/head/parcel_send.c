/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <sys/stat.h>

#include "head/parcel.h"
#include "sys/sys.h"

/* Whether it is the same socket by another number, too. */
static int
refuse_same(int end, const struct stat *st)
{
	struct stat own;
	int r = lsci_sys_stat(end, &own);

	if (r < 0)
		return r == -ENOMEM ? -ENOSR : r;
	return own.st_dev == st->st_dev && own.st_ino == st->st_ino ?
	    -EINVAL : 0;
}

static int
refuse_itself(int end, const struct lsci_outgoing *out)
{
	unsigned i;
	int r = 0;

	for (i = 0; i < out->fds && r == 0; i++) {
		struct stat st;

		r = lsci_sys_stat(out->fd[i], &st);
		if (r < 0)
			return r == -ENOMEM ? -ENOSR : r;
		if (S_ISSOCK(st.st_mode))
			r = refuse_same(end, &st);
	}
	return r;
}

/* A send that may not wait in the kernel stops when the stream is full, and
   there may be time left. */
static ssize_t
send_more(int end, const struct lsci_outgoing *out, size_t sent,
    lsci_until until)
{
	struct lsci_outgoing rest = *out;

	rest.fds = 0;
	while (until > LSCI_DONT_WAIT && sent < out->head_size) {
		ssize_t n;

		rest.head = (const char *)out->head + sent;
		rest.head_size = out->head_size - sent;
		n = lsci_backend_send(end, &rest, until);
		if (n < 0)
			break;
		sent += (size_t)n;
	}
	return (ssize_t)sent;
}

ssize_t
lsci_parcel_send(int end, const struct lsci_outgoing *out, lsci_until until)
{
	int r = refuse_itself(end, out);
	ssize_t n;

	if (r < 0)
		return r;
	if (out->fds > 0 && out->head_size == 0)
		return -EINVAL;
	n = lsci_backend_send(end, out, until);
	return n <= 0 ? n : send_more(end, out, (size_t)n, until);
}
