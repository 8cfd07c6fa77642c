/* SPDX-License-Identifier: ISC */
/*
 * The client's user id by getpeereid, where there is nothing that tells the
 * process, too.
 *
 * Effective ids, of whoever called connect.
 */
#include <config.h>

#include <sys/types.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"

const bool lsci_sys_peer_is_told = true;

int
lsci_sys_peer_ids(int fd, struct lsci_identity *who)
{
	uid_t uid = (uid_t)-1;
	gid_t gid = (gid_t)-1;
	int r = LSCI_INT_RESULT(getpeereid(fd, &uid, &gid));

	if (r == 0)
		lsci_sys_identify(who, uid, gid, 0);
	return r;
}
