/* SPDX-License-Identifier: ISC */
/*
 * A system that cannot tell who the client is says so.
 */
#include <config.h>

#include <errno.h>

#include "sys/identity.h"

const bool lsci_sys_peer_is_told = false;

int
lsci_sys_peer_ids(int fd, struct lsci_identity *who)
{
	(void)fd;
	(void)who;
	return -ENOTSUP;
}
