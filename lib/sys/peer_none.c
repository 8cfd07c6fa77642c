/* SPDX-License-Identifier: ISC */
/*
 * A system that cannot tell who the client is says so.
 */
#include <config.h>

#include <errno.h>

#include "sys/sys.h"

const char lsci_sys_peer_source[] = "none";

int
lsci_sys_peer_uid(int fd, uid_t *uid)
{
	(void)fd;
	(void)uid;
	return -ENOTSUP;
}
