/* SPDX-License-Identifier: ISC */
/*
 * Random sequences of everything that can be sent: plain bytes, send_fd,
 * I_SENDFD and lsc_send with many descriptors.  Every byte and every
 * descriptor arrives exactly once and in the order of its sender, whether one
 * receiver takes all of them by lsc_recv in pieces of any size, or each by
 * the call that belongs to it.
 *
 * A message is a token that tells its sender and its number; so do the files
 * that are passed with it.  The two calls whose bytes say nothing have a file
 * that tells.  A round is named by its seed, so that one that fails can be
 * run again.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/stropts.h>

#include "tests/apue/pair.h"

enum { SENDERS = 4, MOST_FDS = 5, LONGEST = 1000, HEADER = 7 };

enum form { WRITE, SEND_FD, I_SEND, PARCEL, FORMS };

/* What a sender does: the bytes of it, and how many descriptors. */
struct act {
	enum form form;
	unsigned sender;
	unsigned number;
	unsigned fds;
	size_t size;
	unsigned char bytes[LONGEST];
};

static unsigned seed;

static unsigned
acts_of_each(void)
{
	return t_is_valgrind() ? 150 : 2000;
}

/* What is wrong ends the test; cheaper than an assertion for every byte. */
__attribute__((format(printf, 2, 3))) static void
expect(bool truth, const char *format, ...)
{
	char what[200];
	va_list arguments;

	if (truth)
		return;
	va_start(arguments, format);
	(void)vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	cr_assert_fail("seed %u: %s", seed, what);
}

/* --- a script: a generator of our own, the same on every system */

struct script {
	unsigned long state;
	unsigned sender;
	unsigned next;
};

static unsigned
random_below(struct script *script, unsigned limit)
{
	script->state = (script->state * 1103515245UL + 12345UL) &
	    0x7fffffffUL;
	return (unsigned)(script->state >> 8) % limit;
}

static struct script
script_of(unsigned sender)
{
	struct script script = { seed * 16 + sender, sender, 0 };

	return script;
}

/* 'W' or 'L', sender, number, descriptors, size, and random bytes. */
static void
invent_token(struct script *script, struct act *act)
{
	size_t i;

	act->size = HEADER + random_below(script, random_below(script, 3) == 0 ?
	    LONGEST - HEADER : 40);
	act->fds = act->form == PARCEL ? 1 + random_below(script, MOST_FDS) :
	    0;
	act->bytes[0] = act->form == PARCEL ? 'L' : 'W';
	act->bytes[1] = (unsigned char)act->sender;
	act->bytes[2] = (unsigned char)(act->number >> 8);
	act->bytes[3] = (unsigned char)act->number;
	act->bytes[4] = (unsigned char)act->fds;
	act->bytes[5] = (unsigned char)(act->size >> 8);
	act->bytes[6] = (unsigned char)act->size;
	for (i = HEADER; i < act->size; i++)
		act->bytes[i] = (unsigned char)random_below(script, 256);
}

static void
invent(struct script *script, struct act *act)
{
	act->form = (enum form)random_below(script, FORMS);
	act->sender = script->sender;
	act->number = script->next++;
	if (act->form == WRITE || act->form == PARCEL) {
		invent_token(script, act);
		return;
	}
	act->fds = 1;
	act->size = act->form == SEND_FD ? 2 : 1;
	memcpy(act->bytes, act->form == SEND_FD ? "\0" : "F", 2);
}

/* --- the files that are passed */

static int
file_of(const struct act *act, unsigned index)
{
	char text[40];

	(void)snprintf(text, sizeof text, "%u %u %u", act->sender, act->number,
	    index);
	return t_file(text);
}

static void
tell_file(int fd, unsigned *sender, unsigned *number, unsigned *index)
{
	char text[40] = "";

	expect(pread(fd, text, sizeof text - 1, 0) > 0 &&
	    sscanf(text, "%u %u %u", sender, number, index) == 3,
	    "a descriptor that was not sent (\"%s\")", text);
	close(fd);
}

