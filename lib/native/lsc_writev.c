/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/call.h"

ssize_t
lsc_writev(int fd, const struct iovec *part, int parts)
{
	int saved = errno;

	return lsci_edge_size(saved, lsci_sys_writev(fd, part, parts));
}
