/* SPDX-License-Identifier: ISC */
/*
 * <sys/ptem.h>: the module that makes a terminal of a pseudo-terminal.
 * Programs include it for struct winsize.
 */
#ifndef STREAMCOMPAT_SYS_PTEM_H
#define STREAMCOMPAT_SYS_PTEM_H

#include <sys/ioctl.h>

#endif
