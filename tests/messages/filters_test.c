/* SPDX-License-Identifier: ISC */
/*
 * Programs that know nothing of this library, on ends that have become their
 * standard input and output: what they read and write is complete and in
 * order, as long as they read at least 4096 bytes at a time.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/messages/chance.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

/* --- a filter: `to' is where it reads from, `from' where it writes */

static int to[2], from[2];
static pid_t filter;

static int
become(void *command)
{
	must(dup2(to[1], 0), "dup2");
	must(dup2(from[1], 1), "dup2");
	execl("/bin/sh", "sh", "-c", (char *)command, (char *)NULL);
	return 127;
}

static void
start(const char *command)
{
	char text[200];

	(void)snprintf(text, sizeof text, "%s", command);
	must(lsc_pipe(to, 0), "lsc_pipe");
	must(lsc_pipe(from, 0), "lsc_pipe");
	filter = t_fork(become, text);
	lsc_close(to[1]);
	lsc_close(from[1]);
}

static void
finish(int code)
{
	lsc_close(from[0]);
	cr_assert_eq(t_wait(filter), code);
}

/* --- text */

enum { LINES = 8000, WIDTH = 25, TEXT = LINES * WIDTH };
static char text[TEXT + 1], result[TEXT + 1];

static int
compare_lines(const void *a, const void *b)
{
	return memcmp(a, b, WIDTH);
}

/* 200 KB of lines, in no order. */
static void
make_text(void)
{
	uint32_t state = 1;
	int i;

	for (i = 0; i < LINES; i++)
		(void)snprintf(text + i * WIDTH, WIDTH + 1,
		    "%010u line %08u\n", random_below(&state, UINT32_MAX),
		    (unsigned)i % 100000000);
}

/* In pieces of any size, of another process, so that nobody waits for
   himself. */
static int
write_in_pieces(void *unused)
{
	uint32_t state = 7;
	size_t done = 0;

	(void)unused;
	lsc_close(from[0]);
	while (done < TEXT) {
		size_t size = 1 + random_below(&state, 9000);

		if (size > TEXT - done)
			size = TEXT - done;
		if (lsc_write(to[0], text + done, size) != (ssize_t)size)
			return 1;
		done += size;
	}
	return 0;
}

static size_t
read_all(size_t piece)
{
	size_t done = 0;
	ssize_t n = 1;

	while (done < TEXT && n > 0) {
		n = lsc_read(from[0], result + done,
		    piece < TEXT - done ? piece : TEXT - done);
		cr_assert_geq(n, 0, "errno %d", errno);
		done += (size_t)n;
	}
	return done;
}

static void
pass_through(const char *command, size_t piece)
{
	pid_t writer;

	make_text();
	start(command);
	writer = t_fork(write_in_pieces, NULL);
	lsc_close(to[0]);
	cr_assert_eq(read_all(piece), TEXT);
	cr_assert_eq(lsc_read(from[0], result, 1), 0);
	cr_assert_eq(t_wait(writer), 0);
	finish(0);
}

static void
expect_text(void)
{
	cr_assert_eq(memcmp(text, result, TEXT), 0);
}

/* Whatever the sizes in which the result is read. */
#define EACH_PIECE(command) do { \
	static const size_t pieces[] = { 1000, 4096, 100000 }; \
	size_t i; \
	for (i = 0; i < 3; i++) { \
		pass_through(command, pieces[i]); \
		expect_text(); \
	} \
} while (0)

T(filters, cat_passes_everything_on)
{
	EACH_PIECE("cat");
}

T(filters, a_pipeline_of_filters_passes_everything_on)
{
	EACH_PIECE("cat | cat | cat");
}

T(filters, dd_of_blocks_that_are_large_enough_passes_everything_on)
{
	EACH_PIECE("dd bs=4096 2>/dev/null");
}

T(filters, sort_sorts)
{
	pass_through("LC_ALL=C sort", 5000);
	qsort(text, LINES, WIDTH, compare_lines);
	expect_text();
}

/* Which reads byte by byte, and would lose what it leaves of a packet. */
T(filters, a_loop_of_the_shell_sees_every_line_behind_cat)
{
	EACH_PIECE("cat | while read -r line; do echo \"$line\"; done");
}

T(filters, sed_sees_every_line)
{
	EACH_PIECE("sed ''");
}

