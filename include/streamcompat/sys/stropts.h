/* SPDX-License-Identifier: ISC */
/*
 * <sys/stropts.h>: where SVR4's <stropts.h> had everything from.  Old source
 * includes the one or the other.
 */
#ifndef STREAMCOMPAT_SYS_STROPTS_H
#define STREAMCOMPAT_SYS_STROPTS_H

#include <streamcompat/stropts.h>

#endif
