/* SPDX-License-Identifier: ISC */
/*
 * I_SETSIG, I_GETSIG, I_ESETSIG, I_EGETSIG: signals for what happens.
 */
#include <config.h>

#include "api/streamio.h"
#include "head/events.h"

static int
set(const struct lsci_request *request, long whom, int events)
{
	if ((events & ~LSCI_ON_ALL) != 0 ||
	    (events & (S_BANDURG | S_RDBAND)) == S_BANDURG)
		return -EINVAL;
	return lsci_events_set(request->end, &request->state, whom, events);
}

static int
get(const struct lsci_request *request, long whom, int *events)
{
	int r = lsci_events_get(request->end, whom);

	if (r >= 0)
		*events = r;
	return r < 0 ? r : 0;
}

int
lsci_io_set_events(const struct lsci_request *request)
{
	return set(request, 0, request->number);
}

int
lsci_io_get_events(const struct lsci_request *request)
{
	return get(request, 0, request->pointer);
}

int
lsci_io_set_events_for(const struct lsci_request *request)
{
	const struct strsigset *set_for = request->pointer;

	return set(request, set_for->ss_pid, set_for->ss_events);
}

int
lsci_io_get_events_for(const struct lsci_request *request)
{
	struct strsigset *get_for = request->pointer;

	return get(request, get_for->ss_pid, &get_for->ss_events);
}
