/* SPDX-License-Identifier: ISC */
#ifndef LSCI_IDENTITY_H
#define LSCI_IDENTITY_H

#include <stdbool.h>
#include <sys/types.h>

/* Must have succeeded once in this process before anybody is known.  Needs a
   free descriptor the first time: -EMFILE, -ENFILE, -ENOMEM, -EINTR. */
int lsci_sys_learn_identity(void);

/* Whether a user (or group) id that the kernel reported names one user, and not all
   those together that have no id in this user namespace. */
bool lsci_sys_uid_is_known(uid_t uid);
bool lsci_sys_gid_is_known(gid_t gid);

#endif
