/* SPDX-License-Identifier: ISC */
/*
 * What newer kernels tell of the process at the other end: supplementary
 * groups (Linux 4.13) and a pidfd (6.5).
 */
#include <config.h>

#include <sys/socket.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"

/* Headers are older than kernels.  Where this option has the usual number, so
   has the other. */
#if !defined SO_PEERPIDFD && defined SO_PEERGROUPS
#if SO_PEERGROUPS == 59
#define SO_PEERPIDFD 77
#endif
#endif

#ifdef SO_PEERPIDFD

const bool lsci_sys_pidfd_is_told = true;

int
lsci_sys_peer_pidfd(int fd)
{
	int pidfd = -1;
	socklen_t size = sizeof pidfd;
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_PEERPIDFD, &pidfd, &size));

	return r < 0 ? r : pidfd < 0 ? -ENOTSUP : pidfd;
}

#else

const bool lsci_sys_pidfd_is_told = false;

int
lsci_sys_peer_pidfd(int fd)
{
	(void)fd;
	return -ENOTSUP;
}

#endif

#ifdef SO_PEERGROUPS

/* No process has more (NGROUPS_MAX of Linux), and `room' is the caller's. */
enum { MOST_GROUPS = 65536 };

const bool lsci_sys_groups_are_told = true;

int
lsci_sys_peer_groups(int fd, gid_t *groups, unsigned *count)
{
	unsigned room = *count < MOST_GROUPS ? *count : MOST_GROUPS;
	socklen_t size = (socklen_t)(room * sizeof *groups);
	int r = LSCI_INT_RESULT(
	    getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &size));

	if (r == 0 || r == -ERANGE)
		*count = (unsigned)(size / sizeof *groups);
	return r;
}

#else

const bool lsci_sys_groups_are_told = false;

int
lsci_sys_peer_groups(int fd, gid_t *groups, unsigned *count)
{
	(void)fd;
	(void)groups;
	*count = 0;
	return -ENOTSUP;
}

#endif
