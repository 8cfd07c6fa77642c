/* SPDX-License-Identifier: ISC */
/*
 * Slots for several descriptors, where a peek installs duplicates (Linux):
 * if the duplicates have found room, so will the descriptors.  The one who
 * asks too much is told before anything is taken.
 */
#include <config.h>

#include "backend/rights.h"
#include "sys/sys.h"

/* Some were withheld although there is a slot: that is a security module,
   and will not be otherwise when they are taken. */
static int
why_withheld(int end)
{
	int slot = lsci_sys_prove_slot(end);

	return slot == -EMFILE || slot == -ENFILE ? slot : 0;
}

ssize_t
lsci_rights_prove_slots(int end, const struct lsci_incoming *in)
{
	int fd[LSCI_RIGHTS_ROOM];
	struct lsci_incoming copy = {
		.data = in->data, .size = in->size,
		.fd = fd, .room = LSCI_RIGHTS_ROOM, .close_on_exec = true
	};
	ssize_t n = lsci_rights_recv(end, &copy, LSCI_MSG_DONTWAIT | MSG_PEEK);
	int why = n > 0 && copy.dropped && copy.fds < in->room ?
	    why_withheld(end) : 0;

	while (copy.fds > 0)
		lsci_sys_close(fd[--copy.fds]);
	return why < 0 ? why : n;
}
