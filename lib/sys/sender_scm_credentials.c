/* SPDX-License-Identifier: ISC */
/*
 * SCM_CREDENTIALS (Linux).
 *
 * The kernel fills in real ids by itself; effective ones must be named, and it
 * lets a process name only ids that are its own.  A message that was sent
 * before the receiver wanted to know the sender carries pid 0 and ids that
 * mean nobody.
 */
#include <config.h>

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sender.h"
#include "sys/sys.h"

const bool lsci_sender_is_told = true;
const int lsci_sender_type = SCM_CREDENTIALS;
const size_t lsci_sender_size = sizeof(struct ucred);

void
lsci_sender_sign(void *record)
{
	const struct ucred own = { .pid = getpid(), .uid = geteuid(),
	    .gid = getegid() };

	memcpy(record, &own, sizeof own);
}

void
lsci_sender_note(struct lsci_identity *sender, const void *record,
    size_t size)
{
	struct ucred peer;

	if (size != sizeof peer)
		return;
	memcpy(&peer, record, sizeof peer);
	lsci_sys_identify(sender, peer.uid, peer.gid, peer.pid);
}

int
lsci_sender_want(int fd, bool wanted)
{
	int on = wanted;

	return LSCI_INT_RESULT(
	    setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on));
}
