/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "head/admission.h"
#include "head/events.h"
#include "head/message.h"
#include "head/outstanding.h"
#include "head/queue.h"
#include "sys/sys.h"

/* Whose account it goes on. */
static int
account_of(const struct lsci_message *message)
{
	return message->high || message->purpose != LSCI_DELIVER ?
	    LSCI_HIGH : message->band;
}

/* Plain data goes as it is; everything else in a record. */
static bool
needs_record(const struct lsci_message *message, const void *data)
{
	return message->control >= 0 || message->band > 0 ||
	    message->data <= 0 ||
	    lsci_record_looks_like_one(data, (size_t)message->data);
}

static bool
may_wait(int end, lsci_until until)
{
	return until > LSCI_DONT_WAIT || (until == LSCI_WAIT &&
	    lsci_sys_is_nonblocking(end) == 0);
}

/* The end may have fewer bytes left than the kernel wants for one packet. */
static bool
is_lack_of_room(ssize_t r)
{
	return r == -EAGAIN || r == -EMSGSIZE;
}

static int
try_to_send(int end, const struct lsci_state *state, int band,
    const struct lsci_outgoing *out)
{
	ssize_t n;
	int r = lsci_admission_ask(end, state, band);

	if (r < 0)
		return r;
	do
		n = state->sender_wanted ?
		    lsci_backend_send_unnamed(end, out) :
		    lsci_backend_send(end, out, LSCI_DONT_WAIT);
	while (is_lack_of_room(n) &&
	    lsci_admission_make_room(end, state, band) == 0);
	if (n >= 0)
		lsci_outstanding_add(state, band, out->head_size + out->tail_size);
	return n >= 0 ? 0 : is_lack_of_room(n) ? -EAGAIN : (int)n;
}

static int
send_when_possible(int end, const struct lsci_state *state,
    int band, const struct lsci_outgoing *out, lsci_until until)
{
	for (;;) {
		int r = try_to_send(end, state, band, out);

		if (r == -EAGAIN && lsci_events_any())
			lsci_events_full(end);
		if (r != -EAGAIN || band == LSCI_HIGH ||
		    !may_wait(end, until))
			return r;
		r = lsci_admission_arm(end);
		if (r == 0)
			r = lsci_sys_wait_writable(end, until);
		if (r < 0)
			return r;
	}
}

int
lsci_message_put(int end, const struct lsci_state *state,
    const struct lsci_message *message, const void *control,
    const void *data, lsci_until until)
{
	unsigned char head[LSCI_RECORD_HEADER + LSCI_CONTROL_MAX];
	int r, band = account_of(message);
	struct lsci_outgoing out = {
		.head = head, .tail = data, .ours = true,
		.tail_size = message->data > 0 ? (size_t)message->data : 0
	};

	if (needs_record(message, data)) {
		lsci_record_encode(head, message, state->key);
		out.head_size = LSCI_RECORD_HEADER;
	}
	if (message->control > 0) {
		memcpy(head + out.head_size, control,
		    (size_t)message->control);
		out.head_size += (size_t)message->control;
	}
	/* tells the other end that messages may overtake others */
	r = band != 0 ? lsci_admission_announce(end, state) : 0;
	return r < 0 ? r : send_when_possible(end, state, band, &out, until);
}

static int
pass(int end, const struct lsci_state *state, int fd, int band,
    char carrier)
{
	struct lsci_outgoing out = {
		.head = &carrier, .head_size = 1,
		.fd = &fd, .fds = 1, .sign = true, .ours = true
	};

	return try_to_send(end, state, band, &out);
}

int
lsci_message_pass(int end, const struct lsci_state *state, int fd)
{
	return pass(end, state, fd, 0, LSCI_CARRIES_DESCRIPTOR);
}

int
lsci_message_pass_connection(int end, const struct lsci_state *state, int fd)
{
	return pass(end, state, fd, 0, LSCI_CARRIES_CONNECTION);
}

int
lsci_message_pass_behind(int end, const struct lsci_state *state, int fd)
{
	return pass(end, state, fd, LSCI_HIGH, LSCI_CARRIES_DESCRIPTOR);
}

int
lsci_message_can_put(int end, const struct lsci_state *state, int band)
{
	int r = lsci_admission_ask(end, state, band);

	return r == 0 ? 1 : r == -EAGAIN ? 0 : r;
}

int
lsci_message_take_back(int end, const struct lsci_state *state, int band)
{
	struct lsci_message flush = { .control = -1, .data = -1 };
	int r;

	flush.purpose = band == LSCI_EVERY_BAND ? LSCI_FLUSH :
	    LSCI_FLUSH_BAND;
	flush.band = band > 0 ? (unsigned char)band : 0;
	r = lsci_message_put(end, state, &flush, NULL, NULL, LSCI_DONT_WAIT);
	if (r == 0)
		lsci_outstanding_forget(state, band);
	return r;
}
