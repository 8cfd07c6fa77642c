/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_part.h"

enum { BANDS = 256 };

int
putpmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int band, int flags)
{
	struct lsci_putting putting = { .high = flags == MSG_HIPRI,
	    .band = band,
	    .invalid = flags != MSG_BAND && flags != MSG_HIPRI };
	int saved = errno;
	int r;

	lsci_putting_parts(&putting, control, data);
	if (band < 0 || band >= BANDS)
		r = -EINVAL;
	else if (lsci_putting_lacks_bytes(&putting))
		r = -EFAULT;
	else
		r = lsci_exchange_put(fd, &putting);
	return lsci_edge(saved, r);
}
