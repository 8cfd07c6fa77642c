/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"
#include "head/known.h"
#include "name/name.h"

/* A kernel refuses to connect to what is no socket. */
static int
connect_to(const char *name)
{
	int r = lsci_backend_connect(name, LSCI_FILE_NAME, LSCI_INHERITED,
	    LSCI_WAIT);

	if (r == -ECONNREFUSED)
		r = lsci_name_connect(name);
	if (r >= 0)
		lsci_known_forget(r);
	return r;
}

int
cli_conn(const char *name)
{
	int saved = errno;

	return lsci_edge(saved, name == NULL ? -EFAULT : connect_to(name));
}
