/* SPDX-License-Identifier: ISC */
/*
 * fattach - make a file the name of a stream.
 *
 * Of a new pipe somebody has to keep the other end, or the name would be gone
 * at once: a command, in the place of this program, or another name.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <streamcompat/streams.h>
#include <unistd.h>

#include "arrange.h"
#include "attach.h"
#include "report.h"
#include "wishes.h"

const struct report_program report_program = { "fattach", EXIT_FAILED };

enum { FIRST_OTHER = 3 };

/* What the caller has closed shall stay closed, and no message shall go into
   the stream. */
static int
leave_standard_number(int *fd)
{
	int other;

	if (*fd >= FIRST_OTHER)
		return 0;
	other = fcntl(*fd, F_DUPFD_CLOEXEC, FIRST_OTHER);
	if (other < 0)
		return -1;
	(void)close(*fd);
	*fd = other;
	return 0;
}

static int
make_pipe(int end[2])
{
	if (lsc_pipe(end, 0) < 0 || leave_standard_number(&end[0]) < 0 ||
	    leave_standard_number(&end[1]) < 0)
		return report_errno("pipe");
	return 0;
}

/* If the second cannot be attached, the first is detached by the end of this
   program. */
static int
attach_both(const struct wishes *w)
{
	int end[2];

	if (make_pipe(end) < 0 ||
	    attach(end[0], w->path[0], w->connld) < 0)
		return -1;
	return attach(end[1], w->path[1], false);
}

/* --- the command */

/* If the command shall have the stream there, messages go where they went
   before. */
static void
keep_standard_error(const struct wishes *w)
{
	int highest = 0;
	bool found = false;
	size_t i;

	for (i = 0; i < w->n; i++) {
		found |= w->as[i] == STDERR_FILENO;
		highest = w->as[i] > highest ? w->as[i] : highest;
	}
	if (found)
		report_to = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC,
		    highest + 1);
}

/* Where the command finds its end; `fd' is one more. */
static int
place_end(struct wishes *w, int fd)
{
	int have[AS_MAX];
	size_t i;

	if (w->n == 0) {
		w->as[0] = fd;
		return fcntl(fd, F_SETFD, 0);
	}
	for (i = 0; i < w->n; i++) {
		have[i] = fcntl(fd, F_DUPFD, FIRST_OTHER);
		if (have[i] < 0)
			return -1;
	}
	(void)close(fd);
	keep_standard_error(w);
	return arrange(have, w->as, w->n);
}

static int
run(const struct wishes *w)
{
	char number[16];
	int why;

	(void)snprintf(number, sizeof number, "%d", w->as[0]);
	if (setenv("FATTACH_FD", number, 1) < 0) {
		report_errno("environment");
		return EXIT_FAILED;
	}
	(void)execvp(w->command[0], w->command);
	why = errno;
	report_errno(w->command[0]);
	return why == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN;
}

static int
attach_and_run(struct wishes *w)
{
	int end[2];

	if (make_pipe(end) < 0 || attach(end[1], *w->path, w->connld) < 0)
		return EXIT_FAILED;
	(void)close(end[1]);
	if (place_end(w, end[0]) < 0) {
		report_errno("descriptors");
		return EXIT_FAILED;
	}
	return run(w);
}

int
main(int argc, char **argv)
{
	struct wishes w = WISHES_INIT;
	int r;

	wishes_read(&w, argv + (argc > 0));
	if (w.command != NULL)
		return attach_and_run(&w);
	r = w.pipe ? attach_both(&w) :
	    attach_open(w.fd < 0 ? STDIN_FILENO : w.fd, *w.path, w.connld);
	return r < 0 ? EXIT_FAILED : EXIT_SUCCESS;
}
