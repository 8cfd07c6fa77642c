/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

const char *
lsc_backend_name(void)
{
	return lsci_backend_name;
}
