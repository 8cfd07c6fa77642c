/* SPDX-License-Identifier: ISC */
/*
 * A child of vfork has descriptors of its own in its parent's memory: what it
 * does with them must not change what the parent knows of its own.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

static int end[2];
static int file;
static struct t_fds before;

static void
begin(void)
{
	char byte;

	t_fds_note(&before);
	must(lsc_pipe(end, LSC_NONBLOCK), "lsc_pipe");
	file = t_file("what is in a file");
	/* now it is known to be no stream */
	must((int)lsc_read(file, &byte, 1), "lsc_read");
}

static void
finish(void)
{
	lsc_close(end[0]);
	lsc_close(end[1]);
	lsc_close(file);
	cr_assert(t_fds_same(&before));
}

/* Runs job in a child of vfork; its result is in the parent's memory. */
static volatile int outcome;

static void
in_child(int (*job)(void))
{
	pid_t child;

	outcome = -1;
	child = vfork();
	if (child == 0) {
		outcome = job();
		_exit(0);
	}
	must(child, "vfork");
	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(outcome, 0);
}

/* Two messages, which read merges, but the system's own would not. */
static void
expect_stream(int from, int to)
{
	char text[20] = "";

	cr_assert_eq(lsc_write(from, "one", 3), 3);
	cr_assert_eq(lsc_write(from, "two", 3), 3);
	cr_assert_eq(lsc_read(to, text, sizeof text), 6);
	cr_assert_str_eq(text, "onetwo");
}

static void
expect_file(void)
{
	char byte;

	cr_assert_eq(lseek(file, 2, SEEK_SET), 2);
	cr_assert_eq(lsc_read(file, &byte, 1), 1);
	cr_assert_eq(byte, 'a');
}

/* --- numbers that mean something else in the child */

static int
read_file_in_place_of_stream(void)
{
	char text[4];

	if (dup2(file, end[1]) < 0)
		return 1;
	lsc_forget(end[1]);
	return lsc_read(end[1], text, sizeof text) != sizeof text;
}

T(vfork, a_file_in_place_of_a_stream_is_one_in_the_child_alone)
{
	begin();
	in_child(read_file_in_place_of_stream);
	expect_stream(end[0], end[1]);
	expect_file();
	finish();
}

/* The child has it twice, and knows of the number only that it was a file. */
static int
read_stream_in_place_of_file(void)
{
	char text[20];

	if (dup2(end[1], file) < 0)
		return 1;
	lsc_forget(file);
	return lsc_read(file, text, sizeof text) != 6 ||
	    memcmp(text, "onetwo", 6) != 0;
}

T(vfork, a_stream_in_place_of_a_file_is_one_in_the_child_alone)
{
	begin();
	cr_assert_eq(lsc_write(end[0], "one", 3), 3);
	cr_assert_eq(lsc_write(end[0], "two", 3), 3);
	in_child(read_stream_in_place_of_file);
	expect_file();
	expect_stream(end[0], end[1]);
	finish();
}

/* --- numbers that mean nothing in the child */

static int
close_everything(void)
{
	return lsc_close(end[0]) != 0 || lsc_close(end[1]) != 0 ||
	    lsc_close(file) != 0 || lsc_close(end[0]) == 0;
}

T(vfork, what_the_child_closes_the_parent_has)
{
	begin();
	in_child(close_everything);
	expect_stream(end[0], end[1]);
	expect_stream(end[1], end[0]);
	expect_file();
	finish();
}

static int
use_closed_numbers(void)
{
	char byte;

	(void)close(end[1]);
	(void)close(file);
	lsc_forget(end[1]);
	lsc_forget(file);
	return lsc_read(end[1], &byte, 1) != -1 || errno != EBADF ||
	    lsc_read(file, &byte, 1) != -1 || errno != EBADF;
}

T(vfork, what_is_not_open_in_the_child_is_so_in_the_child_alone)
{
	begin();
	in_child(use_closed_numbers);
	expect_stream(end[0], end[1]);
	expect_file();
	finish();
}

/* --- what the parent has set aside */

static void
put(int band, const char *text)
{
	char copy[10];
	struct strbuf data = { 0, (int)strlen(text), copy };

	memcpy(copy, text, strlen(text));
	must(putpmsg(end[0], NULL, &data, band, MSG_BAND), "putpmsg");
}

static void
expect(int wanted_band, const char *text)
{
	char bytes[10] = "";
	struct strbuf data = { sizeof bytes, 0, bytes };
	int band = 0, flags = MSG_ANY;

	cr_assert_eq(getpmsg(end[1], NULL, &data, &band, &flags), 0,
	    "%s: errno %d", text, errno);
	cr_assert_eq(band, wanted_band);
	cr_assert_eq(data.len, (int)strlen(text));
	cr_assert_eq(memcmp(bytes, text, strlen(text)), 0);
}

T(vfork, what_is_set_aside_stays_when_the_child_closes_the_end)
{
	int size;

	begin();
	put(0, "last");
	put(3, "second");
	put(7, "first");
	/* looks, and sorts */
	cr_assert_eq(lsc_ioctl(end[1], I_NREAD, &size), 3);
	in_child(close_everything);
	expect(7, "first");
	expect(3, "second");
	expect(0, "last");
	finish();
}

/* --- what the parent has registered for */

T(vfork, a_registration_for_signals_stays_when_the_child_closes_the_end)
{
	int events = 0;

	begin();
	t_interrupt_by(SIGPOLL);
	cr_assert_eq(lsc_ioctl(end[1], I_SETSIG, S_INPUT), 0);
	in_child(close_everything);
	cr_assert_eq(lsc_ioctl(end[1], I_GETSIG, &events), 0);
	cr_assert_eq(events, S_INPUT);
	cr_assert_eq(lsc_ioctl(end[1], I_SETSIG, 0), 0);
	lsc_close(end[0]);
	lsc_close(end[1]);
}
