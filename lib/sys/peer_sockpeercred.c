/* SPDX-License-Identifier: ISC */
/*
 * The client's user id by SO_PEERCRED and struct sockpeercred (OpenBSD), which
 * has the ids in another order than Linux' struct ucred.
 *
 * The kernel notes the effective ids of whoever called connect.
 */
#include <config.h>

#include <sys/types.h>
#include <sys/socket.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"

const bool lsci_sys_peer_is_told = true;

int
lsci_sys_peer_ids(int fd, struct lsci_identity *who)
{
	struct sockpeercred peer = { .uid = (uid_t)-1, .gid = (gid_t)-1 };
	socklen_t size = sizeof peer;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size));

	if (r < 0)
		return r;
	if (size != sizeof peer)
		return -ENOTSUP;
	lsci_sys_identify(who, peer.uid, peer.gid, peer.pid);
	return 0;
}
