/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "environment.h"

/* Whether it is in a list of LD_PRELOAD's. */
static int
is_among(const char *path, const char *list)
{
	size_t length = strlen(path);

	for (;;) {
		size_t n = strcspn(list, " :");

		if (n == length && memcmp(list, path, n) == 0)
			return 1;
		if (list[n] == '\0')
			return 0;
		list += n + 1;
	}
}

/* A sanitizer insists on being the first. */
static int
preload_behind(const char *before, const char *path)
{
	size_t size = strlen(before) + strlen(path) + sizeof ":";
	char *both = malloc(size);
	int r;

	if (both == NULL)
		return -1;
	(void)snprintf(both, size, "%s:%s", before, path);
	r = setenv("LD_PRELOAD", both, 1);
	free(both);
	return r;
}

static int
preload(const char *path)
{
	const char *before = getenv("LD_PRELOAD");

	if (before == NULL || *before == '\0')
		return setenv("LD_PRELOAD", path, 1);
	return is_among(path, before) ? 0 : preload_behind(before, path);
}

int
environment_set(const char *object, int system_pipe)
{
	int r = preload(object);

	return r == 0 && system_pipe ?
	    setenv("STREAMCOMPAT_PIPE", "system", 1) : r;
}
