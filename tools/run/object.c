/* SPDX-License-Identifier: ISC */
/*
 * The object is looked for from where this program is, because a whole
 * installation can be somewhere else than it was configured for: staged
 * (DESTDIR), moved, or seen from outside of its root directory.  What the
 * path of this program has in front of what it should be, the object's has
 * too.  In the directory in which it was built it has another neighbour.
 *
 * Nothing of this comes from the environment.  A process with more rights
 * than its caller believes the configured path only: somebody else may have
 * made a link to this program anywhere.
 */
#include <config.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "object.h"
#include "rights.h"

#define NAME "/streamcompat-preload.so"
#define INSTALLED PRELOAD_DIRECTORY NAME

/* Of this program, without its own name: 0 if it cannot be found out. */
static size_t
own_directory(char own[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", own, PATH_MAX - 1);
	char *end;

	own[n > 0 ? n : 0] = '\0';
	end = strrchr(own, '/');
	if (end == NULL)
		return 0;
	*end = '\0';
	return (size_t)(end - own);
}

static int
is_there(const char *path)
{
	return access(path, R_OK) == 0;
}

/* tools/ of a build directory, and .libs/ beside it. */
static int
is_built(char found[PATH_MAX], const char *own, size_t length)
{
	static const char place[] = "/tools";
	size_t up = sizeof place - 1;
	int n;

	if (length < up || strcmp(own + length - up, place) != 0)
		return 0;
	n = snprintf(found, PATH_MAX, "%.*s/.libs" NAME, (int)(length - up),
	    own);
	return n < PATH_MAX && is_there(found);
}

/* How much of two paths is the same at their ends: whole names. */
static size_t
common_end(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t i, common = 0;

	for (i = 1; i <= a_length && i <= b_length &&
	    a[a_length - i] == b[b_length - i]; i++)
		if (a[a_length - i] == '/')
			common = i;
	return common;
}

/* Where it is if all is somewhere else: the roots are what differs. */
static int
is_moved(char found[PATH_MAX], const char *own, size_t length)
{
	static const char configured[] = PROGRAM_DIRECTORY;
	size_t common = common_end(own, length, configured,
	    sizeof configured - 1);
	size_t root = sizeof configured - 1 - common;
	int n;

	if (common == 0 || strncmp(INSTALLED, configured, root) != 0)
		return 0;
	n = snprintf(found, PATH_MAX, "%.*s%s", (int)(length - common), own,
	    &INSTALLED[root]);
	return n < PATH_MAX && is_there(found);
}

static const char *
find(void)
{
	static char found[PATH_MAX];
	char own[PATH_MAX];
	size_t length = rights_are_more() ? 0 : own_directory(own);

	if (length > 0 && (is_built(found, own, length) ||
	    is_moved(found, own, length)))
		return found;
	return INSTALLED;
}

const char *
object_path(void)
{
	const char *path = find();

	if (!is_there(path)) {
		complain_errno(path);
		return NULL;
	}
	if (strpbrk(path, " :$") != NULL) {
		complain(path, "LD_PRELOAD cannot have a path with"
		    " a space, a colon or a dollar sign");
		return NULL;
	}
	return path;
}
