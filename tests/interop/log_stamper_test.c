/* SPDX-License-Identifier: ISC */
/*
 * The log stamper: files that one process opened get a line from another,
 * and both end when one of them is killed.  The program is that of
 * examples/log-stamper.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/interop/program.h"
#include "tests/support/t_test.h"

#define T_STAMPED(sentence) \
	Test(log_stamper, sentence, .timeout = 120, \
	    .init = t_directory_make, .fini = t_directory_remove)

static struct t_program
start_stamp(int names)
{
	struct t_program stamp = { T_EXAMPLES "log-stamper/stamp", { NULL },
	    "log", NULL, names, -1, 0 };

	t_program_start(&stamp);
	return stamp;
}

static void
add_name(int names, const char *file)
{
	char line[4096];
	int n = snprintf(line, sizeof line, "%s\n", t_path(file));

	cr_assert_eq(write(names, line, (size_t)n), n);
}

/* Where to write the names for a stamper that is running. */
static struct t_program
start_stamp_by_pipe(int *names)
{
	struct t_program stamp;
	int end[2];

	cr_assert_eq(pipe(end), 0);
	cr_assert_geq(fcntl(end[1], F_SETFD, FD_CLOEXEC), 0);
	stamp = start_stamp(end[0]);
	close(end[0]);
	*names = end[1];
	return stamp;
}

struct stamp {
	long pid;
	int number;
};

/* The n-th line of a file, which must be a stamp. */
static struct stamp
stamp_in(const char *file, int n)
{
	struct stamp stamp = { 0, 0 };
	const char *line = t_program_find_line(file, "2", n);
	char zone = 0;

	cr_assert_not_null(line);
	cr_assert_eq(sscanf(line, "%*4d-%*2d-%*2dT%*2d:%*2d:%*2d%c"
	    " process %ld stamp %d\n", &zone, &stamp.pid, &stamp.number), 3);
	cr_assert_eq(zone, 'Z');
	return stamp;
}

static int
lines_in(const char *file)
{
	const char *p = t_program_text(file);
	int lines = 0;

	while ((p = strchr(p, '\n')) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

enum { FILES = 50 };

T_STAMPED(every_file_gets_a_line_from_the_child)
{
	struct t_program program;
	struct stamp stamp;
	int names, i;
	char file[32];
	pid_t parent;

	program = start_stamp_by_pipe(&names);
	parent = program.pid;
	for (i = 0; i < FILES; i++) {
		(void)snprintf(file, sizeof file, "file-%d", i);
		add_name(names, file);
	}
	close(names);
	cr_assert_eq(t_program_wait(&program), 0);
	t_program_await_end(&program);
	for (i = 0; i < FILES; i++) {
		(void)snprintf(file, sizeof file, "file-%d", i);
		cr_assert_eq(lines_in(file), 1);
		stamp = stamp_in(file, 0);
		cr_assert_eq(stamp.number, i + 1);
		cr_assert_neq(stamp.pid, parent);
	}
	cr_assert_str_eq(t_program_text("log"), "");
}

T_STAMPED(what_was_in_a_file_stays_before_its_stamps)
{
	int names, fd = open(t_path("old"), O_CREAT | O_WRONLY, 0600);
	struct t_program program;

	cr_assert_eq(write(fd, "old line\n", 9), 9);
	program = start_stamp_by_pipe(&names);
	add_name(names, "old");
	add_name(names, "old");
	close(names);
	cr_assert_eq(t_program_wait(&program), 0);
	cr_assert_eq(lines_in("old"), 3);
	cr_assert_eq(strncmp(t_program_text("old"), "old line\n", 9), 0);
	cr_assert_eq(stamp_in("old", 0).number, 1);
	cr_assert_eq(stamp_in("old", 1).number, 2);
}

T_STAMPED(no_names_mean_no_stamps)
{
	struct t_program program = start_stamp(-1);

	cr_assert_eq(t_program_wait(&program), 0);
}

T_STAMPED(a_file_that_cannot_be_opened_is_named_and_the_others_are_stamped)
{
	struct t_program program;
	int names;

	program = start_stamp_by_pipe(&names);
	add_name(names, "nowhere/file");
	add_name(names, "file");
	close(names);
	cr_assert_eq(t_program_wait(&program), 1);
	cr_assert_eq(lines_in("file"), 1);
	cr_assert_not_null(strstr(t_program_text("log"),
	    "nowhere/file: No such file or directory\n"));
}

/* A stamper that has stamped "first", and who of it did so. */
static struct t_program
start_with_first(int *names, pid_t *child)
{
	struct t_program program = start_stamp_by_pipe(names);

	add_name(*names, "first");
	while (t_program_find_line("first", "2", 0) == NULL)
		t_sleep_ms(10);
	*child = (pid_t)stamp_in("first", 0).pid;
	return program;
}

T_STAMPED(the_parent_notices_that_the_child_was_killed)
{
	struct t_program program;
	pid_t child;
	int names;

	program = start_with_first(&names, &child);
	kill(child, SIGKILL);
	close(names);
	cr_assert_eq(t_program_wait(&program), 1);
	t_program_await_end(&program);
	cr_assert_not_null(strstr(t_program_text("log"),
	    "stamp: the stamper did not end well\n"));
}

T_STAMPED(the_parent_stops_when_nobody_takes_its_files)
{
	struct t_program program;
	pid_t child;
	int names;

	program = start_with_first(&names, &child);
	kill(child, SIGKILL);
	/* Its death is at hand, but a file may still slip in before it. */
	(void)signal(SIGPIPE, SIG_IGN);
	while (strstr(t_program_text("log"), "stamp: send_fd") == NULL) {
		char line[] = "/dev/null\n";

		(void)!write(names, line, sizeof line - 1);
		t_sleep_ms(10);
	}
	cr_assert_eq(t_program_wait(&program), 1);
	close(names);
}

T_STAMPED(the_child_ends_when_the_parent_was_killed)
{
	struct t_program program;
	pid_t child;
	int names;

	program = start_with_first(&names, &child);
	kill(program.pid, SIGKILL);
	(void)t_program_wait(&program);
	t_program_await_end(&program);
	cr_assert_not_null(strstr(t_program_text("log"), "stamp: recv_fd"));
	close(names);
}

enum { STAMPERS = 5, STAMPS = 40 };

T_STAMPED(the_lines_of_many_stampers_in_one_file_stay_whole)
{
	struct t_program program[STAMPERS];
	int names[STAMPERS], i, k;

	for (i = 0; i < STAMPERS; i++)
		program[i] = start_stamp_by_pipe(&names[i]);
	for (k = 0; k < STAMPS; k++)
		for (i = 0; i < STAMPERS; i++)
			add_name(names[i], "shared");
	for (i = 0; i < STAMPERS; i++)
		close(names[i]);
	for (i = 0; i < STAMPERS; i++)
		cr_assert_eq(t_program_wait(&program[i]), 0);
	cr_assert_eq(lines_in("shared"), STAMPERS * STAMPS);
	for (i = 0; i < STAMPERS * STAMPS; i++)
		(void)stamp_in("shared", i);
}
