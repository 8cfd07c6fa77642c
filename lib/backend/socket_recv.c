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
    lsci_until until)
{
	struct lsci_look look;
	struct lsci_look *wanted = carries != NULL ? &look : NULL;
	int flags = until == LSCI_WAIT ? 0 : LSCI_MSG_DONTWAIT;
	ssize_t n = lsci_rights_peek(end, data, size, wanted, flags);

	if (n == -ECONNRESET)
		n = lsci_rights_peek(end, data, size, wanted, flags);
	if (carries != NULL && n >= 0)
		*carries = look.carries;
	return translated(n);
}

/* Not more than was looked at. */
static ssize_t
take_only(int end, struct lsci_incoming *in, size_t size)
{
	size_t room = in->size;
	ssize_t n;

	in->size = size;
	n = take(end, in, LSCI_MSG_DONTWAIT);
	in->size = room;
	return n;
}

/* The process cannot have another descriptor (`why').  Bytes that certainly
   bring none may still be taken: an error text needs no slot. */
static ssize_t
take_without_slot(int end, struct lsci_incoming *in, lsci_until until, int why)
{
	bool carries;
	ssize_t n = lsci_backend_peek(end, in->data, in->size, &carries,
	    until);

	if (n <= 0)
		return n;
	return carries ? why : take_only(end, in, (size_t)n);
}

static ssize_t
take_one(int end, struct lsci_incoming *in, lsci_until until)
{
	int slot = lsci_sys_prove_slot(end);

	if (slot == -EMFILE || slot == -ENFILE)
		return take_without_slot(end, in, until, slot);
	if (slot < 0)
		return slot;
	return take(end, in, LSCI_MSG_DONTWAIT);
}

/* Also 0 bytes: of packets, they may be one. */
static ssize_t
take_many(int end, struct lsci_incoming *in)
{
	ssize_t n = lsci_rights_prove_slots(end, in);

	if (n == -ECONNRESET)
		n = lsci_rights_prove_slots(end, in);
	return n >= 0 ? take_only(end, in, (size_t)n) : translated(n);
}

/* One attempt; -EAGAIN if nothing was there. */
static ssize_t
try_to_take(int end, struct lsci_incoming *in, lsci_until until)
{
	if (in->slot == LSCI_SLOT_UNPROVED)
		return take(end, in, LSCI_MSG_DONTWAIT);
	switch (in->room) {
	case 0:
		return take(end, in, LSCI_MSG_DONTWAIT);
	case 1:
		return take_one(end, in, until);
	default:
		return take_many(end, in);
	}
}

/* -EAGAIN if O_NONBLOCK forbids to wait for ever. */
static int
wait_for_something(int end, lsci_until until)
{
	char byte;
	ssize_t n;

	if (until != LSCI_WAIT)
		return lsci_sys_wait_readable(end, until);
	n = lsci_backend_peek(end, &byte, 1, NULL, LSCI_WAIT);
	return n < 0 ? (int)n : 0;
}

ssize_t
lsci_backend_recv(int end, struct lsci_incoming *in, lsci_until until)
{
	for (;;) {
		ssize_t n = try_to_take(end, in, until);
		int r;

		if (n != -EAGAIN || until == LSCI_DONT_WAIT)
			return n;
		r = wait_for_something(end, until);
		if (r < 0)
			return r;
	}
}

int
lsci_backend_want_sender(int end)
{
	return (int)translated(lsci_rights_want_sender(end));
}
