/* SPDX-License-Identifier: ISC */
#ifndef LSCI_STRLCPY_H
#define LSCI_STRLCPY_H

#include <string.h>

#ifndef HAVE_STRLCPY
/* A static library must not offer this name to the programs it is linked to. */
#define strlcpy lsci_strlcpy
size_t strlcpy(char *to, const char *from, size_t size);
#endif

#endif
