/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/manner.h"

static const unsigned FLAGS =
    LSC_INHERIT | LSC_NONBLOCK | LSC_ABSTRACT | LSC_REFUSE;

int
lsc_connect(const char *name, unsigned flags, int timeout)
{
	int saved = errno;

	if (name == NULL)
		return lsci_edge(saved, -EFAULT);
	if ((flags & ~FLAGS) != 0)
		return lsci_edge(saved, -EINVAL);
	return lsci_edge(saved, lsci_backend_connect(name, lsci_space(flags),
	    lsci_born(flags), lsci_sys_until(timeout)));
}