static void
expect_file(int fd, const struct act *act, unsigned index)
{
	unsigned of_sender, of_number, of_index;

	tell_file(fd, &of_sender, &of_number, &of_index);
	expect(of_sender == act->sender && of_number == act->number &&
	    of_index == index, "file %u %u %u, not %u %u %u", of_sender,
	    of_number, of_index, act->sender, act->number, index);
}

/* --- sending */

static bool
send_by_ioctl(int in, int file)
{
	while (lsc_ioctl(in, I_SENDFD, file) < 0) {
		if (errno != EAGAIN)
			return false;
		t_sleep_ms(1);
	}
	return true;
}

static bool
send_parcel(int in, const struct act *act, const int *file)
{
	struct lsc_outgoing out = LSC_OUTGOING_INIT;

	out.data = act->bytes;
	out.size = act->size;
	out.fd = file;
	out.fds = act->fds;
	return lsc_send(in, &out, act->number % 2 == 0 ? LSC_CLOSE :
	    LSC_CLOSE | LSC_UNSIGNED, LSC_WAIT) == (ssize_t)act->size;
}

static bool
perform(int in, const struct act *act)
{
	int file[MOST_FDS];
	bool done;
	unsigned i;

	for (i = 0; i < act->fds; i++)
		file[i] = file_of(act, i);
	switch (act->form) {
	case WRITE:
		return write(in, act->bytes, act->size) == (ssize_t)act->size;
	case SEND_FD:
		done = send_fd(in, file[0]) == 0;
		break;
	case I_SEND:
		done = send_by_ioctl(in, file[0]);
		break;
	default:
		return send_parcel(in, act, file);
	}
	close(file[0]);
	return done;
}

struct job {
	struct pair pair;
	unsigned sender;
};

static int
send_script(void *argument)
{
	struct job *job = argument;
	struct script script = script_of(job->sender);
	struct act act;

	close(job->pair.out);
	while (script.next < acts_of_each()) {
		invent(&script, &act);
		if (!perform(job->pair.in, &act))
			return 1 + (int)act.form;
	}
	return 0;
}

/* --- many senders, and one receiver who takes what comes */

/* What has come: bytes that are not understood yet, counted from the first
   that ever came, and one mark for each call, with its descriptors. */
struct call {
	unsigned long to;       /* where its bytes end */
	int fd[LSC_FDS_MAX];
	unsigned fds;
	pid_t pid;
};
enum { CALLS = 4096 };

static struct {
	unsigned char bytes[1 << 14];
	unsigned long from, to;         /* of the bytes that are kept */
	struct call call[CALLS];        /* a ring */
	unsigned long first, end;       /* of the calls that are kept */
	struct script script[SENDERS];
	pid_t pid[SENDERS];
	bool ask;                       /* for senders */
} inbox;

/* The call that a byte came in.  Those before it are done with, and so are
   their descriptors. */
static struct call *
call_with(unsigned long byte)
{
	struct call *call;

	for (;; inbox.first++) {
		call = &inbox.call[inbox.first % CALLS];
		if (byte < call->to)
			return call;
		expect(call->fds == 0, "descriptors with no message");
	}
}

/* The next message of that sender is this one: its bytes, its descriptors
   (which came in the call with its first byte, and it ended that call), and
   its process in each call. */
static void
expect_act(const struct act *act, pid_t pid)
{
	struct call *call = call_with(inbox.from);
	unsigned long end = inbox.from + act->size;
	unsigned i;

	expect(memcmp(inbox.bytes, act->bytes, act->size) == 0,
	    "%u of sender %u arrived changed", act->number, act->sender);
	if (act->fds > 0) {
		expect(call->fds == act->fds,
		    "%u descriptors with %u of sender %u, not %u", call->fds,
		    act->number, act->sender, act->fds);
		expect(call->to <= end, "data behind the descriptors");
		for (i = 0; i < act->fds; i++)
			expect_file(call->fd[i], act, i);
		call->fds = 0;
	}
#ifndef T_ACCRIGHTS
	while (inbox.ask && inbox.from < end) {
		expect(call_with(inbox.from)->pid == pid,
		    "%u of sender %u by process %d, not %d", act->number,
		    act->sender, (int)call_with(inbox.from)->pid, (int)pid);
		inbox.from = call_with(inbox.from)->to;
	}
#else
	(void)pid;
#endif
	inbox.from = end;
	memmove(inbox.bytes, inbox.bytes + act->size,
	    (size_t)(inbox.to - inbox.from));
}

