/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/readiness.h"
#include "sys/call.h"

int
lsc_poll(struct pollfd *fds, nfds_t count, int timeout)
{
	struct timespec time = { timeout / 1000, timeout % 1000 * 1000000L };
	int saved = errno;
	int r = lsci_readiness_needed(fds, count) ?
	    lsci_readiness_poll(fds, count, timeout < 0 ? NULL : &time, NULL) :
	    lsci_sys_poll(fds, count, timeout);

	return lsci_edge(saved, r);
}
