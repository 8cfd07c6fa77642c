/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/manner.h"

static const unsigned FLAGS = LSC_INHERIT | LSC_NONBLOCK;

int
lsc_accept(int listener, unsigned flags, int timeout)
{
	int saved = errno;

	if ((flags & ~FLAGS) != 0)
		return lsci_edge(saved, -EINVAL);
	return lsci_edge(saved, lsci_backend_accept(listener, NULL,
	    lsci_born(flags), lsci_sys_until(timeout)));
}
