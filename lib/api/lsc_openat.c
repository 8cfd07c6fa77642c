/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_opening.h"

int
lsc_openat(int directory, const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list argument;

	va_start(argument, flags);
	if (lsci_has_mode(flags))
		mode = (mode_t)va_arg(argument, unsigned);
	va_end(argument);
	return lsci_opened(directory, path, flags, mode);
}
