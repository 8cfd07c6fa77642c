/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <string.h>
#include <sys/uio.h>

#include "head/flow.h"
#include "head/known.h"
#include "head/message.h"
#include "head/queue.h"
#include "sys/sys.h"

int
lsci_flow_open(struct lsci_flow *flow, int end)
{
	int r = lsci_known_message_stream(end, &flow->state);

	flow->end = end;
	flow->messages = r > 0;
	return r < 0 ? r : 0;
}

/* --- taking from a message stream */

/* The bytes that a descriptor came with are those of its sender's protocol. */
static ssize_t
take_passed(struct lsci_queue *queue, struct lsci_incoming *in)
{
	struct lsci_passed_message passed = { .data = in->data,
	    .room = in->size, .unwanted = in->room == 0 };
	int r = lsci_queue_receive(queue, &passed);

	if (r == -EACCES)
		in->dropped = true;
	else if (r < 0)
		return r;
	if (r == 0 && !passed.unwanted) {
		in->fd[0] = passed.fd;
		in->fds = 1;
	}
	return (ssize_t)passed.size;
}

static ssize_t
take_data(struct lsci_queue *queue, struct lsci_incoming *in)
{
	struct lsci_part control = LSCI_PART_UNWANTED;
	struct lsci_part data = { in->data, (long)in->size, -1 };
	int r;

	if (queue->first.control >= 0)
		return lsci_queue_is_certain(queue) ? -EBADMSG : -EAGAIN;
	r = lsci_queue_get(queue, &control, &data, LSCI_KEEP_REST);
	return r < 0 ? r : (ssize_t)data.length;
}

/* A message without bytes is nothing here. */
static ssize_t
take_something(struct lsci_queue *queue, struct lsci_incoming *in)
{
	ssize_t n;

	do {
		n = lsci_queue_first(queue, LSCI_WAIT);
		if (n <= 0)
			return n;
		n = queue->passed ? take_passed(queue, in) :
		    take_data(queue, in);
	} while (n == -EAGAIN || (n == 0 && in->fds == 0 && !in->dropped));
	return n;
}

static ssize_t
take_message(const struct lsci_flow *flow, struct lsci_incoming *in)
{
	struct lsci_queue queue;
	ssize_t n;

	in->fds = in->surplus = 0;
	in->dropped = in->cut = false;
	lsci_queue_open(&queue, flow->end, &flow->state);
	queue.stale = true;
	n = take_something(&queue, in);
	lsci_queue_close(&queue);
	return n;
}

ssize_t
lsci_flow_take(const struct lsci_flow *flow, struct lsci_incoming *in)
{
	return flow->messages ? take_message(flow, in) :
	    lsci_backend_recv(flow->end, in, LSCI_WAIT);
}

static ssize_t
peek_message(const struct lsci_flow *flow, void *to, size_t size)
{
	struct lsci_part control = LSCI_PART_UNWANTED;
	struct lsci_part data = { to, (long)size, -1 };
	struct lsci_queue queue;
	int r;

	lsci_queue_open(&queue, flow->end, &flow->state);
	queue.stale = true;
	r = lsci_queue_first(&queue, LSCI_DONT_WAIT);
	if (r > 0 && (queue.passed || queue.first.control >= 0))
		r = -EAGAIN;
	if (r > 0)
		r = lsci_queue_copy(&queue, &control, &data);
	lsci_queue_close(&queue);
	return r < 0 ? r : data.length > 0 ? (ssize_t)data.length : 0;
}

ssize_t
lsci_flow_peek(const struct lsci_flow *flow, void *data, size_t size)
{
	return flow->messages ? peek_message(flow, data, size) :
	    lsci_backend_peek(flow->end, data, size, NULL, LSCI_DONT_WAIT);
}

/* --- putting on a message stream */

enum { PAUSE_MS = 10 };

/* Behind its bytes a descriptor has to follow, whatever happens. */
static int
pass_by_all_means(const struct lsci_flow *flow, int fd)
{
	int r;

	for (;;) {
		r = lsci_message_pass_behind(flow->end, &flow->state, fd);
		if (r != -EAGAIN && r != -ENOSR && r != -EINTR)
			return r;
		(void)lsci_sys_pause(PAUSE_MS, LSCI_WAIT);
	}
}

static ssize_t
put_message(const struct lsci_flow *flow, const struct lsci_outgoing *out)
{
	struct iovec part[2] = {
		{ .iov_len = out->head_size },
		{ .iov_len = out->tail_size }
	};
	ssize_t n;
	int r;

	/* only read from, for want of a const */
	memcpy(&part[0].iov_base, &out->head, sizeof out->head);
	memcpy(&part[1].iov_base, &out->tail, sizeof out->tail);
	if (out->fds > 0 && !lsci_sys_is_open(*out->fd))
		return -EBADF;
	n = lsci_message_write(flow->end, &flow->state, part, 2, LSCI_WAIT);
	if (n < 0 || out->fds == 0)
		return n;
	r = pass_by_all_means(flow, *out->fd);
	return r < 0 ? r : n;
}

ssize_t
lsci_flow_put(const struct lsci_flow *flow, const struct lsci_outgoing *out)
{
	return flow->messages ? put_message(flow, out) :
	    lsci_backend_send(flow->end, out, LSCI_WAIT);
}
