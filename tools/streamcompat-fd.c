/* SPDX-License-Identifier: ISC */
/*
 * streamcompat-fd - send and receive descriptors in shell scripts.
 *
 * The manual page says what it does.  What decides the order of things in
 * here: whatever the caller has not opened must look closed, to --fd and to
 * the command, although the program needs descriptors 0 to 2 to be taken by
 * something that messages and streams cannot be mistaken for.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <streamcompat.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "arrange.h"
#include "meet.h"
#include "options.h"
#include "report.h"
#include "signals.h"

const struct report_program report_program = { "streamcompat-fd",
    EXIT_FAILED };

static int
report_fd(int fd)
{
	char text[40];

	(void)snprintf(text, sizeof text, "descriptor %d", fd);
	return report_errno(text);
}

/* Before anything is opened here. */
static int
are_open(const struct options *o)
{
	size_t i;

	for (i = 0; o->status == 0 && i < o->nfds; i++)
		if (fcntl(o->fd[i], F_GETFD) < 0)
			return report_fd(o->fd[i]);
	return 0;
}

/* Before anything is received, which would then be lost. */
static int
are_possible(const struct options *o)
{
	struct rlimit limit;
	size_t i;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return report_errno("RLIMIT_NOFILE");
	for (i = 0; i < o->nfds; i++)
		if ((rlim_t)o->fd[i] >= limit.rlim_cur) {
			errno = EMFILE;
			return report_fd(o->fd[i]);
		}
	return 0;
}

/* They are closed again where the command begins, as they were here. */
static int
take_standard_numbers(void)
{
	int fd;

	for (fd = 0; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		if (open("/dev/null", O_RDWR) != fd ||
		    fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
			return report_errno("/dev/null");
	}
	return 0;
}

/* A text has its newline, as with echo; no text has none. */
static int
send_refusal(const struct options *o, int stream)
{
	size_t length = strlen(o->text);
	char *text = malloc(length + 2);
	int r;

	if (text == NULL)
		return -1;
	memcpy(text, o->text, length);
	memcpy(text + length, length > 0 ? "\n" : "", 2 - (length == 0));
	do
		r = send_err(stream, o->status, text);
	while (r < 0 && errno == EINTR);
	free(text);
	return r;
}

static int
send_descriptors(const struct options *o, int stream)
{
	size_t i = 0;

	while (i < o->nfds) {
		if (send_fd(stream, o->fd[i]) == 0)
			i++;
		else if (errno != EINTR)
			return -1;
	}
	return 0;
}

static int
send_to(const struct options *o, int stream)
{
	int r = o->status != 0 ? send_refusal(o, stream) :
	    send_descriptors(o, stream);

	if (r < 0)
		report_errno(o->name);
	(void)close(stream);
	return r < 0 ? EXIT_FAILED : EXIT_SUCCESS;
}

/* Returns 0, or the status for exit after a report. */
static int
receive(const struct options *o, int stream, int *got)
{
	size_t i = 0;

	while (i < o->nfds) {
		errno = 0;
		got[i] = recv_fd(stream, report_piece);
		if (got[i] >= 0) {
			i++;
		} else if (got[i] != -1 || errno == 0) {
			report_refusal(o->name, got[i]);
			return -got[i] < EXIT_REFUSED ? -got[i] : EXIT_REFUSED;
		} else if (errno == ENXIO) {
			report(o->name, "the other side hung up");
			return EXIT_FAILED;
		} else if (errno != EINTR) {
			report_errno(o->name);
			return EXIT_FAILED;
		}
	}
	return 0;
}

/*
 * Standard error is going to be another file, which must not get a message
 * of ours.  Keeps the old one behind all numbers that are wanted, unless that
 * takes the last slot, which arrange may need.
 */
static void
keep_standard_error(const struct options *o)
{
	int highest = 0, last, found = 0;
	size_t i;

	for (i = 0; i < o->nfds; i++) {
		found |= o->fd[i] == STDERR_FILENO;
		highest = o->fd[i] > highest ? o->fd[i] : highest;
	}
	if (!found)
		return;
	report_to = fcntl(STDERR_FILENO, F_DUPFD, highest + 1);
	last = fcntl(STDERR_FILENO, F_DUPFD, 0);
	if (last >= 0)
		(void)close(last);
	if (report_to >= 0 &&
	    (last < 0 || fcntl(report_to, F_SETFD, FD_CLOEXEC) < 0)) {
		(void)close(report_to);
		report_to = -1;
	}
}

static int
run(const struct options *o)
{
	int why;

	signals_restore();
	(void)execvp(o->command[0], o->command);
	why = errno;
	report_errno(o->command[0]);
	return why == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN;
}

static int
receive_from(const struct options *o, int stream)
{
	int got[OPTIONS_MAXFD];
	int r = receive(o, stream, got);

	(void)close(stream);
	if (r != 0)
		return r;
	keep_standard_error(o);
	if (arrange(got, o->fd, o->nfds) < 0) {
		report_errno("descriptors");
		return EXIT_FAILED;
	}
	return run(o);
}

int
main(int argc, char **argv)
{
	struct options o = OPTIONS_INIT;
	int stream;

	options_read(&o, argc, argv);
	if ((o.receiving ? are_possible(&o) : are_open(&o)) < 0 ||
	    take_standard_numbers() < 0)
		return EXIT_FAILED;
	signals_catch(o.timeout);
	stream = meet(&o);
	if (stream < 0)
		return EXIT_FAILED;
	return o.receiving ? receive_from(&o, stream) : send_to(&o, stream);
}
