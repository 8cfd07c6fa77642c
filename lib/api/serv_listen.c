/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

int
serv_listen(const char *name)
{
	/* What SVR4's serv_listen gave to creat: everybody may connect, and
	   the server decides by the user id of serv_accept. */
	static const struct lsci_server server = {
		.space = LSCI_FILE_NAME, .mode = 0666,
		.replace = LSCI_REPLACE_DEAD, .born = LSCI_INHERITED
	};
	int saved = errno;

	return lsci_edge(saved, name == NULL ? -EFAULT :
	    lsci_backend_listen(name, &server));
}
