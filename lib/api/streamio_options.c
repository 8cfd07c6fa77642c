/* SPDX-License-Identifier: ISC */
/*
 * I_SRDOPT, I_SWROPT, I_SERROPT, I_SETCLTIME and their questions: options of
 * one end, which the socket keeps for all who hold it.
 */
#include <config.h>

#include "api/streamio.h"
#include "head/options.h"
#include "sys/sys.h"

enum { CLOSE_TIME = 15000 };    /* milliseconds, of a fresh end */
enum { READ_MODES = RMSGD | RMSGN };

static int
keep(const struct lsci_request *request, const struct lsci_state *state)
{
	return lsci_backend_set_state(request->end, state);
}

/* One of the three, and only one, changes the control mode. */
static void
set_control_mode(struct lsci_state *state, unsigned option)
{
	switch (option & RPROTMASK) {
	case RPROTNORM:
		state->control_mode = LSCI_CONTROL_REFUSE;
		break;
	case RPROTDAT:
		state->control_mode = LSCI_CONTROL_AS_DATA;
		break;
	case RPROTDIS:
		state->control_mode = LSCI_CONTROL_DISCARD;
		break;
	default:
		break;
	}
}

int
lsci_io_set_read(const struct lsci_request *request)
{
	struct lsci_state state = request->state;
	unsigned option = (unsigned)request->number;

	if ((option & ~(unsigned)(READ_MODES | RPROTMASK)) != 0 ||
	    (option & READ_MODES) == READ_MODES)
		return -EINVAL;
	state.read_mode = (option & RMSGD) != 0 ? LSCI_READ_DISCARD :
	    (option & RMSGN) != 0 ? LSCI_READ_KEEP : LSCI_READ_BYTES;
	set_control_mode(&state, option);
	return keep(request, &state);
}

int
lsci_io_get_read(const struct lsci_request *request)
{
	static const int modes[] = { RNORM, RMSGD, RMSGN, RNORM };
	static const int controls[] = { RPROTNORM, RPROTDAT, RPROTDIS,
	    RPROTNORM };

	*(int *)request->pointer = modes[request->state.read_mode] |
	    controls[request->state.control_mode];
	return 0;
}

int
lsci_io_set_write(const struct lsci_request *request)
{
	struct lsci_state state = request->state;

	if ((request->number & ~(SNDZERO | SNDPIPE)) != 0)
		return -EINVAL;
	state.write_options = (unsigned)request->number;
	return keep(request, &state);
}

int
lsci_io_get_write(const struct lsci_request *request)
{
	*(int *)request->pointer = (int)request->state.write_options;
	return 0;
}

/* They say how long an error lasts; no error comes to an end of a pipe. */
int
lsci_io_set_error(const struct lsci_request *request)
{
	enum { ALL = 15 };
	struct lsci_state state = request->state;

	if ((request->number & ~ALL) != 0)
		return -EINVAL;
	state.error_options = (unsigned)request->number;
	return keep(request, &state);
}

int
lsci_io_get_error(const struct lsci_request *request)
{
	*(int *)request->pointer = (int)request->state.error_options;
	return 0;
}

/* Milliseconds that close may wait for modules to drain; no module holds
   anything. */
int
lsci_io_set_close_time(const struct lsci_request *request)
{
	int time = *(const int *)request->pointer;

	return time < 0 ? -EINVAL : lsci_sys_set_number(request->end,
	    LSCI_NUMBER_CLOSE_TIME, time);
}

int
lsci_io_get_close_time(const struct lsci_request *request)
{
	int time;
	int r = lsci_sys_get_number(request->end, LSCI_NUMBER_CLOSE_TIME,
	    &time);

	if (r == 0)
		*(int *)request->pointer = time >= 0 ? time : CLOSE_TIME;
	return r;
}
