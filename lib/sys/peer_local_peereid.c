/* SPDX-License-Identifier: ISC */
/*
 * The client's user id by LOCAL_PEEREID and struct unpcbid (NetBSD).
 *
 * The effective ids of whoever called connect, or listen, and the process.
 */
#include <config.h>

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"

/* The level of options of this domain; 0 before it had a name. */
#ifndef SOL_LOCAL
#define SOL_LOCAL 0
#endif

const bool lsci_sys_peer_is_told = true;

int
lsci_sys_peer_ids(int fd, struct lsci_identity *who)
{
	struct unpcbid peer = { .unp_euid = (uid_t)-1, .unp_egid = (gid_t)-1 };
	socklen_t size = sizeof peer;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_LOCAL, LOCAL_PEEREID, &peer, &size));

	if (r < 0)
		return r;
	if (size != sizeof peer)
		return -ENOTSUP;
	lsci_sys_identify(who, peer.unp_euid, peer.unp_egid, peer.unp_pid);
	return 0;
}
