/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/known.h"
#include "name/name.h"

int
lsc_follow(int fd)
{
	int saved = errno;
	int r = lsci_name_follow(fd);

	lsci_known_forget(fd);
	return lsci_edge(saved, r);
}
