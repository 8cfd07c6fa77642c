/* SPDX-License-Identifier: ISC */
/*
 * <sys/ptms.h>: the driver of pseudo-terminals.  Programs include it for
 * grantpt and its kin.  The requests of the driver are not here: by their
 * numbers they are those of sound cards elsewhere.
 */
#ifndef STREAMCOMPAT_SYS_PTMS_H
#define STREAMCOMPAT_SYS_PTMS_H

#include <stdlib.h>

#endif
