/* SPDX-License-Identifier: ISC */
/*
 * What an end keeps in its socket can be changed by whoever holds it.  A peer
 * that changes its own end changes nothing at ours; and whatever a holder of
 * the same end leaves there, no call crashes, waits for ever or delivers more
 * than there is room for.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/messages/chance.h"
#include "tests/messages/wire.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

static int end[2];
static uint32_t state;
static struct t_fds before;

static uint32_t
below(uint32_t limit)
{
	return random_below(&state, limit);
}

static void
begin(uint32_t seed)
{
	state = seed * 2654435761U | 1;
	t_fds_note(&before);
	must(lsc_pipe(end, LSC_NONBLOCK), "lsc_pipe");
}

static void
finish(void)
{
	lsc_close(end[0]);
	lsc_close(end[1]);
	cr_assert(t_fds_same(&before));
}

/* --- options */

/* The mark, the number of what is taken, modules, where peeks begin, and
   whatever else a socket has that we do not use. */
static const int numbers[] = { SO_RCVLOWAT, SO_PEEK_OFF, SO_PASSCRED,
	SO_PASSSEC, SO_TIMESTAMP, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE,
	SO_PRIORITY, SO_INCOMING_CPU };
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static int
some_number(void)
{
	static const int some[] = { 0, 1, -1, INT32_MAX, INT32_MIN, 16, 17,
		1 << 19, 1 << 30 };

	return below(3) == 0 ? (int)(below(UINT32_MAX) << 1 ^ below(2)) :
	    some[below(sizeof some / sizeof *some)];
}

static void
set_number(int fd, int which, int number)
{
	(void)setsockopt(fd, SOL_SOCKET, which, &number, sizeof number);
}