/* Who sent the message at the head, if that can be told already.  Where the
   bytes do not tell it its descriptor must be there, and it does. */
static bool
sender_at_head(unsigned *sender, size_t have)
{
	unsigned number, index;
	struct call *call;

	if (inbox.bytes[0] == 'W' || inbox.bytes[0] == 'L') {
		*sender = inbox.bytes[1];
		return have >= HEADER;
	}
	call = call_with(inbox.from);
	expect(inbox.bytes[0] == 'F' || inbox.bytes[0] == 0,
	    "byte %u begins no message", inbox.bytes[0]);
	expect(call->fds == 1, "%u descriptors with a byte that has one",
	    call->fds);
	tell_file(dup(call->fd[0]), sender, &number, &index);
	return true;
}

/* Whether the whole message at the head is there, and was as it should. */
static bool
understand_one(void)
{
	size_t have = (size_t)(inbox.to - inbox.from);
	struct script ahead;
	struct act act;
	unsigned sender;

	if (have == 0 || !sender_at_head(&sender, have))
		return false;
	expect(sender < SENDERS, "sender %u", sender);
	ahead = inbox.script[sender];
	expect(ahead.next < acts_of_each(), "too much of sender %u", sender);
	invent(&ahead, &act);
	if (have < act.size)
		return false;
	inbox.script[sender] = ahead;
	expect_act(&act, inbox.pid[sender]);
	return true;
}

static size_t
random_room(struct script *chance)
{
	switch (random_below(chance, 4)) {
	case 0:
		return 1 + random_below(chance, 8);
	case 1:
		return 1 + random_below(chance, 100);
	default:
		return 1 + random_below(chance, 8000);
	}
}

/* False when nothing more will come. */
static bool
take_some(int out, size_t room)
{
	struct lsc_incoming in = LSC_INCOMING_INIT;
	struct call *call = &inbox.call[inbox.end % CALLS];
	size_t have = (size_t)(inbox.to - inbox.from);
	ssize_t n;

	in.data = inbox.bytes + have;
	in.size = room;
	in.fd = call->fd;
	in.room = LSC_FDS_MAX;
	n = lsc_recv(out, &in, inbox.ask ? LSC_SENDER : 0, LSC_WAIT);
	expect(n >= 0, "lsc_recv: errno %d", errno);
	expect(in.surplus == 0, "surplus");
	if (n <= 0)
		return false;
	call->to = inbox.to += (unsigned long)n;
	call->fds = in.fds;
	call->pid = (in.sender.known & LSC_PID) != 0 ? in.sender.pid : -1;
	inbox.end++;
	expect(inbox.end - inbox.first < CALLS, "too many calls");
	return true;
}

/* No descriptor came that belongs to no message. */
static void
expect_all_used(void)
{
	for (; inbox.first < inbox.end; inbox.first++)
		expect(inbox.call[inbox.first % CALLS].fds == 0,
		    "descriptors are left over");
}

