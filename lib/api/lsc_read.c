/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/known.h"
#include "head/message_get.h"
#include "sys/call.h"

ssize_t
lsc_read(int fd, void *to, size_t size)
{
	struct lsci_state state;
	int saved = errno;
	ssize_t n = lsci_known_message_stream(fd, &state);

	if (n > 0)
		n = lsci_message_read(fd, &state, to, size, LSCI_WAIT);
	else if (n == 0)
		n = lsci_sys_read(fd, to, size);
	return lsci_edge_size(saved, n);
}
