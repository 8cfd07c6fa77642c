/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/call.h"

int
lsc_poll(struct pollfd *fds, nfds_t count, int timeout)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_poll(fds, count, timeout));
}
