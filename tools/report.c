/* SPDX-License-Identifier: ISC */
/*
 * What is said on standard error.
 */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "report.h"

int report_to = STDERR_FILENO;

/* The other side's text does not always end its last line. */
static int in_line;

void
report(const char *subject, const char *text)
{
	int saved = errno;

	if (report_to >= 0)
		(void)dprintf(report_to, "%s%s: %s: %s\n",
		    in_line ? "\n" : "", report_program.name, subject,
		    text);
	in_line = 0;
	errno = saved;
}

int
report_errno(const char *subject)
{
	report(subject, strerror(errno));
	return -1;
}

static void
put(const char *text, size_t n)
{
	while (n > 0) {
		ssize_t done = write(report_to, text, n);

		if (done < 0 && errno != EINTR)
			return;
		if (done > 0) {
			text += done;
			n -= (size_t)done;
		}
	}
}

ssize_t
report_piece(int fd, const void *text, size_t n)
{
	const unsigned char *from = text;
	char line[512];
	size_t i, have = 0;

	(void)fd;
	for (i = 0; i < n; i++) {
		int command = (from[i] < ' ' && from[i] != '\n' &&
		    from[i] != '\t') || from[i] == 127;

		line[have++] = (char)(command ? '?' : from[i]);
		if (have == sizeof line || i + 1 == n) {
			put(line, have);
			have = 0;
		}
	}
	if (n > 0)
		in_line = from[n - 1] != '\n';
	return (ssize_t)n;      /* a message lost is no reason to stop */
}

void
report_refusal(const char *name, int status)
{
	char text[40];

	(void)snprintf(text, sizeof text, "refused with status %d", status);
	report(name, text);
}
