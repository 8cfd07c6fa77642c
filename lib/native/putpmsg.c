/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "native/edge_native.h"

int
putpmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int band, int flags)
{
	int saved = errno;

	return lsci_edge(saved,
	    lsci_sys_putpmsg(fd, control, data, band, flags));
}
