/* SPDX-License-Identifier: ISC */
/*
 * A system that cannot tell who the client is says so.
 */
#include <config.h>

#include <errno.h>

#include "sys/sys.h"

int
lsci_sys_peer_ids(int fd, uid_t *uid, gid_t *gid)
{
	(void)fd;
	(void)uid;
	(void)gid;
	return -ENOTSUP;
}
