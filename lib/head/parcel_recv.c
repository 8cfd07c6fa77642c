/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "head/parcel.h"
#include "sys/sys.h"

/* What was withheld beyond what was wanted is nobody's loss. */
static int
verdict(const struct lsci_incoming *in, bool refuse)
{
	if (refuse && (in->surplus > 0 || in->dropped))
		return -EPROTO;
	if (in->dropped && in->fds < in->room)
		return -EACCES;
	return in->cut ? -EMSGSIZE : 0;
}

int
lsci_parcel_recv(int end, struct lsci_incoming *in, bool refuse,
    lsci_until until, size_t *length)
{
	ssize_t n = lsci_backend_recv(end, in, until);
	int r;

	*length = n > 0 ? (size_t)n : 0;
	if (n < 0)
		return (int)n;
	r = verdict(in, refuse);
	while (r < 0 && in->fds > 0)
		lsci_sys_close(in->fd[--in->fds]);
	return r;
}
