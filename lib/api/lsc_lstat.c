/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_describing.h"

int
lsc_lstat(const char *path, struct stat *st)
{
	return lsci_described(AT_FDCWD, path, st, AT_SYMLINK_NOFOLLOW);
}
