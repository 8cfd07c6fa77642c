/* SPDX-License-Identifier: ISC */
/*
 * fdetach - make names of streams ordinary files again.
 */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <streamcompat/stropts.h>

#include "arguments.h"
#include "report.h"
#include "usage.h"

const struct report_program report_program = { "fdetach", EXIT_FAILURE };

static const char help[] =
"usage: fdetach PATH...\n"
"\n"
"Make files to which streams are attached ordinary files again.\n"
"\n"
"  --help\n"
"  --version\n";

static const struct argument rows[] = { { 0, NULL, false, NULL } };

static int
detach(const char *path)
{
	if (fdetach(path) == 0)
		return 0;
	switch (errno) {
	case EINVAL:
		report(path, "no stream is attached");
		return -1;
	case EPERM:
		report(path, "the file is somebody else's");
		return -1;
	default:
		return report_errno(path);
	}
}

int
main(int argc, char **argv)
{
	int r = EXIT_SUCCESS;

	argv = arguments_take(argv + (argc > 0), rows, help, NULL);
	if (*argv == NULL)
		usage_wrong("PATH", "an argument is missing");
	for (; *argv != NULL; argv++)
		if (detach(*argv) < 0)
			r = EXIT_FAILURE;
	return r;
}
