/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_writing.h"
#include "head/known.h"
#include "sys/call.h"

ssize_t
lsc_writev(int fd, const struct iovec *part, int parts)
{
	struct lsci_state state;
	int saved = errno;
	ssize_t n = lsci_known_message_stream(fd, &state);

	if (n > 0)
		n = lsci_parts_size(part, parts);
	else if (n == 0)
		return lsci_edge_size(saved, lsci_sys_writev(fd, part, parts));
	if (n >= 0)
		n = lsci_write_parts(fd, &state, part, parts);
	return lsci_edge_size(saved, n);
}
