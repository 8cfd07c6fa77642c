/* SPDX-License-Identifier: ISC */
/*
 * struct xucred and LOCAL_PEERCRED, for tests only: FreeBSD's with the process
 * in it, or macOS', which has another option for that.
 */
#ifndef LSCT_XUCRED_H
#define LSCT_XUCRED_H

#include "tests/credentials/host.h"

#define LOCAL_PEERCRED 1
#define XUCRED_VERSION 0
enum { LSCT_XUCRED_GROUPS = 16, LSCT_OPTION_LEVEL = 0 };

struct xucred {
	unsigned cr_version;
	uid_t cr_uid;
	short cr_ngroups;
	gid_t cr_groups[LSCT_XUCRED_GROUPS];
	pid_t cr_pid;
};

static inline void
lsct_fill_xucred(struct xucred *to, const struct lsct_peer *peer)
{
	to->cr_version = lsct_wrong == LSCT_OTHER_VERSION ? 7 : XUCRED_VERSION;
	to->cr_uid = peer->uid;
	to->cr_ngroups = lsct_wrong == LSCT_NO_IDS ? 0 : 2;
	to->cr_groups[0] = peer->gid;
	to->cr_groups[1] = peer->gid + 1;
#ifdef LOCAL_PEERPID
	to->cr_pid = -77;               /* not there */
#else
	to->cr_pid = peer->pid;
#endif
}

static inline int
lsct_xucred_getsockopt(int fd, int level, int name, void *value,
    socklen_t *size)
{
	struct lsct_peer peer;

	if (level != LSCT_OPTION_LEVEL)
		return getsockopt(fd, level, name, value, size);
	if (lsct_host_peer(fd, &peer) < 0)
		return -1;
#ifdef LOCAL_PEERPID
	if (name == LOCAL_PEERPID && lsct_wrong == LSCT_NO_PROCESS) {
		errno = ENOPROTOOPT;
		return -1;
	}
	if (name == LOCAL_PEERPID)
		*(pid_t *)value = peer.pid;
#endif
	if (name == LOCAL_PEERCRED)
		lsct_fill_xucred(value, &peer);
	if (name == LOCAL_PEERCRED && lsct_wrong == LSCT_SHORT)
		*size -= (socklen_t)sizeof(pid_t);
	return 0;
}

#define getsockopt lsct_xucred_getsockopt

#endif
