/* SPDX-License-Identifier: ISC */
/*
 * Closing what a client has passed and nobody wants.  That may take for ever:
 * the file system of a user can be a program of his, which is asked at each
 * close (fuse), and no signal ends that, not even one that kills.  So each is
 * closed by a thread of its own, for which nobody waits.
 */
#ifndef CLOSER_H
#define CLOSER_H

#include <stdbool.h>
#include <sys/types.h>

enum { CLOSER_MAX = 64 };

void closer_prepare(void);

/* Whether anything is being closed; and something of this user, or as much as
   there may be. */
bool closer_is_busy(void);
bool closer_has(uid_t user);

/* Takes it over. */
void closer_close(int fd, uid_t user);

#endif