static void
expect_line(const char *command, const char *line)
{
	char got[100] = "";
	pid_t writer;
	size_t done = 0;
	ssize_t n;

	make_text();
	start(command);
	writer = t_fork(write_in_pieces, NULL);
	lsc_close(to[0]);
	while ((n = lsc_read(from[0], got + done, sizeof got - done)) > 0)
		done += (size_t)n;
	cr_assert_eq(n, 0);
	cr_assert_str_eq(got, line);
	cr_assert_eq(t_wait(writer), 0);
	finish(0);
}

T(filters, wc_counts_everything)
{
	expect_line("wc -c | tr -d ' '", "200000\n");
	expect_line("wc -l | tr -d ' '", "8000\n");
}

T(filters, grep_and_tail_see_the_end)
{
	char last[WIDTH + 1];

	make_text();
	memcpy(last, text + TEXT - WIDTH, WIDTH);
	last[WIDTH] = '\0';
	expect_line("tail -n 1", last);
	expect_line("grep -c line", "8000\n");
}

/* --- what a child writes */

/* More than a message of ours may have. */
T(filters, what_cat_writes_from_a_file_is_complete)
{
	char name[] = "/tmp/streamcompat-filter-XXXXXX", command[100];
	int file = must(mkstemp(name), name);

	make_text();
	must((int)write(file, text, TEXT), "write");
	(void)snprintf(command, sizeof command, "cat %s", name);
	start(command);
	lsc_close(to[0]);
	cr_assert_eq(read_all(3000), TEXT);
	cr_assert_eq(lsc_read(from[0], result, 1), 0);
	expect_text();
	finish(0);
	close(file);
	unlink(name);
}

static int
print_and_exit(void *unused)
{
	(void)unused;
	must(dup2(from[1], 1), "dup2");
	make_text();
	return fputs(text, stdout) < 0 || fflush(stdout) != 0;
}

T(filters, what_a_child_prints_is_complete)
{
	must(lsc_pipe(from, 0), "lsc_pipe");
	fflush(stdout);
	filter = t_fork(print_and_exit, NULL);
	lsc_close(from[1]);
	make_text();
	cr_assert_eq(read_all(777), TEXT);
	expect_text();
	finish(0);
}

/* --- one end for both directions */

static int
become_cat(void *unused)
{
	(void)unused;
	must(dup2(to[1], 0), "dup2");
	must(dup2(to[1], 1), "dup2");
	execlp("cat", "cat", (char *)NULL);
	return 127;
}

T(filters, an_echo_on_one_end_answers_every_message)
{
	uint32_t state = 3;
	int i;

	must(lsc_pipe(to, 0), "lsc_pipe");
	filter = t_fork(become_cat, NULL);
	lsc_close(to[1]);
	make_text();
	for (i = 0; i < 1000; i++) {
		size_t size = 1 + random_below(&state, 4096), done = 0;
		ssize_t n = 1;

		cr_assert_eq(lsc_write(to[0], text, size), (ssize_t)size);
		for (; done < size && n > 0; done += (size_t)n)
			n = lsc_read(to[0], result + done, size - done);
		cr_assert_eq(memcmp(result, text, size), 0);
	}
	lsc_close(to[0]);
	cr_assert_eq(t_wait(filter), 0);
}

/* --- a child that has had enough */

static volatile sig_atomic_t signals;

static void
note_signal(int number)
{
	(void)number;
	signals++;
}

T(filters, a_child_that_ends_early_is_EPIPE_and_SIGPIPE)
{
	char line[100] = "";
	ssize_t n;

	signal(SIGPIPE, note_signal);
	make_text();
	start("head -n 1");
	do
		n = lsc_write(to[0], text, 4000);
	while (n == 4000);
	cr_assert_eq(n, -1);
	cr_assert_eq(errno, EPIPE);
	cr_assert_eq(signals, 1);
	cr_assert_eq(lsc_read(from[0], line, sizeof line), WIDTH);
	cr_assert_eq(memcmp(line, text, WIDTH), 0);
	cr_assert_eq(lsc_read(from[0], line, sizeof line), 0);
	lsc_close(to[0]);
	finish(0);
}

/* The child is signalled by nobody but the system, which does not signal
   writers of packets: it ends by EPIPE. */
T(filters, a_child_that_writes_to_a_closed_end_ends)
{
	must(lsc_pipe(to, 0), "lsc_pipe");
	must(lsc_pipe(from, 0), "lsc_pipe");
	filter = t_fork(become, (char[]){ "yes 2>/dev/null" });
	lsc_close(to[1]);
	lsc_close(from[1]);
	cr_assert_eq(lsc_read(from[0], result, 100), 100);
	lsc_close(from[0]);
	cr_assert_neq(t_wait(filter), 0);
	lsc_close(to[0]);
}
