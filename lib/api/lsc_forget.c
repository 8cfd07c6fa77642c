/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/known.h"

void
lsc_forget(int fd)
{
	lsci_known_forget(fd);
}
