/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_putting.h"

int
lsc_putpmsg_xpg4(int fd, const struct strbuf *control, const struct strbuf *data,
    int band, int flags)
{
	return lsci_putpmsg(fd, control, data, band, flags, true);
}
