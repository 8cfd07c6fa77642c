/* SPDX-License-Identifier: ISC */
/*
 * SCM_CREDS and struct cmsgcred (FreeBSD, DragonFly).
 *
 * A sender attaches an empty record, which the kernel fills in: real and
 * effective user, the process, and the groups, of which the first is the
 * effective one.  A receiver need not ask for it.
 */
#include <config.h>

#include <string.h>
#include <sys/types.h>
#include <sys/socket.h>

#include "sys/sender.h"
#include "sys/sys.h"

const bool lsci_sender_is_told = true;
const int lsci_sender_type = SCM_CREDS;
const size_t lsci_sender_size = sizeof(struct cmsgcred);

_Static_assert(sizeof(struct cmsgcred) <= LSCI_SIGNATURE_MAX,
    "there is room for a signature");

void
lsci_sender_sign(void *record)
{
	memset(record, 0, sizeof(struct cmsgcred));
}

void
lsci_sender_note(struct lsci_identity *sender, const void *record,
    size_t size)
{
	struct cmsgcred peer;

	if (size != sizeof peer)
		return;
	memcpy(&peer, record, sizeof peer);
	lsci_sys_identify(sender, peer.cmcred_euid,
	    peer.cmcred_ngroups > 0 ? peer.cmcred_groups[0] : (gid_t)-1,
	    peer.cmcred_pid);
}

int
lsci_sender_want(int fd, bool wanted)
{
	(void)fd;
	(void)wanted;
	return 0;
}

bool
lsci_sender_alone(int fd)
{
	(void)fd;
	return false;
}
