/* SPDX-License-Identifier: ISC */
/*
 * The client's user id by LOCAL_PEERCRED and struct xucred (FreeBSD, DragonFly,
 * macOS), and its process where that is told.
 *
 * The first group is the effective one.  Newer FreeBSD has the process in the
 * structure, macOS under another option.
 */
#include <config.h>

#include <sys/types.h>
#include <sys/param.h>
#include <sys/socket.h>
#ifdef HAVE_SYS_UCRED_H
#include <sys/ucred.h>
#endif
#include <sys/un.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"

/* The level of options of this domain; 0 before it had a name. */
#ifndef SOL_LOCAL
#define SOL_LOCAL 0
#endif

const bool lsci_sys_peer_is_told = true;

static pid_t
process_of(int fd, const struct xucred *peer)
{
	pid_t pid = 0;

#if defined LOCAL_PEERPID
	socklen_t size = sizeof pid;

	(void)peer;
	if (getsockopt(fd, SOL_LOCAL, LOCAL_PEERPID, &pid, &size) < 0)
		pid = 0;
#elif defined HAVE_STRUCT_XUCRED_CR_PID
	(void)fd;
	pid = peer->cr_pid;
#else
	(void)fd;
	(void)peer;
#endif
	return pid;
}

int
lsci_sys_peer_ids(int fd, struct lsci_identity *who)
{
	struct xucred peer = { .cr_uid = (uid_t)-1 };
	socklen_t size = sizeof peer;
	gid_t gid = (gid_t)-1;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_LOCAL, LOCAL_PEERCRED, &peer, &size));

	if (r < 0)
		return r;
	if (size != sizeof peer || peer.cr_version != XUCRED_VERSION)
		return -ENOTSUP;
	if (peer.cr_ngroups > 0)
		gid = peer.cr_groups[0];
	lsci_sys_identify(who, peer.cr_uid, gid, process_of(fd, &peer));
	return 0;
}
