/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

int
s_pipe(int fd[2])
{
	int saved = errno;

	return lsci_edge(saved, lsci_backend_pair(fd));
}
