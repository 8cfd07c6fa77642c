/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_part.h"

enum { BANDS = 256 };

static void
tell_class(const struct lsci_arrival *arrival, int *band, int *flags)
{
	*flags = arrival->hung_up ? 0 :
	    arrival->high ? MSG_HIPRI : MSG_BAND;
	if (!arrival->hung_up)
		*band = arrival->high ? 0 : arrival->band;
}

static bool
is_valid(int band, int flags)
{
	return flags == MSG_ANY || flags == MSG_BAND ||
	    (flags == MSG_HIPRI && band == 0);
}

static int
get(int fd, struct strbuf *control, struct strbuf *data, int *band, int *flags)
{
	struct lsci_wish wish = { .high = *flags == MSG_HIPRI,
	    .band = *flags == MSG_BAND ? *band : 0,
	    .invalid = !is_valid(*band, *flags) };
	struct lsci_part control_part = lsci_part_from(control);
	struct lsci_part data_part = lsci_part_from(data);
	struct lsci_arrival arrival;
	int r = lsci_exchange_get(fd, &wish, &control_part, &data_part,
	    &arrival);

	if (r < 0)
		return r;
	lsci_part_tell(control, &control_part, &arrival);
	lsci_part_tell(data, &data_part, &arrival);
	tell_class(&arrival, band, flags);
	return lsci_more(&arrival);
}

int
getpmsg(int fd, struct strbuf *control, struct strbuf *data, int *band,
    int *flags)
{
	int saved = errno;
	int r;

	if (flags == NULL || band == NULL || lsci_part_is_nowhere(control) ||
	    lsci_part_is_nowhere(data))
		r = -EFAULT;
	else if (*flags != MSG_ANY && (*band < 0 || *band >= BANDS))
		r = -EINVAL;
	else
		r = get(fd, control, data, band, flags);
	return lsci_edge(saved, r);
}
