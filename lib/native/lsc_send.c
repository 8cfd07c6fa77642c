/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "native/edge_parcel.h"

ssize_t
lsc_send(int fd, const struct lsc_outgoing *message, unsigned flags,
    int timeout)
{
	(void)flags;
	(void)timeout;
	return lsci_edge_parcel(fd, message);
}
