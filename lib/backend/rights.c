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
lsci_rights_sort(struct lsci_incoming *in, const void *from, size_t bytes)
{
	const unsigned char *next = from;
	int fd;

	for (; bytes >= sizeof fd; bytes -= sizeof fd, next += sizeof fd) {
		memcpy(&fd, next, sizeof fd);
		if (in->fds < in->room) {
			in->fd[in->fds++] = fd;
		} else {
			lsci_sys_close(fd);
			in->surplus++;
		}
	}
}
