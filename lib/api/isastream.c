/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_stropts.h"
#include "backend/backend.h"

int
isastream(int fd)
{
	int saved = errno;
	int kind = lsci_backend_kind(fd);

	return lsci_edge(saved, kind < 0 ? kind : kind != LSCI_STRANGER);
}
