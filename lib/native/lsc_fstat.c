/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "sys/sys.h"

int
lsc_fstat(int fd, struct stat *st)
{
	int saved = errno;

	return lsci_edge(saved, lsci_sys_stat(fd, st));
}
