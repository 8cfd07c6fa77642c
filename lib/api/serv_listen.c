/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

/* What SVR4's serv_listen gave to creat: everybody may connect, and the
   server decides by the user id of serv_accept. */
enum { EVERYBODY = 0666 };

int
serv_listen(const char *name)
{
	int saved = errno;

	return lsci_edge(saved, name == NULL ? -EFAULT :
	    lsci_backend_listen(name, EVERYBODY));
}
