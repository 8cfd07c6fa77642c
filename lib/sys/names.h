/* SPDX-License-Identifier: ISC */
#ifndef LSCI_NAMES_H
#define LSCI_NAMES_H

#include <stddef.h>

/* All names outside the file system that begin with `prefix' and that a socket
   has, as the kernel lists them; ends when the visitor returns other than 0,
   and returns that.  Needs a descriptor. */
typedef int lsci_name_visitor(const char *name, void *context);
int lsci_sys_names(const char *prefix, lsci_name_visitor *visit,
    void *context);

#endif
