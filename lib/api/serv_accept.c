/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

int
serv_accept(int listenfd, uid_t *uidptr)
{
	int saved = errno;
	struct lsci_identity client;
	int r = lsci_backend_accept(listenfd, uidptr != NULL ? &client : NULL,
	    LSCI_INHERITED, LSCI_WAIT);

	if (r >= 0 && uidptr != NULL)
		*uidptr = client.uid;
	return lsci_edge(saved, r);
}
