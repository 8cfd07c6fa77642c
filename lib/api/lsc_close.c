/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/events.h"
#include "head/known.h"
#include "sys/call.h"
#include "sys/sys.h"

int
lsc_close(int fd)
{
	int saved = errno;

	lsci_known_forget(fd);
	if (lsci_events_any())
		lsci_events_close(fd);
	return lsci_edge(saved, lsci_sys_close_it(fd));
}
