/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_opening.h"

int
lsc_creat(const char *path, mode_t mode)
{
	return lsci_opened(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
