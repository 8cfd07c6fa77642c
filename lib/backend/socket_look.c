/* SPDX-License-Identifier: ISC */
/*
 * Looking at the packets of a message stream.
 *
 * An empty packet, which only strangers send, looks like a hang-up; what tells
 * it apart is that the other end is not closed, or that more waits.
 *
 * The peek offset of a socket is one for all who hold it, and a scan sets it;
 * from then on every peek begins there, also after the scanning process has
 * died.  It is counted from the first packet in bytes, whatever was copied.
 * So a scan leaves a number behind: another one before it sets the first
 * offset, and another one before it, or whoever ends it, takes the offset
 * away.  Who finds the same number and no offset before and after a look has
 * seen the first packet.
 */
#include <config.h>

#include <errno.h>
#include <sys/socket.h>

#include "backend/rights.h"
#include "sys/sys.h"

enum { NO_OFFSET = -1, START_MAX = 16 };
enum { NEVER_SCANNED = 1200, FIRST_NUMBER = 2048, NUMBERS = 0x8000 };

/* In the words of the contract; a reset is a hang-up once it was reported. */
static int
translated(ssize_t r)
{
	switch (r) {
	case -ECONNRESET:
		return 0;
	case -ENOTSOCK:
		return -ENOSTR;
	case -ENOTCONN:
	case -EOPNOTSUPP:
		return -EINVAL;
	case -ENOBUFS:
		return -ENOMEM;
	case -ENOPROTOOPT:
		return -ENOTSUP;
	default:
		return (int)r;
	}
}

static int
is_empty_packet(int end)
{
	int ended = lsci_sys_has_ended(end);

	if (ended <= 0)
		return ended < 0 ? ended : 1;
	return lsci_sys_waiting(end) > 0;
}

int
lsci_backend_look(int end, void *data, size_t room, struct lsci_look *look)
{
	ssize_t n = lsci_rights_peek(end, data, room, look,
	    LSCI_MSG_DONTWAIT);

	if (n == -ECONNRESET)
		n = lsci_rights_peek(end, data, room, look,
		    LSCI_MSG_DONTWAIT);
	if (n < 0)
		return translated(n);
	return look->size > 0 ? 1 : is_empty_packet(end);
}

/* --- looks and scans */

void
lsci_backend_begin_without_scans(int end)
{
	(void)lsci_sys_set_number(end, LSCI_NUMBER_SCANS, NEVER_SCANNED);
}

static int
number_of(int end)
{
	int number = NEVER_SCANNED;

	(void)lsci_sys_get_number(end, LSCI_NUMBER_SCANS, &number);
	return number;
}

static void
leave_number(int end)
{
	unsigned number = 0;

	(void)lsci_sys_random(&number, sizeof number);
	(void)lsci_sys_set_number(end, LSCI_NUMBER_SCANS,
	    FIRST_NUMBER + (int)(number % NUMBERS));
}

static int
end_scan(int end)
{
	leave_number(end);
	return lsci_sys_peek_from(end, NO_OFFSET);
}

int
lsci_backend_look_surely(int end, void *data, size_t room,
    struct lsci_look *look)
{
	int r = lsci_backend_look(end, data, room, look);
	int number = number_of(end);
	bool sure = number == NEVER_SCANNED;

	/* number, offset, look, offset, number: a scan changes the number
	   before it takes the offset away */
	while (!sure) {
		number = number_of(end);
		if (lsci_sys_peek_offset(end) >= 0) {
			if (end_scan(end) < 0)
				break;
			continue;
		}
		r = lsci_backend_look(end, data, room, look);
		sure = lsci_sys_peek_offset(end) < 0 &&
		    number_of(end) == number;
	}
	return r;
}

/* All packets once; -EAGAIN if somebody has ended the scan. */
static int
scan_once(int end, lsci_scan_visitor *visit, void *context)
{
	unsigned char start[START_MAX];
	struct lsci_look look;
	int offset = 0;

	for (;;) {
		int r = lsci_sys_peek_from(end, offset);

		if (r == 0)
			r = lsci_backend_look(end, start, sizeof start, &look);
		if (r == -EAGAIN)
			return 0;
		if (r <= 0)
			return translated(r);
		if (look.size == 0 && !look.carries)
			return 0;       /* a hang-up behind all packets */
		if (lsci_sys_peek_offset(end) != offset + (int)look.got)
			return -EAGAIN;
		r = visit(start, &look, context);
		if (r != 0)
			return r;
		offset += (int)look.size;
	}
}

int
lsci_backend_scan(int end, lsci_scan_visitor *visit, void *context)
{
	int r, reset;

	leave_number(end);
	r = scan_once(end, visit, context);
	reset = end_scan(end);
	return r == 0 ? translated(reset) : r;
}

int
lsci_backend_name_end(int end)
{
	return translated(lsci_sys_name_somehow(end));
}
