/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "run/own_name.h"

static int
number(const char *digits)
{
	int n = 0;
	const char *p;

	for (p = digits; *p >= '0' && *p <= '9'; p++) {
		int digit = *p - '0';

		if (n > (INT_MAX - digit) / 10)
			return -1;
		n = 10 * n + digit;
	}
	return p == digits || *p != '\0' ? -1 : n;
}

int
lsci_own_name(const char *path)
{
	static const char *const names[] = { "/dev/stdin", "/dev/stdout",
	    "/dev/stderr" };
	static const char *const directories[] = { "/dev/fd/",
	    "/proc/self/fd/" };
	size_t i;

	if (path == NULL || path[0] != '/')
		return -1;
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(path, names[i]) == 0)
			return (int)i;
	for (i = 0; i < sizeof directories / sizeof *directories; i++) {
		size_t length = strlen(directories[i]);

		if (strncmp(path, directories[i], length) == 0)
			return number(path + length);
	}
	return -1;
}
