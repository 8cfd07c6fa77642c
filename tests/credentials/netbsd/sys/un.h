/* SPDX-License-Identifier: ISC */
/* NetBSD's LOCAL_PEEREID, for tests only. */
#ifndef LSCT_NETBSD_UN_H
#define LSCT_NETBSD_UN_H

#include_next <sys/un.h>

#include "tests/credentials/host.h"

#define LOCAL_PEEREID 0x0003

struct unpcbid {
	pid_t unp_pid;
	uid_t unp_euid;
	gid_t unp_egid;
};

static inline int
lsct_netbsd_getsockopt(int fd, int level, int name, void *value,
    socklen_t *size)
{
	struct unpcbid *to = value;
	struct lsct_peer peer;

	if (level != 0 || name != LOCAL_PEEREID)
		return getsockopt(fd, level, name, value, size);
	if (lsct_host_peer(fd, &peer) < 0)
		return -1;
	to->unp_euid = peer.uid;
	to->unp_egid = peer.gid;
	to->unp_pid = peer.pid;
	if (lsct_wrong == LSCT_SHORT)
		*size -= (socklen_t)sizeof to->unp_egid;
	return 0;
}

#define getsockopt lsct_netbsd_getsockopt

#endif
