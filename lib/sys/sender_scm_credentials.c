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

/* Linux 6.5; the number is the same on all machines but four. */
#if !defined SO_PASSPIDFD && SO_PASSCRED == 16
#define SO_PASSPIDFD 76
#endif

static bool
gives_up(int fd, int option)
{
	int on = 0;
	socklen_t size = sizeof on;

	if (getsockopt(fd, SOL_SOCKET, option, &on, &size) < 0 || on == 0)
		return false;
	on = 0;
	return setsockopt(fd, SOL_SOCKET, option, &on, sizeof on) == 0;
}

bool
lsci_sender_alone(int fd)
{
	bool more = gives_up(fd, SO_PASSSEC);

#ifdef SO_PASSPIDFD
	more |= gives_up(fd, SO_PASSPIDFD);
#endif
	return more;
}
