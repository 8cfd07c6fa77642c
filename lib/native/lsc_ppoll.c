/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/call.h"

int
lsc_ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
    const sigset_t *mask)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_ppoll(fds, count, timeout, mask));
}
