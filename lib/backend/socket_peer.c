/* SPDX-License-Identifier: ISC */
/*
 * Who made the other end of a stream.
 *
 * Asked one by one, because kernels differ in what they can tell.  A listener
 * and a socket that is not connected would tell of our own process, or of
 * nobody.
 */
#include <config.h>

#include <errno.h>

#include "backend/backend.h"
#include "sys/identity.h"
#include "sys/sys.h"

static int
translated(int r)
{
	return r == -ENOTSOCK ? -ENOSTR : r == -ENOBUFS ? -ENOMEM : r;
}

/* What keeps the caller from an answer, and not the kernel from having one. */
static bool
is_failure(int r)
{
	return r == -EMFILE || r == -ENFILE || r == -ENOMEM || r == -ERANGE ||
	    r == -EFAULT;
}

static bool
all_known(const gid_t *group, unsigned groups)
{
	while (groups > 0)
		if (!lsci_sys_gid_is_known(group[--groups]))
			return false;
	return true;
}

static int
ask_groups(int end, struct lsci_peer *peer)
{
	int r = lsci_sys_peer_groups(end, peer->group, &peer->groups);

	peer->groups_known = r == 0 && all_known(peer->group, peer->groups);
	return is_failure(r) ? r : 0;
}

static int
ask_pidfd(int end, struct lsci_peer *peer)
{
	int r = lsci_sys_peer_pidfd(end);

	if (r >= 0)
		peer->pidfd = r;
	return is_failure(r) ? r : 0;
}

int
lsci_backend_peer(int end, struct lsci_peer *peer)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;
	int r = lsci_sys_has_peer(end);

	peer->ids = nobody;
	peer->groups_known = false;
	peer->pidfd = -1;
	if (r == 0)
		r = lsci_sys_learn_identity();
	if (r < 0)
		return translated(r);
	r = lsci_sys_peer_ids(end, &peer->ids);
	if (r == 0 && peer->want_groups)
		r = ask_groups(end, peer);
	if (r == 0 && peer->want_pidfd)
		r = ask_pidfd(end, peer);
	return r == -ENOTSUP ? 0 : translated(r);
}