static void
one_round(unsigned number, bool ask)
{
	struct job job = { .pair = pair_open() };
	struct script chance;
	struct t_fds before;
	unsigned i;

	seed = number;
	memset(&inbox, 0, sizeof inbox);
	inbox.ask = ask;
	chance = script_of(SENDERS);
	if (ask)
		t_pass_credentials(job.pair.out);
	for (i = 0; i < SENDERS; i++) {
		inbox.script[i] = script_of(i);
		job.sender = i;
		inbox.pid[i] = t_fork(send_script, &job);
	}
	close(job.pair.in);
	t_fds_note(&before);
	while (take_some(job.pair.out, random_room(&chance)))
		while (understand_one())
			continue;
	expect(inbox.from == inbox.to, "%lu bytes are left over",
	    inbox.to - inbox.from);
	expect_all_used();
	for (i = 0; i < SENDERS; i++) {
		int code = t_wait(inbox.pid[i]);

		expect(code == 0, "sender %u ended with %d", i, code);
		expect(inbox.script[i].next == acts_of_each(),
		    "%u of sender %u", inbox.script[i].next, i);
	}
	expect(t_fds_same(&before), "descriptors leaked");
	close(job.pair.out);
}

T(property, everything_that_four_processes_send_arrives_once_and_in_order)
{
	one_round(1, false);
	one_round(2, false);
}

T(property, everything_that_four_processes_send_arrives_with_its_sender)
{
	one_round(3, true);
	one_round(4, true);
}

/* --- one sender, and a receiver who knows what comes */

static void
expect_bytes(const unsigned char *bytes, const struct act *act)
{
	expect(memcmp(bytes, act->bytes, act->size) == 0,
	    "number %u arrived changed", act->number);
}

static void
expect_write(int out, const struct act *act)
{
	unsigned char bytes[LONGEST];
	size_t have;
	ssize_t n;

	for (have = 0; have < act->size; have += (size_t)n) {
		n = read(out, bytes + have, act->size - have);
		expect(n > 0, "read of number %u: %zd", act->number, n);
	}
	expect_bytes(bytes, act);
}

/* With all descriptors in the first of the calls that it may take. */
static void
expect_parcel(int out, const struct act *act)
{
	struct lsc_incoming in = LSC_INCOMING_INIT;
	unsigned char bytes[LONGEST];
	int fd[MOST_FDS];
	size_t have;
	unsigned i;
	ssize_t n;

	for (have = 0; have < act->size; have += (size_t)n) {
		in.data = bytes + have;
		in.size = act->size - have;
		in.fd = fd;
		in.room = act->fds;
		n = lsc_recv(out, &in, 0, LSC_WAIT);
		expect(n > 0, "lsc_recv of number %u: errno %d", act->number,
		    errno);
		expect(in.fds == (have == 0 ? act->fds : 0) && in.surplus == 0,
		    "%u descriptors with number %u", in.fds, act->number);
		for (i = 0; i < in.fds; i++)
			expect_file(fd[i], act, i);
	}
	expect_bytes(bytes, act);
}

static void
expect_matching(int out, const struct act *act)
{
	struct strrecvfd passed;
	int fd;

	switch (act->form) {
	case WRITE:
		expect_write(out, act);
		break;
	case SEND_FD:
		fd = recv_fd(out, NULL);
		expect(fd >= 0, "recv_fd of number %u: errno %d", act->number,
		    errno);
		expect_file(fd, act, 0);
		break;
	case I_SEND:
		expect(lsc_ioctl(out, I_RECVFD, &passed) == 0,
		    "I_RECVFD of number %u: errno %d", act->number, errno);
		expect_file(passed.fd, act, 0);
		break;
	default:
		expect_parcel(out, act);
		break;
	}
}

static void
one_dialogue(unsigned number)
{
	struct job job = { .pair = pair_open() };
	struct script script;
	struct t_fds before;
	struct act act;
	pid_t child;
	char c;

	seed = number;
	script = script_of(0);
	child = t_fork(send_script, &job);
	close(job.pair.in);
	t_fds_note(&before);
	while (script.next < acts_of_each()) {
		invent(&script, &act);
		expect_matching(job.pair.out, &act);
	}
	expect(read(job.pair.out, &c, 1) == 0, "something is left over");
	expect(t_fds_same(&before), "descriptors leaked");
	expect(t_wait(child) == 0, "the sender failed");
	close(job.pair.out);
}

T(property, everything_arrives_by_the_call_that_belongs_to_it)
{
	unsigned number;

	for (number = 1; number <= 5; number++)
		one_dialogue(number);
}
