/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "head/status.h"

int
send_err(int fd, int status, const char *errmsg)
{
	int saved = errno;

	return lsci_edge(saved, lsci_status_send_error(fd,
	    errmsg == NULL ? "" : errmsg, status < 0 ? status : -1));
}
