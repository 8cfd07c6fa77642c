/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>

#include "head/bytes.h"
#include "head/exchange.h"

/* As read, but what a descriptor came with is left alone. */
static int
get_bytes(int end, struct lsci_part *data, struct lsci_arrival *arrival)
{
	struct lsci_incoming in = { .data = data->to };
	size_t room = data->room > 0 ? (size_t)data->room : 0;
	ssize_t n = lsci_bytes_peek(end, data->to, room, LSCI_WAIT);

	arrival->hung_up = n == 0;
	if (n <= 0)
		return (int)n;
	arrival->more_data = room == 0;
	in.size = (size_t)n;
	n = room > 0 ? lsci_backend_recv(end, &in, LSCI_DONT_WAIT) : 0;
	data->length = data->room < 0 ? -1 : n;
	return n < 0 ? (int)n : 0;
}

static int
get_from_byte_stream(int end, const struct lsci_wish *wish,
    struct lsci_part *control, struct lsci_part *data,
    struct lsci_arrival *arrival)
{
	control->length = -1;
	/* what nobody can send nobody can wait for */
	return wish->high || wish->band > 0 ? -EINVAL :
	    get_bytes(end, data, arrival);
}

int
lsci_exchange_get(int end, const struct lsci_wish *wish,
    struct lsci_part *control, struct lsci_part *data,
    struct lsci_arrival *arrival)
{
	static const struct lsci_arrival nothing = { .band = 0 };
	struct lsci_state state;
	int r = lsci_backend_get_state(end, &state);

	if (r < 0)
		return r;
	*arrival = nothing;
	if (wish->invalid && state.kind != LSCI_STRANGER)
		return -EINVAL;
	switch (state.kind) {
	case LSCI_MESSAGE_STREAM:
		return lsci_message_get(end, &state, wish, control, data,
		    arrival, LSCI_WAIT);
	case LSCI_BYTE_STREAM:
		r = get_from_byte_stream(end, wish, control, data, arrival);
		return r == -ENOMEM ? -ENOSR : r;
	default:
		return -ENOSTR;
	}
}
