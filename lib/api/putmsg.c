/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_part.h"

int
putmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int flags)
{
	struct lsci_putting putting = { .high = flags == RS_HIPRI };
	int saved = errno;
	int r;

	lsci_putting_parts(&putting, control, data);
	if (flags != 0 && flags != RS_HIPRI)
		r = -EINVAL;
	else if (lsci_putting_lacks_bytes(&putting))
		r = -EFAULT;
	else
		r = lsci_exchange_put(fd, &putting);
	return lsci_edge(saved, r);
}
