/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "head/closing.h"

int
lsc_close(int fd)
{
	int saved = errno;

	return lsci_edge(saved, lsci_closing_close(fd));
}
