/* SPDX-License-Identifier: ISC */
/*
 * Sending a status message.
 */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "backend/backend.h"
#include "head/flow.h"
#include "head/status.h"
#include "sys/sys.h"

int
lsci_status_send_fd(int end, int fd)
{
	static const unsigned char success[LSCI_STATUS_END];
	struct lsci_outgoing out = {
		.head = success, .head_size = sizeof success,
		.fd = &fd, .fds = 1
	};
	struct lsci_flow flow;
	ssize_t n = lsci_flow_open(&flow, end);

	if (n == 0)
		n = lsci_flow_put(&flow, &out);
	return n < 0 ? (int)n : 0;
}

/* Leaves out what has gone. */
static void
advance(struct lsci_outgoing *out, size_t sent)
{
	size_t of_head = sent < out->head_size ? sent : out->head_size;

	out->head = (const char *)out->head + of_head;
	out->head_size -= of_head;
	out->tail = (const char *)out->tail + (sent - of_head);
	out->tail_size -= sent - of_head;
}

enum { PAUSE_MS = 10 };         /* when there is nothing to wait for */

static void
wait_for_room(const struct lsci_flow *flow, ssize_t why)
{
	if (why != -EAGAIN || lsci_sys_wait_writable(flow->end, LSCI_WAIT) < 0)
		(void)lsci_sys_pause(PAUSE_MS, LSCI_WAIT);
}

/* Half a message would take the stream out of step for ever, so from its
   first byte on no signal, no O_NONBLOCK and no lack of memory ends it. */
static int
send_rest(const struct lsci_flow *flow, struct lsci_outgoing *rest)
{
	while (rest->head_size + rest->tail_size > 0) {
		ssize_t n = lsci_flow_put(flow, rest);

		if (n >= 0)
			advance(rest, (size_t)n);
		else if (n == -EAGAIN || n == -ENOSR)
			wait_for_room(flow, n);
		else if (n != -EINTR)
			return (int)n;
	}
	return 0;
}

/*
 * A kernel cuts what is sent into pieces, and a receiver may see one piece
 * before the next exists.  Zero and status must not be parted, because a
 * receiver that must not block cannot wait in between: they go with a text
 * that fits into the smallest piece there is (2240 bytes on Linux, with the
 * smallest send buffer), and by themselves behind a longer one.
 */
enum { ONE_PIECE = 2048 };

int
lsci_status_send_error(int end, const char *text, int status)
{
	unsigned char tail[LSCI_STATUS_END] = { 0, lsci_status_encode(status) };
	struct lsci_outgoing out = {
		.head = text, .head_size = strlen(text), .tail = tail
	};
	bool together = out.head_size + sizeof tail <= ONE_PIECE;
	struct lsci_flow flow;
	ssize_t n;
	int r = lsci_flow_open(&flow, end);

	if (r < 0)
		return r;
	out.tail_size = together ? sizeof tail : 0;
	n = lsci_flow_put(&flow, &out);
	if (n < 0)
		return (int)n;
	advance(&out, (size_t)n);
	r = send_rest(&flow, &out);
	if (r < 0 || together)
		return r;
	out.tail = tail;
	out.tail_size = sizeof tail;
	return send_rest(&flow, &out);
}
