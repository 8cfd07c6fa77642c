/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "native/edge_native.h"

int
putmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int flags)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_putmsg(fd, control, data, flags));
}
