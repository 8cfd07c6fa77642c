/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_putting.h"

int
lsc_putmsg_xpg4(int fd, const struct strbuf *control, const struct strbuf *data,
    int flags)
{
	return lsci_putmsg(fd, control, data, flags, true);
}
