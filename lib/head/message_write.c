/* SPDX-License-Identifier: ISC */
/*
 * write: segments of a fixed size, gathered where they are not in one piece.
 */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "head/message.h"
#include "head/options.h"

/* Where in a writev the next byte is. */
struct source {
	const struct iovec *part;
	int parts;
	size_t at;              /* bytes of the first part that are gone */
};

static void
skip_empty(struct source *source)
{
	while (source->parts > 0 && source->at == source->part->iov_len) {
		source->part++;
		source->parts--;
		source->at = 0;
	}
}

static size_t
gather(struct source *source, unsigned char *to)
{
	size_t done = 0;

	for (skip_empty(source); source->parts > 0 && done < LSCI_SEGMENT;
	    skip_empty(source)) {
		size_t left = source->part->iov_len - source->at;
		size_t size = left < LSCI_SEGMENT - done ? left :
		    LSCI_SEGMENT - done;

		memcpy(to + done,
		    (const char *)source->part->iov_base + source->at, size);
		done += size;
		source->at += size;
	}
	return done;
}

/* The next segment; it is where it was if it lies in one piece. */
static size_t
next_segment(struct source *source, unsigned char *space, const void **from)
{
	size_t left;

	skip_empty(source);
	left = source->parts > 0 ? source->part->iov_len - source->at : 0;
	if (left < LSCI_SEGMENT && source->parts > 1) {
		*from = space;
		return gather(source, space);
	}
	if (left == 0)
		return 0;
	*from = (const char *)source->part->iov_base + source->at;
	left = left < LSCI_SEGMENT ? left : LSCI_SEGMENT;
	source->at += left;
	return left;
}

static int
put(int end, const struct lsci_state *state, const void *from, size_t size,
    lsci_until until)
{
	struct lsci_message message = { .control = -1, .data = (long)size };

	return lsci_message_put(end, state, &message, NULL, from, until);
}

/* A hang-up is one also when some of it was sent, as SVR4 has it. */
static ssize_t
result(ssize_t done, int r)
{
	return done > 0 && r != -EPIPE ? done : r;
}

ssize_t
lsci_message_write(int end, const struct lsci_state *state,
    const struct iovec *part, int parts, lsci_until until)
{
	unsigned char space[LSCI_SEGMENT];
	struct source source = { part, parts, 0 };
	const void *from = space;
	size_t size = next_segment(&source, space, &from);
	ssize_t done = 0;

	if (state->unwritable)
		return -EBADF;
	if (size == 0 && (state->write_options & LSCI_SEND_ZERO) != 0)
		return put(end, state, space, 0, until);
	while (size > 0) {
		int r = put(end, state, from, size, until);

		if (r < 0)
			return result(done, r);
		done += (ssize_t)size;
		size = next_segment(&source, space, &from);
	}
	return done;
}
