/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>

#include "sys/next.h"

void *
lsci_next(const char *name, lsci_next_place *found)
{
	if (*found == NULL)
		*found = dlsym(RTLD_NEXT, name);
	if (*found == NULL)
		errno = ENOSYS;
	return *found;
}
