/* SPDX-License-Identifier: ISC */
/*
 * Bytes and descriptors of a stream of either kind, as APUE's protocol has
 * them.
 *
 * On a byte stream that is what the backend does.  On a message stream the
 * bounds of messages do not matter, and a descriptor is a message of its own:
 * so what is put goes as a STREAMS program sends it, first the bytes and then
 * the descriptor, and such a program can receive it.
 */
#ifndef LSCI_FLOW_H
#define LSCI_FLOW_H

#include "backend/backend.h"

struct lsci_flow {
	int end;
	bool messages;
	struct lsci_state state;
};

/* Errors: EBADF. */
int lsci_flow_open(struct lsci_flow *flow, int end);

/* As lsci_backend_recv, waiting as O_NONBLOCK allows.  Also EBADMSG (a message
   with a control part is first) and ENOSR. */
ssize_t lsci_flow_take(const struct lsci_flow *flow,
    struct lsci_incoming *in);

/* As lsci_backend_peek, without waiting. */
ssize_t lsci_flow_peek(const struct lsci_flow *flow, void *data,
    size_t size);

/* As lsci_backend_send, waiting as O_NONBLOCK allows.  The descriptor, at most
   one, goes with the bytes or not at all. */
ssize_t lsci_flow_put(const struct lsci_flow *flow,
    const struct lsci_outgoing *out);

#endif
