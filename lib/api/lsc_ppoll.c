/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/readiness.h"
#include "sys/call.h"

int
lsc_ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
    const sigset_t *mask)
{
	int saved = errno;
	int r = lsci_readiness_needed(fds, count) ?
	    lsci_readiness_poll(fds, count, timeout, mask) :
	    lsci_sys_ppoll(fds, count, timeout, mask);

	return lsci_edge(saved, r);
}
