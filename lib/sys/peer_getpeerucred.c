/* SPDX-License-Identifier: ISC */
/*
 * The client's user id by getpeerucred (Solaris, illumos): also of a stream
 * pipe.
 *
 * What the kernel noted when the stream was connected; what it withholds
 * comes as -1, which nobody has.
 */
#include <config.h>

#include <sys/types.h>
#include <ucred.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"

const bool lsci_sys_peer_is_told = true;

int
lsci_sys_peer_ids(int fd, struct lsci_identity *who)
{
	ucred_t *peer = NULL;           /* NULL: make one */
	int r = LSCI_INT_RESULT(getpeerucred(fd, &peer));

	if (r < 0)
		return r;
	lsci_sys_identify(who, ucred_geteuid(peer), ucred_getegid(peer),
	    ucred_getpid(peer));
	ucred_free(peer);
	return 0;
}
