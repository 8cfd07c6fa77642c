/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <string.h>

#include "api/edge_writing.h"
#include "head/known.h"
#include "sys/call.h"

ssize_t
lsc_write(int fd, const void *from, size_t size)
{
	struct lsci_state state;
	struct iovec part = { .iov_len = size };
	int saved = errno;
	ssize_t n = lsci_known_message_stream(fd, &state);

	/* only read from, for want of a const */
	memcpy(&part.iov_base, &from, sizeof from);
	if (n > 0)
		n = lsci_write_parts(fd, &state, &part, 1);
	else if (n == 0)
		n = lsci_sys_write(fd, from, size);
	return lsci_edge_size(saved, n);
}
