/* SPDX-License-Identifier: ISC */
#ifndef RUN_BINARY_H
#define RUN_BINARY_H

#include <limits.h>

/* What a file is for the kernel that shall run it. */
enum binary_kind {
	BINARY_UNKNOWN,         /* or cannot be read */
	BINARY_SCRIPT,          /* with `#!' */
	BINARY_FOREIGN,         /* words of another size or order */
	BINARY_STATIC,
	BINARY_DYNAMIC          /* by way of a dynamic linker */
};

struct binary {
	enum binary_kind kind;
	unsigned machine;
	char interpreter[PATH_MAX]; /* of a script; the dynamic linker */
};

void binary_look(const char *path, struct binary *binary);

#endif
