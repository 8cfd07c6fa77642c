/* SPDX-License-Identifier: ISC */
/*
 * The arguments.  Options end at the first argument that is none, because
 * the command to run has its own.
 */
#include <config.h>

#include <limits.h>
#include <string.h>

#include "options.h"
#include "usage.h"

static const char usage[] =
"usage: streamcompat-fd send [OPTION]... NAME\n"
"       streamcompat-fd receive [OPTION]... NAME COMMAND [ARGUMENT]...\n"
"\n"
"Pass descriptors over the socket NAME.\n"
"\n"
"send:     --fd N               pass descriptor N; may be repeated (default: 0)\n"
"          --error STATUS TEXT  send the status -STATUS and TEXT instead\n"
"receive:  --as N               run COMMAND with what comes as descriptor N;\n"
"                               may be repeated (default: 0)\n"
"both:     --listen             announce NAME and serve one client\n"
"          --user UID           serve only this user (with --listen)\n"
"          --wait               try until somebody serves NAME\n"
"          --timeout SECONDS    give up after this time\n"
"\n"
"       streamcompat-fd --help\n"
"       streamcompat-fd --version\n";

static void
set_fd(struct options *o, char **value)
{
	int fd = (int)usage_number(value[0], 0, INT_MAX);
	size_t i;

	for (i = 0; o->receiving && i < o->nfds; i++)
		if (o->fd[i] == fd)
			usage_wrong(value[0],
			    "two descriptors cannot have one number");
	if (o->nfds == OPTIONS_MAXFD)
		usage_wrong(value[0], "too many descriptors");
	o->fd[o->nfds++] = fd;
}

static void
set_error(struct options *o, char **value)
{
	o->status = -(int)usage_number(value[0], 1, 255);
	o->text = value[1];
}

static void
set_listen(struct options *o, char **value)
{
	(void)value;
	o->listening = 1;
}

static void
set_wait(struct options *o, char **value)
{
	(void)value;
	o->waiting = 1;
}

static void
set_timeout(struct options *o, char **value)
{
	o->timeout = (unsigned int)usage_number(value[0], 1, INT_MAX);
}

/* The highest number is nobody's: it means "no change" to setuid's kin. */
static void
set_user(struct options *o, char **value)
{
	o->user = (uid_t)usage_number(value[0], 0, (uid_t)-1 - 1UL);
	o->one_user = 1;
}

static void
help(struct options *o, char **value)
{
	(void)o;
	(void)value;
	usage_print(usage);
}

static void
version(struct options *o, char **value)
{
	(void)o;
	(void)value;
	usage_version();
}

enum { SEND = 1, RECEIVE = 2, NEITHER = 4 };

static const struct row {
	const char *name;
	int commands;
	int values;
	void (*set)(struct options *, char **);
} rows[] = {
	{ "--as", RECEIVE, 1, set_fd },
	{ "--error", SEND, 2, set_error },
	{ "--fd", SEND, 1, set_fd },
	{ "--help", SEND | RECEIVE | NEITHER, 0, help },
	{ "--listen", SEND | RECEIVE, 0, set_listen },
	{ "--timeout", SEND | RECEIVE, 1, set_timeout },
	{ "--user", SEND | RECEIVE, 1, set_user },
	{ "--version", SEND | RECEIVE | NEITHER, 0, version },
	{ "--wait", SEND | RECEIVE, 0, set_wait },
};

static const struct row *
find(const char *name, size_t length, int command)
{
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strlen(rows[i].name) == length &&
		    memcmp(rows[i].name, name, length) == 0 &&
		    (rows[i].commands & command) != 0)
			return &rows[i];
	return NULL;
}

/* One option at argv, as `--fd N' or `--fd=N'; returns what is behind it. */
static char **
take(struct options *o, char **argv, int command)
{
	char *equals = strchr(*argv, '=');
	size_t length = equals == NULL ? strlen(*argv) :
	    (size_t)(equals - *argv);
	const struct row *row = find(*argv, length, command);
	int i;

	if (row == NULL || (equals != NULL && row->values != 1))
		usage_wrong(*argv, "there is no such option here");
	if (equals != NULL) {
		equals++;
		row->set(o, &equals);
		return argv + 1;
	}
	for (i = 1; i <= row->values; i++)
		if (argv[i] == NULL)
			usage_wrong(*argv, "an argument is missing");
	row->set(o, argv + 1);
	return argv + 1 + row->values;
}

static char **
take_all(struct options *o, char **argv, int command)
{
	while (*argv != NULL && argv[0][0] == '-' && argv[0][1] != '\0') {
		if (strcmp(*argv, "--") == 0)
			return argv + 1;
		argv = take(o, argv, command);
	}
	return argv;
}

static void
refuse_contradictions(const struct options *o)
{
	if (o->status != 0 && o->nfds != 0)
		usage_wrong("--error", "not together with --fd");
	if (o->one_user && !o->listening)
		usage_wrong("--user", "only together with --listen");
	if (o->waiting && o->listening)
		usage_wrong("--wait", "not together with --listen");
}

void
options_read(struct options *o, int argc, char **argv)
{
	char **next = argv + (argc > 0);

	next = take_all(o, next, NEITHER);
	if (*next == NULL)
		usage_wrong("send or receive", "must be the first argument");
	o->receiving = strcmp(*next, "receive") == 0;
	if (!o->receiving && strcmp(*next, "send") != 0)
		usage_wrong(*next, "neither send nor receive");
	next = take_all(o, next + 1, o->receiving ? RECEIVE : SEND);
	refuse_contradictions(o);
	if (*next == NULL)
		usage_wrong("NAME", "an argument is missing");
	o->name = *next++;
	o->command = next;
	if (o->receiving && *next == NULL)
		usage_wrong("COMMAND", "an argument is missing");
	if (!o->receiving && *next != NULL)
		usage_wrong(*next, "one argument too many");
	if (o->nfds == 0)
		o->fd[o->nfds++] = 0;
}
