/* SPDX-License-Identifier: ISC */
/*
 * Linux wakes a sender, and calls a socket writable, when no more than a
 * quarter of what it may send is unread.  What it may send starts small and
 * grows for queues of many small messages; for a full queue it is set so that
 * the quarter lies just below what is unread.
 */
#include <config.h>

#include <errno.h>

#include "head/admission.h"
#include "head/outstanding.h"
#include "sys/sys.h"

/* 16384 messages of a byte, and as many more of the other classes. */
enum { MOST_ROOM = 32 << 20 };

int
lsci_admission_announce(int end, const struct lsci_state *state)
{
	int r = lsci_outstanding_note_announced(state) ? 0 :
	    lsci_backend_name_end(end);

	if (r < 0)
		lsci_outstanding_deny_announced(state);
	return r < 0 ? -ENOSR : 0;
}

/* Sixteenths of what the kernel takes. */
static int
share_of(int band)
{
	return band == 0 ? 12 : band > 0 ? 14 : 16;
}

/* Never one byte too early. */
static bool
is_full(const struct lsci_state *state, int band, int unread)
{
	enum { FULL = LSCI_HIGH_WATER + LSCI_SPAN };

	switch (band) {
	case LSCI_HIGH:
		return false;
	case LSCI_SOME_BAND:
		return lsci_outstanding_fills_bands(state, FULL, unread);
	default:
		return lsci_outstanding_settle(state, band, unread) >= FULL;
	}
}

int
lsci_admission_ask(int end, const struct lsci_state *state, int band)
{
	int unread;

	if (band == LSCI_HIGH ||
	    lsci_outstanding_at_most(state) < LSCI_HIGH_WATER)
		return 0;
	unread = lsci_sys_unread(end);
	if (unread < 0)
		return unread;
	if (is_full(state, band, unread))
		return -EAGAIN;
	if (unread / 16 < lsci_sys_send_room(end) / 256 * share_of(band))
		return 0;
	return lsci_admission_make_room(end, state, band);
}

/* The kernel may take more than it does: but not for a band that has too many
   bytes. */
int
lsci_admission_make_room(int end, const struct lsci_state *state, int band)
{
	int room = lsci_sys_send_room(end);
	int more;

	if (is_full(state, band, lsci_sys_unread(end)))
		return -EAGAIN;
	if (room < 0 || room >= MOST_ROOM)
		return room < 0 ? room : -EAGAIN;
	more = lsci_sys_set_send_room(end,
	    room > MOST_ROOM / 2 ? MOST_ROOM : room * 2);
	return more > room ? 0 : -EAGAIN;
}

int
lsci_admission_arm(int end)
{
	int unread = lsci_sys_unread(end);
	int room = lsci_sys_send_room(end);

	if (unread <= 0 || room < 0 || unread > room / 4)
		return unread < 0 ? unread : room < 0 ? room : 0;
	room = lsci_sys_set_send_room(end, unread * 4 - 4);
	return room < 0 ? room : 0;
}
