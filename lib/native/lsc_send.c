/* SPDX-License-Identifier: ISC */
/*
 * A message with its descriptors in one piece is what STREAMS do not have.
 */
#include <config.h>

#include "api/edge.h"

ssize_t
lsc_send(int fd, const struct lsc_outgoing *message, unsigned flags,
    int timeout)
{
	(void)fd;
	(void)message;
	(void)flags;
	(void)timeout;
	errno = ENOTSUP;
	return -1;
}
