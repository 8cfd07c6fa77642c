/* SPDX-License-Identifier: ISC */
/*
 * What the host's kernel says of a peer, for the headers in this directory:
 * each shows it as another system does.  For tests only.
 */
#ifndef LSCT_HOST_H
#define LSCT_HOST_H

#include <errno.h>
#include <sys/types.h>
#include <sys/socket.h>

/* What the test wants to be wrong. */
enum lsct_wrong { LSCT_NOTHING, LSCT_SHORT, LSCT_OTHER_VERSION, LSCT_NO_IDS,
	LSCT_NO_PROCESS };
extern enum lsct_wrong lsct_wrong;

/* Solaris' records, made and not freed. */
extern int lsct_records;

struct lsct_peer {
	pid_t pid;
	uid_t uid;
	gid_t gid;
};

/* Linux fills in -1 where there is no such thing; others fail. */
static inline int
lsct_host_peer(int fd, struct lsct_peer *peer)
{
	socklen_t size = sizeof *peer;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, peer, &size) < 0)
		return -1;
	if (peer->uid == (uid_t)-1) {
		errno = EINVAL;
		return -1;
	}
	if (lsct_wrong == LSCT_NO_IDS)
		peer->uid = peer->gid = (uid_t)-1;
	if (lsct_wrong == LSCT_NO_PROCESS)
		peer->pid = 0;
	return 0;
}

#endif
