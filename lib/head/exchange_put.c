/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "head/exchange.h"
#include "head/message.h"
#include "head/options.h"
#include "sys/sys.h"

static bool
is_nothing(const struct lsci_putting *putting)
{
	return putting->control_length < 0 && putting->data_length < 0;
}

/* What is wrong with it, whatever the stream. */
static int
check(const struct lsci_putting *putting)
{
	if (putting->invalid || (putting->high &&
	    (putting->control_length < 0 || putting->band != 0)))
		return -EINVAL;
	return putting->control_length > LSCI_CONTROL_MAX ||
	    putting->data_length > LSCI_DATA_MAX ? -ERANGE : 0;
}

/* A hang-up goes before what is wrong with the message. */
static int
unless_hung_up(int end, int r)
{
	return lsci_sys_is_hung_up(end) > 0 ? -EPIPE : r;
}

static int
put_message(int end, const struct lsci_state *state,
    const struct lsci_putting *putting)
{
	struct lsci_message message = {
		.high = putting->high, .band = (unsigned char)putting->band,
		.control = putting->control_length,
		.data = putting->data_length
	};
	return lsci_message_put(end, state, &message, putting->control,
	    putting->data, LSCI_WAIT);
}

/* All of it, or a part of it if it has to stop: there are no bounds, so
   nobody can tell. */
static int
put_bytes(int end, const struct lsci_putting *putting)
{
	struct lsci_outgoing out = { .ours = true, .head = putting->data,
	    .head_size = (size_t)putting->data_length };

	if (putting->control_length >= 0 || putting->band != 0)
		return unless_hung_up(end, -ERANGE);
	while (out.head_size > 0) {
		ssize_t n = lsci_backend_send(end, &out, LSCI_WAIT);

		if (n < 0)
			return (int)n;
		out.head = (const char *)out.head + n;
		out.head_size -= (size_t)n;
	}
	return 0;
}

static int
put(int end, const struct lsci_state *state,
    const struct lsci_putting *putting)
{
	int r = check(putting);

	if (r < 0 || is_nothing(putting))
		return unless_hung_up(end, r);
	return state->kind == LSCI_MESSAGE_STREAM ?
	    put_message(end, state, putting) : put_bytes(end, putting);
}

int
lsci_exchange_put(int end, const struct lsci_putting *putting)
{
	struct lsci_state state;
	int r = lsci_backend_get_state(end, &state);

	if (r < 0)
		return r;
	if (state.kind != LSCI_MESSAGE_STREAM &&
	    state.kind != LSCI_BYTE_STREAM)
		return -ENOSTR;
	if (state.unwritable)
		return -EBADF;
	r = put(end, &state, putting);
	return r == -EPIPE && !(putting->as_xpg4 &&
	    (state.write_options & LSCI_SEND_PIPE) != 0) ? -ENXIO : r;
}
