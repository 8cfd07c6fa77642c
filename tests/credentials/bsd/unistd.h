/* SPDX-License-Identifier: ISC */
/* A <unistd.h> with getpeereid, for tests only. */
#ifndef LSCT_BSD_UNISTD_H
#define LSCT_BSD_UNISTD_H

#include_next <unistd.h>

#include "tests/credentials/host.h"

static inline int
getpeereid(int fd, uid_t *uid, gid_t *gid)
{
	struct lsct_peer peer;

	if (lsct_host_peer(fd, &peer) < 0)
		return -1;
	*uid = peer.uid;
	*gid = peer.gid;
	return 0;
}

#endif
