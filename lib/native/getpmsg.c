/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "native/edge_native.h"

int
getpmsg(int fd, struct strbuf *control, struct strbuf *data, int *band,
    int *flags)
{
	int saved = errno;

	return lsci_edge(saved,
	    lsci_sys_getpmsg(fd, control, data, band, flags));
}
