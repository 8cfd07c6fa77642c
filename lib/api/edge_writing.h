/* SPDX-License-Identifier: ISC */
/*
 * What the calls that write have in common.
 */
#ifndef LSCI_EDGE_WRITING_H
#define LSCI_EDGE_WRITING_H

#include <signal.h>

#include "api/edge_parts.h"
#include "api/edge_streams.h"
#include "head/message.h"
#include "sys/sys.h"

/* Whoever writes to a stream whose other end is closed is signalled. */
static inline ssize_t
lsci_write_parts(int fd, const struct lsci_state *state,
    const struct iovec *part, int parts)
{
	ssize_t n = lsci_message_write(fd, state, part, parts, LSCI_WAIT);

	if (n == -EPIPE)
		lsci_sys_raise(SIGPIPE);
	return n;
}

#endif
