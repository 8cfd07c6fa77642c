/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_stropts.h"
#include "name/name.h"

int
fattach(int fd, const char *path)
{
	int saved = errno;

	return lsci_edge(saved,
	    lsci_name_attach(fd, path == NULL ? "" : path));
}
