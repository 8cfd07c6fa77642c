/* SPDX-License-Identifier: ISC */
/*
 * Receiving a passed descriptor, and leaving anything else where it is.
 *
 * A receive cannot be undone, so the head of the stream is looked at first.
 * A look at two bytes that sees only one, with a descriptor, has seen a
 * carrier: a look ends behind the bytes that a descriptor came with.  Several
 * readers may receive from one end as long as nothing but passed descriptors
 * is on it: whoever loses the race gets the next one.
 */
#include <config.h>

#include <errno.h>

#include "backend/backend.h"
#include "head/passed.h"

/* 0 if a carrier is at the head. */
static int
look(int end)
{
	char head[2];
	bool carries;
	ssize_t n = lsci_backend_peek(end, head, sizeof head, &carries,
	    LSCI_WAIT);

	if (n <= 0)
		return n == 0 ? -ENXIO : (int)n;
	return n == 1 && carries && head[0] != 0 ? 0 : -EBADMSG;
}

static int
take(int end, struct lsci_passed *passed)
{
	char carrier;
	struct lsci_incoming in = {
		.data = &carrier, .size = 1, .fd = &passed->fd, .room = 1
	};
	ssize_t n = lsci_backend_recv(end, &in, LSCI_WAIT);

	if (n <= 0)
		return n == 0 ? -ENXIO : (int)n;
	if (in.fds == 0)
		return in.dropped ? -EACCES : -EBADMSG;
	passed->uid = in.sender.uid_known ? in.sender.uid : (uid_t)-1;
	passed->gid = in.sender.gid_known ? in.sender.gid : (gid_t)-1;
	return 0;
}

int
lsci_passed_recv(int end, struct lsci_passed *passed)
{
	int r = lsci_backend_want_sender(end);

	if (r == 0)
		r = look(end);
	return r == 0 ? take(end, passed) : r;
}

int
lsci_passed_accept(int listener, struct lsci_passed *passed)
{
	struct lsci_identity client;
	int r = lsci_backend_accept(listener, &client, LSCI_INHERITED,
	    LSCI_WAIT);

	if (r < 0)
		return r;
	passed->fd = r;
	passed->uid = client.uid;
	passed->gid = client.gid_known ? client.gid : (gid_t)-1;
	return 0;
}
