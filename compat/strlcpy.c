/* SPDX-License-Identifier: ISC */
/*
 * strlcpy for C libraries without it (glibc before 2.38): copies as much of
 * a string as fits, always ends it, and returns the length it wanted to have.
 */
#include <config.h>

#include <string.h>

#include "compat/strlcpy.h"

#ifndef HAVE_STRLCPY

size_t
strlcpy(char *to, const char *from, size_t size)
{
	size_t length = strlen(from);

	if (size > 0) {
		size_t fits = length < size ? length : size - 1;

		memcpy(to, from, fits);
		to[fits] = '\0';
	}
	return length;
}

#endif
