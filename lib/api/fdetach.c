/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_stropts.h"
#include "name/name.h"

int
fdetach(const char *path)
{
	int saved = errno;

	return lsci_edge(saved, lsci_name_detach(path == NULL ? "" : path));
}
