/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/call.h"

ssize_t
lsc_read(int fd, void *to, size_t size)
{
	int saved = errno;

	return lsci_edge_size(saved, lsci_sys_read(fd, to, size));
}
