/* SPDX-License-Identifier: ISC */
/*
 * What the calls that describe by name have in common.
 */
#ifndef LSCI_EDGE_DESCRIBING_H
#define LSCI_EDGE_DESCRIBING_H

#include <fcntl.h>

#include "api/edge_streams.h"
#include "name/name.h"
#include "sys/sys.h"

static inline int
lsci_described(int directory, const char *path, struct stat *st, int flags)
{
	int saved = errno;
	int r = lsci_sys_stat_name(directory, path, st, flags);

	/* without a path it is the descriptor that was described */
	if (r == 0 && path != NULL && *path != '\0')
		lsci_name_describe(st);
	return lsci_edge(saved, r);
}

#endif
