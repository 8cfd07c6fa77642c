/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/call.h"

int
lsc_pselect(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, const struct timespec *timeout,
    const sigset_t *mask)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_pselect(count, readable, writable,
	    exceptional, timeout, mask));
}
