/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "api/edge_parts.h"
#include "api/edge_streams.h"
#include "head/known.h"
#include "head/message_get.h"
#include "sys/call.h"

/* More than that a read does not bring at once. */
enum { MOST = 1 << 16 };

static void
scatter(const struct iovec *part, const char *from, size_t size)
{
	for (; size > 0; part++) {
		size_t here = part->iov_len < size ? part->iov_len : size;

		memcpy(part->iov_base, from, here);
		from += here;
		size -= here;
	}
}

/* Through one buffer, because a message may go into several parts. */
static ssize_t
read_parts(int fd, const struct lsci_state *state, const struct iovec *part,
    size_t room)
{
	size_t size = room < MOST ? room : MOST;
	char *bytes = size > 0 ? malloc(size) : NULL;
	ssize_t n;

	if (size > 0 && bytes == NULL)
		return -ENOSR;
	n = lsci_message_read(fd, state, bytes, size, LSCI_WAIT);
	if (n > 0)
		scatter(part, bytes, (size_t)n);
	free(bytes);
	return n;
}

static ssize_t
read_message_stream(int fd, const struct lsci_state *state,
    const struct iovec *part, int parts)
{
	ssize_t room = lsci_parts_size(part, parts);

	return room < 0 ? room : read_parts(fd, state, part, (size_t)room);
}

ssize_t
lsc_readv(int fd, const struct iovec *part, int parts)
{
	struct lsci_state state;
	int saved = errno;
	ssize_t n = lsci_known_message_stream(fd, &state);

	if (n > 0)
		n = read_message_stream(fd, &state, part, parts);
	else if (n == 0)
		n = lsci_sys_readv(fd, part, parts);
	return lsci_edge_size(saved, n);
}
