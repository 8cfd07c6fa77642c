/* SPDX-License-Identifier: ISC */
/*
 * streamcompat-run - run a program that cannot be linked again.
 *
 * The dynamic linker loads the object that captures the calls in front of
 * the program's libraries, and of those of all that it runs, because what
 * tells it to is in the environment.
 */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/complain.h"
#include "run/environment.h"
#include "run/object.h"
#include "run/program.h"

static const char usage[] =
"usage: streamcompat-run [OPTION]... PROGRAM [ARGUMENT]...\n"
"\n"
"Run PROGRAM, which need not know of this library, with the pipes and the\n"
"calls of SVR4; and whatever it runs.\n"
"\n"
"  --anyway        run PROGRAM even if that cannot be done with itself, but\n"
"                  perhaps with what it runs\n"
"  --print-object  print what LD_PRELOAD has to have, and run nothing\n"
"  --system-pipe   its pipes are the system's\n"
"  --help\n"
"  --version\n";

struct wishes {
	int anyway;
	int print_object;
	int system_pipe;
};

static _Noreturn void
print(const char *text)
{
	if (fputs(text, stdout) == EOF || fclose(stdout) == EOF) {
		complain_errno("standard output");
		exit(EXIT_FAILED);
	}
	exit(EXIT_SUCCESS);
}

static _Noreturn void
wrong(const char *subject, const char *text)
{
	complain(subject, text);
	complain("usage", "see streamcompat-run --help");
	exit(EXIT_FAILED);
}

static void
take(const char *option, struct wishes *wishes)
{
	if (strcmp(option, "--anyway") == 0)
		wishes->anyway = 1;
	else if (strcmp(option, "--print-object") == 0)
		wishes->print_object = 1;
	else if (strcmp(option, "--system-pipe") == 0)
		wishes->system_pipe = 1;
	else if (strcmp(option, "--help") == 0)
		print(usage);
	else if (strcmp(option, "--version") == 0)
		print("streamcompat-run (" PACKAGE_NAME ") " PACKAGE_VERSION
		    "\n");
	else
		wrong(option, "there is no such option");
}

/* Options end at the first argument that is none, because the program has
   its own.  Returns what is behind them. */
static char **
take_all(char **argv, struct wishes *wishes)
{
	for (; *argv != NULL && argv[0][0] == '-'; argv++) {
		if (strcmp(*argv, "--") == 0)
			return argv + 1;
		take(*argv, wishes);
	}
	return argv;
}

static void
refuse_what_is_out_of_reach(const char *program)
{
	const char *why = program_obstacle(program);

	if (why == NULL)
		return;
	complain(program, why);
	complain(program, "nothing can be loaded in front of it; see --anyway");
	exit(EXIT_CANNOT_RUN);
}

static int
run(char **program)
{
	int why;

	(void)execvp(*program, program);
	why = errno;
	complain_errno(*program);
	return why == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN;
}

int
main(int argc, char **argv)
{
	struct wishes wishes = { 0, 0, 0 };
	char **program = take_all(argv + (argc > 0), &wishes);
	const char *object;

	if (*program == NULL && !wishes.print_object)
		wrong("PROGRAM", "an argument is missing");
	object = object_path();
	if (object == NULL)
		return EXIT_FAILED;
	if (wishes.print_object) {
		(void)puts(object);
		print("");
	}
	if (!wishes.anyway)
		refuse_what_is_out_of_reach(*program);
	if (environment_set(object, wishes.system_pipe) < 0) {
		complain_errno("environment");
		return EXIT_FAILED;
	}
	return run(program);
}
