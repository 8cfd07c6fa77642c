/* SPDX-License-Identifier: ISC */
/*
 * putmsg and putpmsg, each of which comes in two kinds: at a hang-up SVR4's
 * fails with ENXIO, and that of XPG4 with EPIPE and a signal.
 */
#ifndef LSCI_EDGE_PUTTING_H
#define LSCI_EDGE_PUTTING_H

#include <signal.h>

#include "api/edge_part.h"
#include "sys/sys.h"

enum { LSCI_BANDS = 256 };

/* What `putting' has not yet of the caller's arguments, and then put it. */
static inline int
lsci_put(int fd, struct lsci_putting *putting, const struct strbuf *control,
    const struct strbuf *data)
{
	int r;

	lsci_putting_parts(putting, control, data);
	if (lsci_putting_lacks_bytes(putting))
		return -EFAULT;
	r = lsci_exchange_put(fd, putting);
	if (r == -EPIPE)
		lsci_sys_raise(SIGPIPE);
	return r;
}

static inline int
lsci_putmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int flags, bool as_xpg4)
{
	struct lsci_putting putting = { .high = flags == RS_HIPRI,
	    .as_xpg4 = as_xpg4 };
	int saved = errno;

	return lsci_edge(saved, flags != 0 && flags != RS_HIPRI ? -EINVAL :
	    lsci_put(fd, &putting, control, data));
}

static inline int
lsci_putpmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int band, int flags, bool as_xpg4)
{
	struct lsci_putting putting = { .high = flags == MSG_HIPRI,
	    .band = band, .as_xpg4 = as_xpg4,
	    .invalid = flags != MSG_BAND && flags != MSG_HIPRI };
	int saved = errno;

	return lsci_edge(saved, band < 0 || band >= LSCI_BANDS ? -EINVAL :
	    lsci_put(fd, &putting, control, data));
}

#endif
