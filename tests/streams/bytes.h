/* SPDX-License-Identifier: ISC */
/* Byte streams, on which a few calls of message streams work, too. */
#ifndef BYTES_H
#define BYTES_H

#include <stropts.h>
#include <string.h>

#include <streamcompat.h>

#include "tests/streams/way.h"
#include "tests/support/t_must.h"

static inline struct pair
pair_of_bytes(void)
{
	struct pair pair;
	int end[2];

	must(s_pipe(end), "s_pipe");
	pair.a = end[0];
	pair.b = end[1];
	return pair;
}

/* What comes next is a passed descriptor, for this file. */
#define RECEIVES(fd, file) receives(fd, file, __FILE__, __LINE__)
static inline void
receives(int fd, int file, const char *name, int line)
{
	struct strrecvfd received;

	memset(&received, 0xff, sizeof received);
	expect_is(ioctl(fd, I_RECVFD, &received), 0, "I_RECVFD", name, line);
	expect_holds(t_same_file(received.fd, file), "it is the file", name,
	    line);
	must(close(received.fd), "close");
}

#endif
