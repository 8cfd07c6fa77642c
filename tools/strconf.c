/* SPDX-License-Identifier: ISC */
/*
 * strconf - tell which modules are on the stream that is standard input.
 */
#include <config.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "arguments.h"
#include "modules.h"
#include "report.h"
#include "usage.h"

enum { NOT_THERE = 1, FAILED };

const struct report_program report_program = { "strconf", FAILED };

static const char help[] =
"usage: strconf [-t | -m MODULE]\n"
"\n"
"List the modules on the stream that is standard input, the topmost first.\n"
"\n"
"  -m, --module MODULE  say whether MODULE is among them\n"
"  -t, --topmost        the topmost only\n"
"      --help\n"
"      --version\n";

struct wishes {
	bool topmost;
	const char *module;
};

static void
set_topmost(void *to, const char *value)
{
	struct wishes *w = to;

	(void)value;
	w->topmost = true;
}

static void
set_module(void *to, const char *value)
{
	struct wishes *w = to;

	w->module = value;
}

static const struct argument rows[] = {
	{ 'm', "module", true, set_module },
	{ 't', "topmost", false, set_topmost },
	{ 0, NULL, false, NULL }
};

static struct wishes
read_arguments(char **argv)
{
	struct wishes w = { false, NULL };

	argv = arguments_take(argv, rows, help, &w);
	if (*argv != NULL)
		usage_wrong(*argv, "one argument too many");
	if (w.topmost && w.module != NULL)
		usage_wrong("--module", "not together with --topmost");
	return w;
}

static int
answer(const struct wishes *w, const struct modules *list)
{
	bool found = w->module == NULL || modules_find(list, w->module) >= 0;
	int i;

	if (w->module != NULL)
		(void)puts(found ? "yes" : "no");
	else
		for (i = 0; i < list->count && (i == 0 || !w->topmost); i++)
			(void)puts(list->name[i].l_name);
	if (ferror(stdout) || fclose(stdout) == EOF) {
		report_errno("standard output");
		return FAILED;
	}
	return found ? EXIT_SUCCESS : NOT_THERE;
}

int
main(int argc, char **argv)
{
	struct wishes w = read_arguments(argv + (argc > 0));
	struct modules list = MODULES_INIT;
	int stream = modules_input();

	return stream < 0 || modules_get(stream, &list) < 0 ? FAILED :
	    answer(&w, &list);
}
