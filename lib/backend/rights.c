/* SPDX-License-Identifier: ISC */
/*
 * What both ways of passing rights do alike.
 */
#include <config.h>

#include <string.h>

#include "backend/rights.h"
#include "sys/sys.h"

unsigned short
lsci_rights_gather(const struct lsci_outgoing *out, struct iovec part[2])
{
	unsigned short parts = 0;

	/* sendmsg only reads what iov_base, for want of a const, points to */
	if (out->head_size > 0) {
		memcpy(&part[parts].iov_base, &out->head, sizeof out->head);
		part[parts++].iov_len = out->head_size;
	}
	if (out->tail_size > 0) {
		memcpy(&part[parts].iov_base, &out->tail, sizeof out->tail);
		part[parts++].iov_len = out->tail_size;
	}
	return parts;
}

void
lsci_rights_nothing(struct lsci_incoming *in)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;

	in->fds = in->surplus = 0;
	in->dropped = in->cut = false;
	in->sender = nobody;
}

void
lsci_rights_sort(struct lsci_incoming *in, const void *from, size_t bytes,
    bool late)
{
	const unsigned char *next = from;
	int fd;

	for (; bytes >= sizeof fd; bytes -= sizeof fd, next += sizeof fd) {
		memcpy(&fd, next, sizeof fd);
		if (in->fds < in->room) {
			if (late)
				lsci_sys_set_close_on_exec(fd);
			in->fd[in->fds++] = fd;
		} else {
			lsci_sys_close(fd);
			in->surplus++;
		}
	}
}
