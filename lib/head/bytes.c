/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "head/bytes.h"
#include "sys/sys.h"

int
lsci_bytes_begin(int end)
{
	char head[2];
	bool carries;
	ssize_t n = lsci_backend_peek(end, head, sizeof head, &carries,
	    LSCI_DONT_WAIT);

	if (n == -EAGAIN || n == 0)
		return LSCI_BEGINS_WITH_NOTHING;
	if (n < 0)
		return (int)n;
	return n == 1 && carries && head[0] != 0 ?
	    LSCI_BEGINS_WITH_DESCRIPTOR : LSCI_BEGINS_WITH_DATA;
}

/* The last two bytes of a look are where it may end behind what a descriptor
   came with: one byte, not zero; or the two of a status message. */
enum { LOOK = 4096, CARRIERS = 2 };

/* How many of them are data for certain. */
static size_t
data_among(const unsigned char *bytes, size_t size, bool carries)
{
	if (!carries)
		return size;
	if (bytes[size - 1] != 0)
		return size - 1;
	return size > CARRIERS ? size - CARRIERS : 0;
}

ssize_t
lsci_bytes_peek(int end, void *to, size_t room, lsci_until until)
{
	unsigned char bytes[LOOK];
	size_t most = room < LOOK - CARRIERS ? room : LOOK - CARRIERS;
	size_t data;
	bool carries;
	ssize_t n = lsci_backend_peek(end, bytes, most + CARRIERS, &carries,
	    until);

	if (n <= 0)
		return n;
	data = data_among(bytes, (size_t)n, carries);
	if (data == 0)
		return -EBADMSG;
	if (room == 0)
		return 1;
	if (data > most)
		data = most;
	memcpy(to, bytes, data);
	return (ssize_t)data;
}

int
lsci_bytes_first(int end)
{
	unsigned char bytes[LOOK];
	bool carries;
	ssize_t n = lsci_backend_peek(end, bytes, sizeof bytes, &carries,
	    LSCI_DONT_WAIT);

	if (n <= 0)
		return n == -EAGAIN ? 0 : (int)n;
	return carries || n < LOOK ?
	    (int)data_among(bytes, (size_t)n, carries) : lsci_sys_waiting(end);
}

int
lsci_bytes_discard(int end)
{
	char bytes[4096];
	struct lsci_incoming in = { .data = bytes, .size = sizeof bytes };
	ssize_t n;

	do
		n = lsci_backend_recv(end, &in, LSCI_DONT_WAIT);
	while (n > 0);
	return n == -EAGAIN ? 0 : (int)n;
}
