/* SPDX-License-Identifier: ISC */
/* macOS' LOCAL_PEERCRED and LOCAL_PEERPID, for tests only. */
#ifndef LSCT_MACOS_UN_H
#define LSCT_MACOS_UN_H

#include_next <sys/un.h>

#define LOCAL_PEERPID 2

#include "tests/credentials/xucred.h"

#endif
