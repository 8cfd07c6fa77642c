/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/call.h"

int
lsc_select(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
    struct timeval *timeout)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_select(count, readable, writable,
	    exceptional, timeout));
}
