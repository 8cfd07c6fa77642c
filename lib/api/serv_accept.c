/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

int
serv_accept(int listenfd, uid_t *uidptr)
{
	int saved = errno;

	return lsci_edge(saved, lsci_backend_accept(listenfd, uidptr, NULL));
}
