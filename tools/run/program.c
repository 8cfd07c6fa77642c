/* SPDX-License-Identifier: ISC */
/*
 * A script is as good as its interpreter.  The kernel follows interpreters
 * that are scripts themselves for a while; so does this.
 */
#include <config.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "binary.h"
#include "program.h"
#include "rights.h"

enum { INTERPRETERS = 5 };

static int
is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    access(path, X_OK) == 0;
}

/* Whether it is in one of the directories of PATH. */
static int
is_found(const char *name, char path[PATH_MAX])
{
	const char *directory = getenv("PATH");
	size_t length;

	if (directory == NULL)
		directory = "/bin:/usr/bin";
	for (;; directory += length + 1) {
		int n;

		length = strcspn(directory, ":");
		n = length == 0 ? snprintf(path, PATH_MAX, "./%s", name) :
		    snprintf(path, PATH_MAX, "%.*s/%s", (int)length,
		    directory, name);
		if (n < PATH_MAX && is_program(path))
			return 1;
		if (directory[length] == '\0')
			return 0;
	}
}

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static int
are_one_file(const char *a, const char *b)
{
	struct stat of_a, of_b;

	return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 &&
	    of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/* The object was made for the machine and the C library of this program.
   What is judged first is the dynamic linker called by its name. */
static const char *
compare(const char *path, const struct binary *binary,
    const struct binary *own)
{
	if (binary->kind == BINARY_FOREIGN || binary->machine != own->machine)
		return "it is for another kind of machine";
	if (are_one_file(path, own->interpreter))
		return NULL;
	if (binary->kind == BINARY_STATIC)
		return "it is linked statically";
	return strcmp(last_part(binary->interpreter),
	    last_part(own->interpreter)) == 0 ? NULL :
	    "it is for another C library";
}

static const char *
obstacle_in(const char *path)
{
	struct binary binary, own;
	int i;

	binary_look(path, &binary);
	for (i = 0; i < INTERPRETERS && binary.kind == BINARY_SCRIPT; i++) {
		static char interpreter[PATH_MAX];

		memcpy(interpreter, binary.interpreter, sizeof interpreter);
		path = interpreter;
		binary_look(path, &binary);
	}
	if (rights_are_more() || rights_come_with(path))
		return "it is run with other rights than its caller's";
	binary_look("/proc/self/exe", &own);
	return binary.kind < BINARY_FOREIGN || own.kind != BINARY_DYNAMIC ?
	    NULL : compare(path, &binary, &own);
}

const char *
program_obstacle(const char *name)
{
	char path[PATH_MAX];

	if (strchr(name, '/') != NULL)
		return obstacle_in(name);
	return is_found(name, path) ? obstacle_in(path) : NULL;
}
