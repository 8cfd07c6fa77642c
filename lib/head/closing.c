/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "head/aside.h"
#include "head/closing.h"
#include "head/events.h"
#include "head/known.h"
#include "head/terminal.h"
#include "sys/call.h"
#include "sys/sys.h"

/* Nobody tells which descriptors a process has, so all are asked.  It is
   only done where something is aside. */
static bool
is_held(const struct lsci_state *end)
{
	int fd, limit = lsci_sys_descriptor_limit();

	for (fd = 0; fd < limit; fd++) {
		struct lsci_state other;

		if (lsci_backend_get_state(fd, &other) == 0 &&
		    other.kind == LSCI_MESSAGE_STREAM &&
		    other.key == end->key && other.second == end->second)
			return true;
	}
	return false;
}

static void
discard(const struct lsci_state *end)
{
	struct lsci_kept *message;

	if (!lsci_aside_lock())
		return;
	while ((message = lsci_aside_first(end)) != NULL)
		lsci_aside_remove(message);
	lsci_aside_unlock();
}

static bool
has_aside(const struct lsci_state *end)
{
	bool has;

	if (!lsci_aside_lock())
		return false;
	has = lsci_aside_first(end) != NULL;
	lsci_aside_unlock();
	return has;
}

/* What a child of vfork closes its parent has still open. */
static bool
is_remembered(bool any)
{
	return any && lsci_known_is_owner();
}

int
lsci_closing_close(int fd)
{
	struct lsci_state state;
	bool aside = is_remembered(lsci_aside_any()) &&
	    lsci_known_message_stream(fd, &state) > 0 && has_aside(&state);
	int r;

	if (is_remembered(lsci_events_any()))
		lsci_events_close(fd);
	lsci_terminal_close(fd);
	r = lsci_sys_close_it(fd);
	lsci_known_forget(fd);
	if (aside && !is_held(&state))
		discard(&state);
	return r;
}
