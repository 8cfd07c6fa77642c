/* SPDX-License-Identifier: ISC */
/*
 * The modules that have been pushed on an end.
 *
 * They do nothing to what passes: pipemod is there because programs push it,
 * and connld changes what opening a name means.  The socket keeps them, so
 * every holder of the end sees them.
 */
#ifndef LSCI_MODULES_H
#define LSCI_MODULES_H

#include <stdint.h>

enum lsci_module { LSCI_NO_MODULE, LSCI_PIPEMOD, LSCI_CONNLD };
enum { LSCI_MODULES_MAX = 9 };  /* NSTRPUSH */

/* A module by its name; LSCI_NO_MODULE if there is none. */
enum lsci_module lsci_module_find(const char *name);
const char *lsci_module_name(enum lsci_module module);

/* From the topmost down; returns how many.  Errors: EBADF ENOSTR. */
int lsci_modules_get(int end, enum lsci_module list[LSCI_MODULES_MAX]);

/* Errors: EBADF; EINVAL (too many; none to pop); ENXIO (connld is there). */
int lsci_modules_push(int end, enum lsci_module module);
int lsci_modules_pop(int end);

#endif
