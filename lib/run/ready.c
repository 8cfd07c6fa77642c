/* SPDX-License-Identifier: ISC */
/*
 * A place for a message is made beforehand.  Otherwise the first read would
 * make it, and any program may have its first read in a signal handler that
 * has interrupted malloc.
 */
#include <config.h>

#include "head/aside.h"

__attribute__((constructor)) static void
make_a_place(void)
{
	struct lsci_kept *place = lsci_aside_new(0);

	if (place != NULL)
		lsci_aside_free(place);
}
