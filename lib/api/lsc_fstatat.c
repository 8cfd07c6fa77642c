/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_describing.h"

int
lsc_fstatat(int directory, const char *path, struct stat *st, int flags)
{
	return lsci_described(directory, path, st, flags);
}
