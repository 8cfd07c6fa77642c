/* SPDX-License-Identifier: ISC */
/*
 * Receiving a status message, and not a byte more.
 *
 * The shortest message has two bytes, so two can always be taken: for a
 * descriptor that is all.  Where they are text, a look ahead tells how much
 * more belongs to the message.  Text is handed over as it comes; between
 * messages and between pieces of a text nothing is remembered, so a call
 * that a signal or O_NONBLOCK ended there is simply made again.  Inside the
 * last two bytes it cannot be: a signal does not end the call there, and a
 * non-blocking stream that stops there is in the hands of a peer that keeps
 * to no protocol (EBADMSG).
 *
 * STREAMS programs send the two bytes by write and the descriptor behind
 * them by I_SENDFD: here, one carrier byte, not zero, with the descriptor.
 * A call that ended between them finds such a carrier in the place of a
 * message, and takes it for one.
 */
#include <config.h>

#include <errno.h>
#include <unistd.h>

#include "backend/backend.h"
#include "head/flow.h"
#include "head/status.h"
#include "sys/sys.h"

enum { PIECE = 4096 };          /* bytes of text handed over at once */

struct receipt {
	struct lsci_flow flow;
	int fd;                 /* the descriptor that came, ours; or -1 */
	bool dropped;           /* the kernel withheld one */
	bool begun;             /* some text has been handed over */
	bool carrier;           /* what came is the second half of the
	                           STREAMS form */
	lsci_status_reader *reader;
	int refusal;            /* the reader's failure, a negative errno */
	size_t size;            /* bytes at `piece' */
	char piece[PIECE];
};

/* Takes up to `size' bytes more; a count, 0 at hang-up, or an errno. */
static ssize_t
take(struct receipt *r, size_t size)
{
	struct lsci_incoming in = {
		.data = r->piece + r->size, .size = size,
		.fd = &r->fd, .room = r->fd < 0 && r->refusal == 0
	};
	ssize_t n = lsci_flow_take(&r->flow, &in);

	if (n < 0)
		return n;
	r->dropped = r->dropped || in.dropped;
	r->size += (size_t)n;
	return in.cut ? -EBADMSG : n;
}

/* A zero without its status cannot be resumed: a signal does not end the
   call here, and whatever else does has spoilt the message. */
static int
take_status(struct receipt *r)
{
	ssize_t n;

	if (r->size == 0 || r->piece[r->size - 1] != 0 ||
	    lsci_status_is_complete(r->piece, r->size))
		return 0;
	do
		n = take(r, 1);
	while (n == -EINTR || n == -ENOMEM);
	return n > 0 ? 0 : -EBADMSG;
}

/* With a descriptor in hand, which came early, or a text that was refused,
   the call cannot end and be made again. */
static bool
must_go_on(const struct receipt *r)
{
	return r->fd >= 0 || r->refusal < 0;
}

/* The first bytes of a message, or of the rest of one. */
static int
take_beginning(struct receipt *r)
{
	bool in_hand = r->fd >= 0;
	ssize_t n;

	r->size = 0;
	do
		n = take(r, LSCI_STATUS_END);
	while (n == -EINTR && must_go_on(r));
	r->carrier = n == 1 && r->fd >= 0 && !in_hand && !r->begun &&
	    r->piece[0] != 0;
	if (n > 0)
		return take_status(r);
	if (n == 0)
		return r->begun ? -EBADMSG : -ENXIO;
	return r->fd >= 0 ? -EBADMSG : (int)n;
}

/* What is there of a text, up to the end of the message.  An error here is
   no loss: it will show again at the next beginning. */
static void
take_available(struct receipt *r)
{
	char *ahead = r->piece + r->size;
	ssize_t n = lsci_flow_peek(&r->flow, ahead, PIECE - r->size);
	size_t left = n > 0 ? lsci_status_extent(ahead, (size_t)n) : 0;

	while (left > 0) {
		n = take(r, left);
		if (n == -EINTR)
			continue;
		if (n <= 0)
			return;
		left -= (size_t)n;
	}
}

static void
hand_over(struct receipt *r, size_t size)
{
	ssize_t n;

	if (size == 0 || r->reader == NULL || r->refusal < 0)
		return;
	errno = 0;
	n = r->reader(STDERR_FILENO, r->piece, size);
	if (n != (ssize_t)size)
		r->refusal = n < 0 && errno > 0 ? -errno : -EIO;
}

/* Everything up to the status, which is then the last byte of the piece. */
static int
take_message(struct receipt *r)
{
	for (;;) {
		int err = take_beginning(r);

		if (err < 0 || r->carrier)
			return err;
		if (!lsci_status_is_complete(r->piece, r->size))
			take_available(r);
		err = take_status(r);
		if (err < 0)
			return err;
		if (lsci_status_is_complete(r->piece, r->size)) {
			hand_over(r, r->size - LSCI_STATUS_END);
			return 0;
		}
		hand_over(r, r->size);
		r->begun = true;
	}
}

/* The descriptor that status 0 promises. */
static int
take_promised(struct receipt *r)
{
	ssize_t n = 0;

	if (r->fd < 0 && !r->dropped) {         /* the STREAMS form */
		do {
			r->size = 0;
			n = take(r, 1);
		} while (n == -EINTR && must_go_on(r));
	}
	if (n < 0)
		return (int)n;
	if (r->fd >= 0)
		return 0;
	return r->dropped ? -EACCES : -EBADMSG;
}

static int
finish(struct receipt *r, int *answer)
{
	int status = r->carrier ? 0 : (unsigned char)r->piece[r->size - 1];
	int err = status == 0 ? take_promised(r) : 0;

	if (err < 0 || r->refusal < 0)
		return err;
	*answer = status == 0 ? r->fd : -status;
	if (status == 0)
		r->fd = -1;
	return 0;
}

int
lsci_status_recv(int end, lsci_status_reader *reader, int *answer)
{
	struct receipt r;
	int err;

	err = lsci_flow_open(&r.flow, end);
	if (err < 0)
		return err;
	r.fd = -1;
	r.dropped = r.begun = r.carrier = false;
	r.reader = reader;
	r.refusal = 0;
	err = take_message(&r);
	if (err == 0)
		err = finish(&r, answer);
	if (r.fd >= 0)
		lsci_sys_close(r.fd);
	return r.refusal < 0 ? r.refusal : err;
}
