/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "name/name.h"

int
lsc_is_name(const char *path)
{
	int saved = errno;

	return lsci_edge(saved, lsci_name_is_attached(path));
}
