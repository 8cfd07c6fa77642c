/* SPDX-License-Identifier: ISC */
/*
 * The modules on a stream, the topmost first.
 */
#ifndef TOOLS_MODULES_H
#define TOOLS_MODULES_H

#include <stdbool.h>
#include <streamcompat/stropts.h>

enum { MODULES_MAX = 64 };

struct modules {
	int count;
	struct str_mlist name[MODULES_MAX];
};

#define MODULES_INIT { .count = 0 }

/*
 * modules_input - the stream that is standard input.  Where that is the file of
 * a name, because a shell has opened it that knows no names, it is what an open
 * of the name makes.  Returns -1 after a report.
 */
int modules_input(void);

/* modules_get - what is on it.  Returns 0, or -1 after a report. */
int modules_get(int stream, struct modules *now);

/* modules_add - one more behind the others; false if it cannot be. */
bool modules_add(struct modules *list, const char *name);

/* modules_find - its place, or -1. */
int modules_find(const struct modules *list, const char *name);

/*
 * modules_change - from one list to the other; what is at the bottom of both
 * stays where it is.  What cannot be done as a whole is undone.  Returns 0, or
 * -1 after a report.
 */
int modules_change(int stream, const struct modules *before,
    const struct modules *list);

#endif
