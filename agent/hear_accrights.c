/* SPDX-License-Identifier: ISC */
/*
 * As the library receives: whatever else is shown is closed.
 */
#include <config.h>

#include <errno.h>

#include "agent/hear.h"
#include "backend/backend.h"
#include "name/wire.h"

int
hear(int client, struct lsci_letter *letter, int *shown)
{
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_incoming in = { .data = bytes, .size = sizeof bytes,
	    .fd = shown, .room = 1, .close_on_exec = true };
	ssize_t n = lsci_backend_recv(client, &in, LSCI_DONT_WAIT);

	if (in.fds == 0)
		*shown = -1;
	if (n < 0)
		return n == -EINTR ? -EAGAIN : n == -ENFILE ? -EMFILE : (int)n;
	return n == 0 || in.cut ||
	    lsci_wire_decode(letter, bytes, (size_t)n) < 0 ? -EBADMSG : 0;
}
