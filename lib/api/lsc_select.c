/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/selection.h"
#include "sys/call.h"

static int
wait_for_streams(const struct lsci_sets *sets, const struct timeval *timeout)
{
	struct timespec time;

	if (timeout == NULL)
		return lsci_selection_wait(sets, NULL, NULL);
	time.tv_sec = timeout->tv_sec + timeout->tv_usec / 1000000;
	time.tv_nsec = (long)(timeout->tv_usec % 1000000) * 1000;
	return lsci_selection_wait(sets, &time, NULL);
}

int
lsc_select(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
    struct timeval *timeout)
{
	struct lsci_sets sets = { count, readable, writable, exceptional };
	int saved = errno;
	int r = lsci_selection_needed(&sets) ?
	    wait_for_streams(&sets, timeout) :
	    lsci_sys_select(count, readable, writable, exceptional, timeout);

	return lsci_edge(saved, r);
}
