/* SPDX-License-Identifier: ISC */
/*
 * The one receive of the library, over sockets.
 *
 * Two things must hold at the moment the kernel takes a message off a
 * socket, because it cannot be put back: there is room for every descriptor
 * that may come with it (control.c), and the process has a free slot for the
 * one that is wanted.  A slot proved before a wait proves nothing after it,
 * so the receive itself never waits: a peek does.
 */
#include <config.h>

#include <errno.h>
#include <sys/socket.h>

#include "backend/rights.h"
#include "sys/sys.h"

/* In the words of the contract.  A peer that closed with our bytes unread
   leaves ECONNRESET behind, once, and maybe in front of what it had sent:
   hence asked twice below, and a hang-up if nothing else comes. */
static ssize_t
translated(ssize_t r)
{
	switch (r) {
	case -ECONNRESET:
		return 0;
	case -ENOTSOCK:
		return -ENOSTR;
	case -ENOTCONN:
	case -EOPNOTSUPP:
		return -EINVAL;
	case -ENOBUFS:
		return -ENOMEM;
	default:
		return r;
	}
}

static ssize_t
take(int end, struct lsci_incoming *in, int flags)
{
	ssize_t n = lsci_rights_recv(end, in, flags);

	if (n == -ECONNRESET)
		n = lsci_rights_recv(end, in, flags);
	return translated(n);
}

ssize_t
lsci_backend_peek(int end, void *data, size_t size, bool *carries,
    enum lsci_wait wait)
{
	int flags = wait == LSCI_DONT_WAIT ? LSCI_MSG_DONTWAIT : 0;
	ssize_t n = lsci_rights_peek(end, data, size, carries, flags);

	if (n == -ECONNRESET)
		n = lsci_rights_peek(end, data, size, carries, flags);
	return translated(n);
}

/* The process cannot have another descriptor (`why').  Bytes that certainly
   bring none may still be taken: an error text needs no slot. */
static ssize_t
take_without_slot(int end, struct lsci_incoming *in, enum lsci_wait wait,
    int why)
{
	struct lsci_incoming plain = *in;
	bool carries;
	ssize_t n = lsci_backend_peek(end, in->data, in->size, &carries, wait);

	if (n <= 0)
		return n;
	if (carries)
		return why;
	plain.size = (size_t)n;
	n = take(end, &plain, LSCI_MSG_DONTWAIT);
	*in = plain;
	return n;
}

/* One attempt; -EAGAIN if nothing was there. */
static ssize_t
try_to_take(int end, struct lsci_incoming *in, enum lsci_wait wait)
{
	int slot = in->room > 0 ? lsci_sys_prove_slot(end) : 0;

	if (slot == -EMFILE || slot == -ENFILE)
		return take_without_slot(end, in, wait, slot);
	if (slot < 0)
		return slot;
	return take(end, in, LSCI_MSG_DONTWAIT);
}

ssize_t
lsci_backend_recv(int end, struct lsci_incoming *in, enum lsci_wait wait)
{
	ssize_t n;

	for (;;) {
		n = try_to_take(end, in, wait);
		if (n != -EAGAIN || wait == LSCI_DONT_WAIT)
			return n;
		n = lsci_backend_peek(end, in->data, 1, NULL, LSCI_WAIT);
		if (n < 0)
			return n;
	}
}

int
lsci_backend_want_sender(int end)
{
	return (int)translated(lsci_rights_want_sender(end));
}
