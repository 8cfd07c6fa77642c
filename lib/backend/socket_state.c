/* SPDX-License-Identifier: ISC */
/*
 * What kind of descriptor this is, and what an end of a stream keeps.
 *
 * All of it is in the socket itself: descriptors cross fork, exec and other
 * descriptors, and a table in the process would not know those that came so.
 * One number has what every call needs:
 *
 *     bits 63-49  mark
 *          48     not for writing
 *          47-46  kind
 *          45     the second end of its pair
 *          44     part of the first message has been taken
 *          43-42  read mode          41-40  control mode
 *          39-38  write options      37-34  error options
 *          33     not for reading
 *          32     senders are wanted
 *          31-0   key
 *
 * Where sockets take no number every socket of the UNIX domain counts as a
 * byte stream.
 */
#include <config.h>

#include <errno.h>

#include "backend/backend.h"
#include "backend/kind.h"
#include "sys/sys.h"

enum { MARK = 0x2629, MARK_MASK = 0x7fff };
enum { MARK_AT = 49, UNWRITABLE_AT = 48, KIND_AT = 46, SECOND_AT = 45, PARTIAL_AT = 44,
	READ_MODE_AT = 42, CONTROL_MODE_AT = 40, WRITE_OPTIONS_AT = 38,
	ERROR_OPTIONS_AT = 34, UNREADABLE_AT = 33, SENDER_AT = 32 };

static uint64_t
pack(const struct lsci_state *state)
{
	return (uint64_t)MARK << MARK_AT |
	    (uint64_t)state->unwritable << UNWRITABLE_AT |
	    (uint64_t)state->unreadable << UNREADABLE_AT |
	    (uint64_t)state->kind << KIND_AT |
	    (uint64_t)state->second << SECOND_AT |
	    (uint64_t)state->partial << PARTIAL_AT |
	    (uint64_t)state->read_mode << READ_MODE_AT |
	    (uint64_t)state->control_mode << CONTROL_MODE_AT |
	    (uint64_t)state->write_options << WRITE_OPTIONS_AT |
	    (uint64_t)state->error_options << ERROR_OPTIONS_AT |
	    (uint64_t)state->sender_wanted << SENDER_AT |
	    state->key;
}

static unsigned
bits(uint64_t mark, int at, unsigned mask)
{
	return (unsigned)(mark >> at) & mask;
}

static void
unpack(struct lsci_state *state, uint64_t mark)
{
	static const enum lsci_kind kinds[] = { LSCI_STRANGER,
	    LSCI_BYTE_STREAM, LSCI_LISTENER, LSCI_MESSAGE_STREAM };
	bool ours = bits(mark, MARK_AT, MARK_MASK) == MARK;

	state->kind = ours ? kinds[bits(mark, KIND_AT, 3)] : LSCI_STRANGER;
	state->second = bits(mark, SECOND_AT, 1) != 0;
	state->unwritable = bits(mark, UNWRITABLE_AT, 1) != 0;
	state->unreadable = bits(mark, UNREADABLE_AT, 1) != 0;
	state->partial = bits(mark, PARTIAL_AT, 1) != 0;
	state->read_mode = bits(mark, READ_MODE_AT, 3);
	state->control_mode = bits(mark, CONTROL_MODE_AT, 3);
	state->write_options = bits(mark, WRITE_OPTIONS_AT, 3);
	state->error_options = bits(mark, ERROR_OPTIONS_AT, 15);
	state->sender_wanted = bits(mark, SENDER_AT, 1) != 0;
	state->key = (uint32_t)mark;
}

int
lsci_backend_set_state(int fd, const struct lsci_state *state)
{
	return lsci_sys_set_mark(fd, pack(state));
}

/* It fails only where sockets take no mark, and then nobody asks for one. */
void
lsci_socket_mark(int fd, enum lsci_kind kind)
{
	struct lsci_state state = LSCI_STATE_INIT;

	state.kind = kind;
	(void)lsci_backend_set_state(fd, &state);
}

int
lsci_backend_get_state(int fd, struct lsci_state *state)
{
	static const struct lsci_state fresh = LSCI_STATE_INIT;
	uint64_t mark;
	int r = lsci_sys_get_mark(fd, &mark);

	*state = fresh;
	if (r == -ENOPROTOOPT) {
		r = lsci_sys_is_local(fd);
		state->kind = r > 0 ? LSCI_BYTE_STREAM : LSCI_STRANGER;
		return r < 0 ? r : 0;
	}
	if (r == 0)
		unpack(state, mark);
	return r == -ENOTSOCK ? 0 : r;
}

int
lsci_backend_kind(int fd)
{
	struct lsci_state state;
	int r = lsci_backend_get_state(fd, &state);

	return r < 0 ? r : (int)state.kind;
}
