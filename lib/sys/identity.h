/* SPDX-License-Identifier: ISC */
#ifndef LSCI_IDENTITY_H
#define LSCI_IDENTITY_H

#include <stdbool.h>
#include <sys/types.h>

/* Whether a user id that the kernel reported names one user, and not all
   those together that have no id in this user namespace. */
bool lsci_sys_uid_is_known(uid_t uid);

#endif
