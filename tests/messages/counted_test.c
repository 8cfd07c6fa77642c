/* SPDX-License-Identifier: ISC */
/*
 * Another process counts what waits, again and again: nobody else notices.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum { WAITING = 40, ROUNDS = 100000, SIZE = 64 };

static int end[2];
static pid_t counter;

static int
count_for_ever(void *unused)
{
	struct stat st;
	int size;

	(void)unused;
	alarm(T_TIMEOUT);
	for (;;)
		if (lsc_ioctl(end[1], I_NREAD, &size) < 0 ||
		    lsc_fstat(end[1], &st) < 0)
			return 1;
}

static void
begin(void)
{
	must(lsc_pipe(end, LSC_NONBLOCK), "lsc_pipe");
}

static void
start_counting(void)
{
	counter = t_fork(count_for_ever, NULL);
}

/* The counter has met no error, and lives. */
static void
finish(void)
{
	int code;

	kill(counter, SIGTERM);
	code = t_wait(counter);
	lsc_close(end[0]);
	lsc_close(end[1]);
	if (code != 128 + SIGTERM)
		cr_assert_fail("the counting process ended with %d", code);
}

static void
put_data(unsigned char filler)
{
	unsigned char bytes[SIZE];

	memset(bytes, filler, sizeof bytes);
	must((int)lsc_write(end[0], bytes, sizeof bytes), "lsc_write");
}

static void
put_descriptor(void)
{
	must(lsc_ioctl(end[0], I_SENDFD, 0), "I_SENDFD");
}

/* What is first: the byte that fills it, or a negative errno. */
static int
peek(void)
{
	char bytes[SIZE];
	struct strpeek peeking = { .ctlbuf = { -1, 0, NULL },
	    .databuf = { sizeof bytes, 0, bytes } };
	int r = lsc_ioctl(end[1], I_PEEK, &peeking);

	if (r < 0)
		return -errno;
	return r == 1 && peeking.databuf.len == SIZE ?
	    (unsigned char)bytes[0] : -EAGAIN;
}

static void
expect_first(int wanted)
{
	int i, got = wanted;

	start_counting();
	for (i = 0; i < ROUNDS && got == wanted; i++)
		got = peek();
	finish();
	cr_assert_eq(got, wanted, "round %d: %d instead of %d", i, got,
	    wanted);
}

T(counted, the_first_of_many_messages_stays_the_first)
{
	int i;

	begin();
	for (i = 0; i < WAITING; i++)
		put_data((unsigned char)(i + 1));
	expect_first(1);
}

T(counted, data_in_front_of_descriptors_stays_the_first)
{
	int i;

	begin();
	put_data(1);
	for (i = 0; i < WAITING; i++)
		put_descriptor();
	expect_first(1);
}

T(counted, a_descriptor_in_front_of_data_stays_the_first)
{
	int i;

	begin();
	put_descriptor();
	for (i = 0; i < WAITING; i++)
		put_data(1);
	expect_first(-EBADMSG);
}

/* A reader that takes a little at a time. */
T(counted, what_is_read_in_pieces_comes_in_order)
{
	unsigned char next[16], want[16];
	unsigned sent = 0, read = 0, bad = 0, i;
	ssize_t n = 1;

	begin();
	start_counting();
	while (read < ROUNDS && bad == 0 && n > 0) {
		for (; sent < read / (SIZE / 16) + WAITING; sent++)
			put_data((unsigned char)sent);
		memset(want, (int)(read / (SIZE / 16)) & 0xff, sizeof want);
		n = lsc_read(end[1], next, sizeof next);
		for (i = 0; i < sizeof next; i++)
			bad += next[i] != want[i];
		read++;
	}
	finish();
	cr_assert_eq(n, 16, "piece %u: read returned %zd", read, n);
	cr_assert_eq(bad, 0, "piece %u: %u of %u instead of %u", read, bad,
	    next[0], want[0]);
}

/* I_RECVFD that must be refused, and is no reason to take anything. */
T(counted, nobody_receives_a_descriptor_from_behind_data)
{
	struct strrecvfd got;
	int i, r = -1;

	begin();
	put_data(1);
	for (i = 0; i < WAITING; i++)
		put_descriptor();
	start_counting();
	for (i = 0; i < ROUNDS && r == -1; i++) {
		r = lsc_ioctl(end[1], I_RECVFD, &got);
		if (r == -1 && errno != EBADMSG)
			r = -errno;
	}
	finish();
	cr_assert_eq(r, -1, "round %d: %d", i, r);
}
