/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "native/edge_native.h"

int
getmsg(int fd, struct strbuf *control, struct strbuf *data, int *flags)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_getmsg(fd, control, data, flags));
}
