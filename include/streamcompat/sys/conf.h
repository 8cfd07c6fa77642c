/* SPDX-License-Identifier: ISC */
/*
 * <sys/conf.h>: the tables of the kernel's drivers.  Programs include it for
 * the length of a module's name.
 */
#ifndef STREAMCOMPAT_SYS_CONF_H
#define STREAMCOMPAT_SYS_CONF_H

#define FMNAMESZ 8              /* longest name of a module */

#endif
