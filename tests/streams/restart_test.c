/* SPDX-License-Identifier: ISC */
/*
 * Every call that waits is resumed after a signal whose handler was installed
 * with SA_RESTART, and ends with EINTR after one without.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* --- calls that wait at B for a message of one byte, or a descriptor */

static int
call_read(struct pair pair)
{
	char c;

	return (int)read(pair.b, &c, 1);
}

static int
call_readv(struct pair pair)
{
	char c;
	struct iovec part = { &c, 1 };

	return (int)readv(pair.b, &part, 1);
}

static int
call_getmsg(struct pair pair)
{
	return get(pair.b, 100, 100, 0);
}

static int
call_getpmsg(struct pair pair)
{
	return get_band(pair.b, 100, 100, 0, MSG_ANY);
}

static int
call_recvfd(struct pair pair)
{
	struct strrecvfd received;

	return ioctl(pair.b, I_RECVFD, &received);
}

/* --- calls that wait at A for room */

static int
call_write(struct pair pair)
{
	return (int)write(pair.a, "x", 1);
}

static int
call_writev(struct pair pair)
{
	char c = 'x';
	struct iovec part = { &c, 1 };

	return (int)writev(pair.a, &part, 1);
}

static int
call_putmsg(struct pair pair)
{
	return put(pair.a, ABSENT, 1, 0);
}

static int
call_putpmsg(struct pair pair)
{
	return put_band(pair.a, ABSENT, 1, 0, MSG_BAND);
}

static int
call_fdinsert(struct pair pair)
{
	char control[4] = "tok";
	struct strfdinsert insert = {
		.ctlbuf = { 0, sizeof control, control },
		.databuf = { 0, -1, NULL },
		.fildes = pair.a
	};

	return ioctl(pair.a, I_FDINSERT, &insert);
}

/* --- */

struct call {
	int (*call)(struct pair);
	struct pair pair;
	int result;             /* if nothing interrupts it */
	bool resume;
};

static int
make_call(void *argument)
{
	struct call *call = argument;

	catch_signal(SIGUSR1, call->resume);
	if (call->resume)
		IS(call->call(call->pair), call->result);
	else
		FAILS(call->call(call->pair), EINTR);
	IS(caught(SIGUSR1), 1);
	return 0;
}

static pid_t
interrupted_call(struct call *call, bool resume)
{
	pid_t child;

	call->resume = resume;
	child = child_start(make_call, call);
	BLOCKS(child);
	kill(child, SIGUSR1);
	return child;
}

static void
assert_message_resumes(int (*function)(struct pair), int result)
{
	struct call call = { function, pair_open(), result, false };
	pid_t child;

	WAKES(interrupted_call(&call, false), 0);
	child = interrupted_call(&call, true);
	BLOCKS(child);
	if (function == call_recvfd)
		IS(ioctl(call.pair.a, I_SENDFD, 0), 0);
	else
		IS(write_text(call.pair.a, "x"), 1);
	WAKES(child, 0);
	EMPTY(call.pair.b);
}

static void
assert_room_resumes(int (*function)(struct pair), int result)
{
	struct call call = { function, pair_open(), result, false };
	pid_t child;

	(void)fill_band_0(call.pair.a);
	WAKES(interrupted_call(&call, false), 0);
	child = interrupted_call(&call, true);
	BLOCKS(child);
	IS(ioctl(call.pair.b, I_FLUSH, FLUSHR), 0);
	WAKES(child, 0);
	QUEUED(call.pair.b, 1);
}

CASE(restart, of_read)
{
	assert_message_resumes(call_read, 1);
}

CASE(restart, of_readv)
{
	assert_message_resumes(call_readv, 1);
}

CASE(restart, of_getmsg)
{
	assert_message_resumes(call_getmsg, 0);
}

CASE(restart, of_getpmsg)
{
	assert_message_resumes(call_getpmsg, 0);
}

CASE(restart, of_I_RECVFD)
{
	assert_message_resumes(call_recvfd, 0);
}

CASE(restart, of_write)
{
	assert_room_resumes(call_write, 1);
}

CASE(restart, of_writev)
{
	assert_room_resumes(call_writev, 1);
}

CASE(restart, of_putmsg)
{
	assert_room_resumes(call_putmsg, 0);
}

CASE(restart, of_putpmsg)
{
	assert_room_resumes(call_putpmsg, 0);
}

CASE(restart, of_I_FDINSERT)
{
	assert_room_resumes(call_fdinsert, 0);
}
