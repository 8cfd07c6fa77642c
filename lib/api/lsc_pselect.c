/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/selection.h"
#include "sys/call.h"

int
lsc_pselect(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, const struct timespec *timeout,
    const sigset_t *mask)
{
	struct lsci_sets sets = { count, readable, writable, exceptional };
	int saved = errno;
	int r = lsci_selection_needed(&sets) ?
	    lsci_selection_wait(&sets, timeout, mask) :
	    lsci_sys_pselect(count, readable, writable, exceptional, timeout,
	    mask);

	return lsci_edge(saved, r);
}
