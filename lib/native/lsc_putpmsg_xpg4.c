/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "native/edge_hung_up.h"

int
lsc_putpmsg_xpg4(int fd, const struct strbuf *control,
    const struct strbuf *data, int band, int flags)
{
	int saved = errno;

	return lsci_edge_as_xpg4(saved, fd,
	    lsci_sys_putpmsg(fd, control, data, band, flags));
}
