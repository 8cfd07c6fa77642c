/* SPDX-License-Identifier: ISC */
/*
 * stamp - appends a line with the time to files that another process opened.
 *
 *     stamp <NAMES
 *
 * Shows the smallest use of send_fd: one process opens files, another one
 * writes to them.  NAMES has the name of a file in each line.  The parent
 * opens (or makes) each and passes the descriptor to its child; the child
 * appends a line that says when and by whom, and closes it.  When there are
 * no more names the parent sends the status -1 in place of a descriptor, and
 * the child ends.  So its end by mistake is told from its end by order: a
 * stream that just ends is an error for recv_fd.
 */
#include <streamcompat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- the child */

static void
append_stamp(int file, int number)
{
	char line[128], when[32] = "";
	time_t now = time(NULL);
	struct tm *utc = gmtime(&now);
	int n;

	if (utc != NULL)
		(void)strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", utc);
	n = snprintf(line, sizeof line, "%s process %ld stamp %d\n", when,
	    (long)getpid(), number);
	/* One write, so that the lines of many stampers stay whole. */
	if (write(file, line, (size_t)n) != n)
		perror("stamp: write");
}

static int
stamp_what_comes(int stream)
{
	int file, number = 0;

	/* -1 is a status here, or a failure: only that sets errno. */
	while (errno = 0, (file = recv_fd(stream, write)) >= 0) {
		append_stamp(file, ++number);
		close(file);
	}
	if (errno == 0)
		return 0;
	perror("stamp: recv_fd");
	return 1;
}

/* --- the parent */

/* 0, 1 if this name is of no use, -1 if no other will be either. */
static int
pass_file(int stream, const char *name)
{
	int file = open(name, O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY |
	    O_NONBLOCK, 0666);
	int result;

	if (file < 0) {
		fprintf(stderr, "stamp: %s: %s\n", name, strerror(errno));
		return 1;
	}
	result = send_fd(stream, file);
	if (result < 0)
		perror("stamp: send_fd");
	close(file);            /* what is under way stays open */
	return result;
}

static int
pass_all(int stream)
{
	char name[4096];
	int status = 0, result;

	while (fgets(name, sizeof name, stdin) != NULL) {
		name[strcspn(name, "\n")] = '\0';
		result = pass_file(stream, name);
		if (result < 0)
			return 1;
		status |= result;
	}
	if (send_fd(stream, -1) < 0) {          /* that was all */
		perror("stamp: send_fd");
		return 1;
	}
	return status;
}

int
main(void)
{
	int end[2], status, result;
	pid_t child;

	if (s_pipe(end) < 0 || (child = fork()) < 0) {
		perror("stamp");
		return 1;
	}
	if (child == 0) {
		close(end[0]);
		_exit(stamp_what_comes(end[1]));
	}
	close(end[1]);
	result = pass_all(end[0]);
	close(end[0]);
	if (waitpid(child, &status, 0) < 0 || status != 0) {
		fprintf(stderr, "stamp: the stamper did not end well\n");
		result = 1;
	}
	return result;
}
