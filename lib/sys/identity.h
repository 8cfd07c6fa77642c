/* SPDX-License-Identifier: ISC */
#ifndef LSCI_IDENTITY_H
#define LSCI_IDENTITY_H

#include <stdbool.h>
#include <sys/types.h>

/* What a kernel vouches for; what is not known means nothing. */
struct lsci_identity {
	bool uid_known;
	bool gid_known;
	bool pid_known;
	uid_t uid;
	gid_t gid;
	pid_t pid;
};
#define LSCI_NOBODY { .uid_known = false }

/* Must have succeeded once in this process before anybody is known.  Needs a
   free descriptor the first time: -EMFILE, -ENFILE, -ENOMEM, -EINTR. */
int lsci_sys_learn_identity(void);

/* From what the kernel reported; pid is 0 if it did not tell.  An id is known if it names one user (or
   group), and not all those together that have none in this user namespace. */
void lsci_sys_identify(struct lsci_identity *who, uid_t uid, gid_t gid,
    pid_t pid);
bool lsci_sys_uid_is_known(uid_t uid);
bool lsci_sys_gid_is_known(gid_t gid);

/*
 * Who made or connected the other end of a socket: its ids at that moment,
 * and the process.  One of the files peer_*.c is linked; configure chooses.
 * -ENOTSUP if the kernel cannot tell.
 */
int lsci_sys_peer_ids(int fd, struct lsci_identity *who);
/* A new descriptor, close-on-exec. */
int lsci_sys_peer_pidfd(int fd);
/* *count is room before, and what there is afterwards; -ERANGE if that is
   more. */
int lsci_sys_peer_groups(int fd, gid_t *groups, unsigned *count);

/* Whether this build can ask. */
extern const bool lsci_sys_peer_is_told;
extern const bool lsci_sys_pidfd_is_told;
extern const bool lsci_sys_groups_are_told;

#endif
