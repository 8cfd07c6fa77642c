/* SPDX-License-Identifier: ISC */
/*
 * <stropts.h> of a system with STREAMS, for tests only: its calls, ioctl among
 * them, have the system's names.  tests/native/local.mk says who answers.
 */
#ifndef LSCT_NATIVE_STROPTS_H
#define LSCT_NATIVE_STROPTS_H

#ifndef STREAMCOMPAT_SVR4
#define STREAMCOMPAT_SVR4
#endif
#include <streamcompat/stropts.h>
#include <sys/ioctl.h>

#endif
