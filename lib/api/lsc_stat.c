/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_describing.h"

int
lsc_stat(const char *path, struct stat *st)
{
	return lsci_described(AT_FDCWD, path, st, 0);
}
