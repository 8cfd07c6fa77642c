/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

int
cli_conn(const char *name)
{
	int saved = errno;

	return lsci_edge(saved, name == NULL ? -EFAULT :
	    lsci_backend_connect(name, LSCI_FILE_NAME, LSCI_INHERITED,
	    LSCI_WAIT));
}
