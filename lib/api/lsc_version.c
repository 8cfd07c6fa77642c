/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"

const char *
lsc_version(void)
{
	return PACKAGE_VERSION;
}
