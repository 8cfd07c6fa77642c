/* SPDX-License-Identifier: ISC */
/* FreeBSD's LOCAL_PEERCRED, for tests only. */
#ifndef LSCT_FREEBSD_UN_H
#define LSCT_FREEBSD_UN_H

#include_next <sys/un.h>

#include "tests/credentials/xucred.h"

#endif
