/* SPDX-License-Identifier: ISC */
/*
 * strchg - change the modules on the stream that is standard input.
 *
 * Whatever is asked for becomes the list of modules that there shall be.
 */
#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "modules.h"
#include "report.h"
#include "usage.h"

const struct report_program report_program = { "strchg", EXIT_FAILURE };

static const char help[] =
"usage: strchg -h MODULE[,MODULE]...\n"
"       strchg -p [-a | -u MODULE]\n"
"       strchg -f FILE\n"
"\n"
"Change the modules on the stream that is standard input.\n"
"\n"
"  -h, --push MODULE[,MODULE]...  push them, from left to right\n"
"  -p, --pop                      pop the topmost\n"
"  -a, --all                      pop all\n"
"  -u, --until MODULE             pop all above MODULE\n"
"  -f, --file FILE                leave those that FILE lists, the topmost in\n"
"                                 its first line\n"
"      --help\n"
"      --version\n";

struct wishes {
	const char *push;
	bool pop;
	bool all;
	const char *until;
	const char *file;
};

/* --- the arguments */

static void
set_push(void *to, const char *value)
{
	((struct wishes *)to)->push = value;
}

static void
set_pop(void *to, const char *value)
{
	(void)value;
	((struct wishes *)to)->pop = true;
}

static void
set_all(void *to, const char *value)
{
	(void)value;
	((struct wishes *)to)->all = true;
}

static void
set_until(void *to, const char *value)
{
	((struct wishes *)to)->until = value;
}

static void
set_file(void *to, const char *value)
{
	((struct wishes *)to)->file = value;
}

static const struct argument rows[] = {
	{ 'a', "all", false, set_all },
	{ 'f', "file", true, set_file },
	{ 'h', "push", true, set_push },
	{ 'p', "pop", false, set_pop },
	{ 'u', "until", true, set_until },
	{ 0, NULL, false, NULL }
};

static void
read_arguments(struct wishes *w, char **argv)
{
	argv = arguments_take(argv, rows, help, w);
	if (*argv != NULL)
		usage_wrong(*argv, "one argument too many");
	if ((w->push != NULL) + w->pop + (w->file != NULL) != 1)
		usage_wrong("arguments",
		    "one of --push, --pop and --file is wanted");
	if ((w->all || w->until != NULL) && !w->pop)
		usage_wrong("--all, --until", "only together with --pop");
	if (w->all && w->until != NULL)
		usage_wrong("--all", "not together with --until");
}

/* --- the list that there shall be; -1 after a report */

static int
add(struct modules *list, const char *name)
{
	if (modules_add(list, name))
		return 0;
	report(name, list->count == MODULES_MAX ? "too many modules" :
	    "there is no such module");
	return -1;
}

static int
add_others(struct modules *list, const struct modules *from, int first)
{
	int i, r = 0;

	for (i = first; i < from->count && r == 0; i++)
		r = add(list, from->name[i].l_name);
	return r;
}

/* The last of them is going to be the topmost. */
static int
list_pushed(struct modules *list, const struct modules *now, char *names)
{
	char *comma;
	int r = 0;

	while (r == 0 && (comma = strrchr(names, ',')) != NULL) {
		*comma = '\0';
		r = add(list, comma + 1);
	}
	if (r == 0)
		r = add(list, names);
	return r < 0 ? r : add_others(list, now, 0);
}

static int
list_left(struct modules *list, const struct modules *now,
    const struct wishes *w)
{
	int first = 1;

	if (now->count == 0 && !w->all) {
		report("standard input", "there is no module");
		return -1;
	}
	if (w->all)
		first = now->count;
	if (w->until != NULL)
		first = modules_find(now, w->until);
	if (first < 0) {
		report(w->until, "the module is not on the stream");
		return -1;
	}
	return add_others(list, now, first);
}

static int
list_in_file(struct modules *list, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[256];
	int r = 0;

	if (file == NULL)
		return report_errno(path);
	while (r == 0 && fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line != '\0')
			r = add(list, line);
	}
	if (ferror(file))
		r = report_errno(path);
	(void)fclose(file);
	return r;
}

static int
make_list(struct modules *list, const struct modules *now,
    const struct wishes *w)
{
	char *names;
	int r;

	if (w->pop)
		return list_left(list, now, w);
	if (w->file != NULL)
		return list_in_file(list, w->file);
	names = strdup(w->push);
	if (names == NULL)
		return report_errno("--push");
	r = list_pushed(list, now, names);
	free(names);
	return r;
}

/* --- making it so */

/* Those of a terminal are remembered by a process alone. */
static int
refuse_others(int stream)
{
	if (isastream(stream) > 0)
		return 0;
	errno = ENOSTR;
	return report_errno("standard input");
}

int
main(int argc, char **argv)
{
	struct wishes w = { NULL, false, false, NULL, NULL };
	struct modules now = MODULES_INIT, list = MODULES_INIT;
	int stream;

	read_arguments(&w, argv + (argc > 0));
	stream = modules_input();
	if (stream < 0 || refuse_others(stream) < 0 ||
	    modules_get(stream, &now) < 0 || make_list(&list, &now, &w) < 0 ||
	    modules_change(stream, &now, &list) < 0)
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
