/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "backend/backend.h"
#include "head/passed.h"
#include "head/record.h"

/* In the words of I_SENDFD. */
static int
translated(ssize_t r)
{
	switch (r) {
	case -EPIPE:
		return -ENXIO;
	case -ENOSR:
		return -EAGAIN;
	default:
		return r < 0 ? (int)r : 0;
	}
}

int
lsci_passed_send(int end, int fd)
{
	static const char carrier = LSCI_CARRIES_DESCRIPTOR;
	struct lsci_outgoing out = {
		.head = &carrier, .head_size = 1,
		.fd = &fd, .fds = 1, .sign = true, .ours = true
	};

	return translated(lsci_backend_send(end, &out, LSCI_DONT_WAIT));
}
