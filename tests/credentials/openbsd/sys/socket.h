/* SPDX-License-Identifier: ISC */
/* OpenBSD's SO_PEERCRED, for tests only. */
#ifndef LSCT_OPENBSD_SOCKET_H
#define LSCT_OPENBSD_SOCKET_H

#include_next <sys/socket.h>

#include "tests/credentials/host.h"

struct sockpeercred {
	uid_t uid;
	gid_t gid;
	pid_t pid;
};

static inline int
lsct_openbsd_getsockopt(int fd, int level, int name, void *value,
    socklen_t *size)
{
	struct sockpeercred *to = value;
	struct lsct_peer peer;

	if (level != SOL_SOCKET || name != SO_PEERCRED)
		return getsockopt(fd, level, name, value, size);
	if (lsct_host_peer(fd, &peer) < 0)
		return -1;
	to->uid = peer.uid;
	to->gid = peer.gid;
	to->pid = peer.pid;
	if (lsct_wrong == LSCT_SHORT)
		*size -= (socklen_t)sizeof to->pid;
	return 0;
}

#define getsockopt lsct_openbsd_getsockopt

#endif
