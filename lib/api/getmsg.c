/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_part.h"

static int
get(int fd, struct strbuf *control, struct strbuf *data, int *flags)
{
	struct lsci_wish wish = { .high = *flags == RS_HIPRI };
	struct lsci_part control_part = lsci_part_from(control);
	struct lsci_part data_part = lsci_part_from(data);
	struct lsci_arrival arrival;
	int r = lsci_exchange_get(fd, &wish, &control_part, &data_part,
	    &arrival);

	if (r < 0)
		return r;
	lsci_part_tell(control, &control_part, &arrival);
	lsci_part_tell(data, &data_part, &arrival);
	*flags = arrival.high ? RS_HIPRI : 0;
	return lsci_more(&arrival);
}

int
getmsg(int fd, struct strbuf *control, struct strbuf *data, int *flags)
{
	int saved = errno;
	int r;

	if (flags == NULL || lsci_part_is_nowhere(control) ||
	    lsci_part_is_nowhere(data))
		r = -EFAULT;
	else if (*flags != 0 && *flags != RS_HIPRI)
		r = -EINVAL;
	else
		r = get(fd, control, data, flags);
	return lsci_edge(saved, r);
}
