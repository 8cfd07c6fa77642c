/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/call.h"

int
lsc_close(int fd)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_close_it(fd));
}
