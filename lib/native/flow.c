/* SPDX-License-Identifier: ISC */
/*
 * There is one kind of streams, the backend's.
 */
#include <config.h>

#include <errno.h>

#include "head/flow.h"

int
lsci_flow_open(struct lsci_flow *flow, int end)
{
	flow->end = end;
	flow->messages = true;
	return 0;
}

ssize_t
lsci_flow_take(const struct lsci_flow *flow, struct lsci_incoming *in)
{
	return lsci_backend_recv(flow->end, in, LSCI_WAIT);
}

/* A descriptor is not among the bytes that are there. */
ssize_t
lsci_flow_peek(const struct lsci_flow *flow, void *data, size_t size)
{
	bool carries;
	ssize_t n = lsci_backend_peek(flow->end, data, size, &carries,
	    LSCI_DONT_WAIT);

	return carries ? -EAGAIN : n;
}

ssize_t
lsci_flow_put(const struct lsci_flow *flow, const struct lsci_outgoing *out)
{
	return lsci_backend_send(flow->end, out, LSCI_WAIT);
}
