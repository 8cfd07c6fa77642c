/* SPDX-License-Identifier: ISC */
/*
 * Slots for several descriptors, where nothing tells how many wait: as many
 * as are wanted, if any waits.
 */
#include <config.h>

#include "backend/rights.h"
#include "sys/sys.h"

static int
prove(int end, unsigned slots)
{
	int fd[LSCI_RIGHTS_ROOM];
	unsigned n = 0;
	int r = 0;

	while (r >= 0 && n < slots && n < LSCI_RIGHTS_ROOM) {
		r = lsci_sys_take_slot(end);
		if (r >= 0)
			fd[n++] = r;
	}
	while (n > 0)
		lsci_sys_close(fd[--n]);
	return r < 0 ? r : 0;
}

ssize_t
lsci_rights_prove_slots(int end, const struct lsci_incoming *in)
{
	struct lsci_look look;
	ssize_t n = lsci_rights_peek(end, in->data, in->size, &look,
	    LSCI_MSG_DONTWAIT);
	int r = n > 0 && look.carries ? prove(end, in->room) : 0;

	return r < 0 ? r : n;
}
