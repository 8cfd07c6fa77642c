/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <limits.h>
#include <string.h>

#include "arguments.h"
#include "usage.h"
#include "wishes.h"

static const char help[] =
"usage: fattach [-c] [-f N] PATH\n"
"       fattach [-c] -p PATH PATH\n"
"       fattach [-c] [-n N]... PATH -- COMMAND [ARGUMENT]...\n"
"\n"
"Attach a stream to the file PATH: an end that is open already, both ends of\n"
"a new pipe, or one end of it, while COMMAND has the other.\n"
"\n"
"  -c, --connld    each open of (the first) PATH makes a stream of its own\n"
"  -f, --fd N      attach descriptor N (default: 0)\n"
"  -n, --as N      COMMAND has its end as descriptor N, and not as the one\n"
"                  that FATTACH_FD tells; may be repeated\n"
"  -p, --pipe      attach the two ends of a pipe to two files\n"
"      --help\n"
"      --version\n";

static void
set_connld(void *to, const char *value)
{
	struct wishes *w = to;

	(void)value;
	w->connld = true;
}

static void
set_pipe(void *to, const char *value)
{
	struct wishes *w = to;

	(void)value;
	w->pipe = true;
}

static void
set_fd(void *to, const char *value)
{
	struct wishes *w = to;

	w->fd = (int)usage_number(value, 0, INT_MAX);
}

static void
set_as(void *to, const char *value)
{
	struct wishes *w = to;
	int fd = (int)usage_number(value, 0, INT_MAX);
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->as[i] == fd)
			return;
	if (w->n == AS_MAX)
		usage_wrong(value, "too many descriptors");
	w->as[w->n++] = fd;
}

static const struct argument rows[] = {
	{ 'c', "connld", false, set_connld },
	{ 'f', "fd", true, set_fd },
	{ 'n', "as", true, set_as },
	{ 'p', "pipe", false, set_pipe },
	{ 0, NULL, false, NULL }
};

static void
refuse_contradictions(const struct wishes *w)
{
	if (w->fd >= 0 && (w->pipe || w->command != NULL))
		usage_wrong("--fd", "not together with a new pipe");
	if (w->pipe && w->command != NULL)
		usage_wrong("--pipe", "not together with a command");
	if (w->n > 0 && w->command == NULL)
		usage_wrong("--as", "only together with a command");
}

void
wishes_read(struct wishes *w, char **argv)
{
	char **next = arguments_take(argv, rows, help, w);
	int i, paths = w->pipe ? 2 : 1;

	w->path = next;
	for (i = 0; i < paths; i++)
		if (*next++ == NULL)
			usage_wrong("PATH", "an argument is missing");
	if (*next != NULL && strcmp(*next, "--") == 0) {
		w->command = ++next;
		if (*next == NULL)
			usage_wrong("COMMAND", "an argument is missing");
	} else if (*next != NULL) {
		usage_wrong(*next, "one argument too many, or no -- before it");
	}
	refuse_contradictions(w);
}
