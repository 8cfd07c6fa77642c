/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/manner.h"

static const unsigned ALL =
    LSC_UID | LSC_GID | LSC_PID | LSC_PIDFD | LSC_GROUPS;

static void
introduce(struct lsc_identity *who, const struct lsci_peer *peer,
    unsigned wanted)
{
	lsci_introduce(who, &peer->ids);
	if (peer->pidfd >= 0)
		who->known |= LSC_PIDFD;
	if (peer->groups_known)
		who->known |= LSC_GROUPS;
	who->known &= wanted;
	who->pidfd = peer->pidfd;
	who->groups = peer->groups;
}

int
lsc_peer(int fd, unsigned wanted, struct lsc_identity *who, gid_t *groups,
    unsigned room)
{
	struct lsci_peer peer = {
		.want_pidfd = (wanted & LSC_PIDFD) != 0,
		.want_groups = (wanted & LSC_GROUPS) != 0,
		.group = groups, .groups = groups == NULL ? 0 : room
	};
	int saved = errno;
	int r;

	if (who == NULL)
		return lsci_edge(saved, -EFAULT);
	if ((wanted & ~ALL) != 0)
		return lsci_edge(saved, -EINVAL);
	r = lsci_backend_peer(fd, &peer);
	introduce(who, &peer, wanted);
	return lsci_edge(saved, r);
}
