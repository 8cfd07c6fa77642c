/* SPDX-License-Identifier: ISC */
/*
 * What the arguments of fattach ask for.
 */
#ifndef TOOLS_WISHES_H
#define TOOLS_WISHES_H

#include <stdbool.h>
#include <stddef.h>

enum { AS_MAX = 16 };

struct wishes {
	bool connld;
	bool pipe;              /* attach both its ends */
	int fd;                 /* attach this; -1: not told */
	int as[AS_MAX];         /* what the command's end becomes */
	size_t n;
	char **path;
	char **command;         /* NULL: none */
};

#define WISHES_INIT { .fd = -1 }

/* Does not return if they are wrong, or ask for help or the version. */
void wishes_read(struct wishes *w, char **argv);

#endif
