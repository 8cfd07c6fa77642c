/* SPDX-License-Identifier: ISC */
/*
 * See lsc_send.c.
 */
#include <config.h>

#include "api/edge.h"

ssize_t
lsc_recv(int fd, struct lsc_incoming *message, unsigned flags, int timeout)
{
	(void)fd;
	(void)message;
	(void)flags;
	(void)timeout;
	errno = ENOTSUP;
	return -1;
}
