/* SPDX-License-Identifier: ISC */
/*
 * Names that a process has for its own descriptors.
 */
#ifndef LSCI_OWN_NAME_H
#define LSCI_OWN_NAME_H

/* The descriptor that `path' names, /dev/stdin or /dev/fd/3 say; -1. */
int lsci_own_name(const char *path);

#endif
