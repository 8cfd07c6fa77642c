/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "head/status.h"

int
send_fd(int fd, int fd_to_send)
{
	int saved = errno;

	return lsci_edge(saved, fd_to_send >= 0 ?
	    lsci_status_send_fd(fd, fd_to_send) :
	    lsci_status_send_error(fd, "", fd_to_send));
}
