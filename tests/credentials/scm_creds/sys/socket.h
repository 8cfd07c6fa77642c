/* SPDX-License-Identifier: ISC */
/* FreeBSD's SCM_CREDS, for tests only. */
#ifndef LSCT_SCM_CREDS_SOCKET_H
#define LSCT_SCM_CREDS_SOCKET_H

#include_next <sys/socket.h>

#define SCM_CREDS 0x03
enum { CMGROUP_MAX = 16 };

struct cmsgcred {
	pid_t cmcred_pid;
	uid_t cmcred_uid;
	uid_t cmcred_euid;
	gid_t cmcred_gid;
	short cmcred_ngroups;
	gid_t cmcred_groups[CMGROUP_MAX];
};

#endif