static void
set_linger(int fd)
{
	struct linger linger = { some_number(), some_number() };

	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/* Any bits; or those that say which stream it is stay. */
static bool stays_itself;

static void
set_state(int fd)
{
	static const uint64_t itself = 0xffffe000ffffffff;
	uint64_t mark = (uint64_t)below(UINT32_MAX) << 32 |
	    below(UINT32_MAX);

	if (stays_itself || below(4) > 0)
		mark = (state_of(fd) & itself) | (mark & ~itself);
	(void)setsockopt(fd, SOL_SOCKET, SO_MAX_PACING_RATE, &mark,
	    sizeof mark);
}

static void
set_something(int fd)
{
	unsigned which = below(NUMBERS + 6);

	if (which < NUMBERS)
		set_number(fd, numbers[which], some_number());
	else if (which == NUMBERS)
		set_linger(fd);
	else
		set_state(fd);
}

/* --- the peer's own end */

static void
expect_exchange(unsigned round)
{
	char text[100];
	struct strrecvfd got;

	must((int)send(end[0], "data", 4, 0), "send");
	must((int)t_send(end[0], "F", 1, end, 1, 1), "sendmsg");
	cr_assert_eq(lsc_read(end[1], text, sizeof text), 4,
	    "round %u: errno %d", round, errno);
	cr_assert_eq(memcmp(text, "data", 4), 0);
	cr_assert_eq(lsc_ioctl(end[1], I_RECVFD, &got), 0,
	    "round %u: errno %d", round, errno);
	cr_assert(t_same_file(got.fd, end[0]));
	lsc_close(got.fd);
	cr_assert_eq(lsc_write(end[1], "back", 4), 4);
	set_number(end[0], SO_PEEK_OFF, -1);
	cr_assert_eq(recv(end[0], text, sizeof text, 0), 4);
	cr_assert_eq(memcmp(text, "back", 4), 0);
}

T(garbage, at_the_end_of_a_peer_changes_nothing_at_ours)
{
	/* mark, kind, side, modes, options and key; ours alone changes what is
	   in between */
	static const uint64_t kept = 0xffffeffcffffffff;
	unsigned round;
	uint64_t ours;

	begin(1);
	ours = state_of(end[1]);
	for (round = 0; round < 2000; round++) {
		set_something(end[0]);
		set_number(end[0], SO_SNDBUF, 100000);
		expect_exchange(round);
		cr_assert_eq(state_of(end[1]) & kept, ours & kept);
	}
	finish();
}

T(garbage, of_a_peer_that_shuts_one_direction_is_a_hang_up)
{
	char byte;

	begin(2);
	must((int)send(end[0], "data", 4, 0), "send");
	must(shutdown(end[0], SHUT_WR), "shutdown");
	cr_assert_eq(lsc_read(end[1], &byte, 1), 1);
	cr_assert_eq(lsc_read(end[1], (char[9]){ 0 }, 9), 3);
	cr_assert_eq(lsc_read(end[1], &byte, 1), 0);
	finish();
}

/* --- the same end, held by somebody else */

enum { ROOM = 3000, GUARD = 64 };
static unsigned char guarded[ROOM + GUARD], more[ROOM + GUARD];

static void
arm(void)
{
	memset(guarded, 0xa5, sizeof guarded);
	memset(more, 0xa5, sizeof more);
}

static bool
is_armed(const unsigned char *bytes, size_t used)
{
	size_t i;

	for (i = used; i < ROOM + GUARD; i++)
		if (bytes[i] != 0xa5)
			return false;
	return true;
}

static void
try_to_read(unsigned round)
{
	size_t room = below(ROOM);
	ssize_t n;

	arm();
	n = lsc_read(end[1], guarded, room);
	cr_assert_leq(n, (ssize_t)room);
	cr_assert(is_armed(guarded, n > 0 ? (size_t)n : 0), "round %u", round);
}

static void
try_to_get(unsigned round)
{
	int room = (int)below(ROOM), control_room = (int)below(ROOM);
	struct strbuf control = { control_room, -9, (char *)guarded };
	struct strbuf data = { room, -9, (char *)more };
	int flags = 0;

	arm();
	if (getmsg(end[1], &control, &data, &flags) < 0)
		return;
	cr_assert_leq(control.len, control_room);
	cr_assert_leq(data.len, room);
	cr_assert(is_armed(guarded, control.len > 0 ? (size_t)control.len :
	    0), "round %u", round);
	cr_assert(is_armed(more, data.len > 0 ? (size_t)data.len : 0),
	    "round %u", round);
}

static void
try_to_peek(unsigned round)
{
	struct strpeek peeking = {
	    { (int)below(ROOM), -9, (char *)guarded },
	    { (int)below(ROOM), -9, (char *)more }, 0 };

	arm();
	if (lsc_ioctl(end[1], I_PEEK, &peeking) <= 0)
		return;
	cr_assert_leq(peeking.ctlbuf.len, peeking.ctlbuf.maxlen);
	cr_assert_leq(peeking.databuf.len, peeking.databuf.maxlen);
	cr_assert(is_armed(guarded, peeking.ctlbuf.len > 0 ?
	    (size_t)peeking.ctlbuf.len : 0), "round %u", round);
	cr_assert(is_armed(more, peeking.databuf.len > 0 ?
	    (size_t)peeking.databuf.len : 0), "round %u", round);
}

static void
try_to_look(void)
{
	struct str_mlist names[9];
	struct str_list list = { 9, names };
	char name[FMNAMESZ + 1];
	struct stat st;
	int value;

	(void)lsc_ioctl(end[1], I_NREAD, &value);
	(void)lsc_ioctl(end[1], FIONREAD, &value);
	(void)lsc_ioctl(end[1], I_GETBAND, &value);
	(void)lsc_ioctl(end[1], I_CKBAND, (int)below(256));
	(void)lsc_ioctl(end[1], I_CANPUT, (int)below(256));
	(void)lsc_ioctl(end[1], I_GRDOPT, &value);
	(void)lsc_ioctl(end[1], I_GWROPT, &value);
	(void)lsc_ioctl(end[1], I_GETCLTIME, &value);
	(void)lsc_ioctl(end[1], I_LOOK, name);
	(void)lsc_ioctl(end[1], I_LIST, &list);
	(void)lsc_ioctl(end[1], I_FIND, "pipemod");
	(void)lsc_fstat(end[1], &st);
}

static void
try_to_change(void)
{
	switch (below(6)) {
	case 0:
		(void)lsc_ioctl(end[1], I_PUSH, "pipemod");
		break;
	case 1:
		(void)lsc_ioctl(end[1], I_POP, 0);
		break;
	case 2:
		(void)lsc_ioctl(end[1], I_SRDOPT, (int)below(32));
		break;
	case 3:
		(void)lsc_write(end[1], more, below(ROOM));
		break;
	case 4:
		if (below(10) == 0)
			(void)lsc_ioctl(end[1], I_FLUSH, FLUSHR);
		break;
	default:
		(void)lsc_ioctl(end[1], I_SENDFD, 0);
		break;
	}
}

static void
try_to_receive(void)
{
	struct strrecvfd got;
	struct pollfd ready = { .events = POLLIN | POLLOUT | POLLPRI };

	ready.fd = end[1];
	(void)lsc_poll(&ready, 1, 0);
	if (lsc_ioctl(end[1], I_RECVFD, &got) == 0)
		lsc_close(got.fd);
}

static void
try_something(unsigned round)
{
	switch (below(6)) {
	case 0:
		try_to_read(round);
		break;
	case 1:
		try_to_get(round);
		break;
	case 2:
		try_to_peek(round);
		break;
	case 3:
		try_to_look();
		break;
	case 4:
		try_to_change();
		break;
	default:
		try_to_receive();
		break;
	}
}

/* --- what the peer sends meanwhile */

static void
send_record(void)
{
	static unsigned char packet[WIRE_HEADER + 2000];
	struct wire wire = { key_of(end[0]), (unsigned char)below(5),
	    (unsigned char)(below(2) * below(256)), (unsigned char)below(5),
	    below(600) };

	wire_header(packet, &wire);
	(void)send(end[0], packet, WIRE_HEADER + below(2000), MSG_DONTWAIT);
}

static void
send_something(void)
{
	struct sockaddr name = { .sa_family = AF_UNIX };
	static char bytes[6000];

	switch (below(6)) {
	case 0:
		(void)send(end[0], bytes, below(sizeof bytes), MSG_DONTWAIT);
		break;
	case 1:
		(void)t_send(end[0], "F", below(2), end, 1 + below(2), 1);
		break;
	case 2:
		if (below(50) == 0)
			(void)bind(end[0], &name, sizeof name.sa_family);
		break;
	default:
		send_record();
		break;
	}
}

static void
play(uint32_t seed, bool change)
{
	enum { ROUNDS = 300 };
	unsigned round;

	begin(seed);
	fcntl(end[0], F_SETFL, O_NONBLOCK);
	for (round = 0; round < ROUNDS; round++) {
		send_something();
		if (change)
			set_something(end[1]);
		fcntl(end[1], F_SETFL, O_NONBLOCK);
		try_something(round);
	}
}

static unsigned
sequences(unsigned many)
{
	return t_is_valgrind() ? 3 : many;
}

T(garbage, from_a_peer_does_no_harm)
{
	uint32_t seed;

	for (seed = 1; seed <= sequences(100); seed++) {
		play(seed, false);
		finish();
	}
}

T(garbage, in_the_options_of_our_own_end_does_no_harm)
{
	uint32_t seed;

	stays_itself = true;
	for (seed = 1; seed <= sequences(100); seed++) {
		play(seed, true);
		finish();
	}
}

/* What was set aside for a stream that has become another is nobody's. */
T(garbage, in_the_mark_of_our_own_end_ends_no_process)
{
	uint32_t seed;

	for (seed = 1; seed <= sequences(100); seed++) {
		play(seed, true);
		lsc_close(end[0]);
		lsc_close(end[1]);
	}
}
