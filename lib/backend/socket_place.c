/* SPDX-License-Identifier: ISC */
/*
 * Giving a socket a name in a directory, however long path and name are.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/place.h"
#include "compat/strlcpy.h"
#include "sys/sys.h"

#ifndef PATH_MAX
#define PATH_MAX 1024
#endif

int
lsci_place_init(struct lsci_place *place, const char *name)
{
	const char *slash = strrchr(name, '/');

	place->name = name;
	place->base = slash == NULL ? name : slash + 1;
	if (*place->base == '\0')
		return -ENOENT;
	return strlen(name) < PATH_MAX ? 0 : -ENAMETOOLONG;
}

void
lsci_place_clear(struct lsci_place *place)
{
	if (place->directory >= 0)
		lsci_sys_close(place->directory);
	place->directory = -1;
}

int
lsci_place_open_directory(struct lsci_place *place)
{
	char path[PATH_MAX];
	size_t length = (size_t)(place->base - place->name);
	int r;

	if (place->directory >= 0)
		return 0;
	if (length == 0) {
		(void)strlcpy(path, ".", sizeof path);
	} else {
		memcpy(path, place->name, length);
		path[length] = '\0';
	}
	r = lsci_sys_open_directory(path);
	if (r < 0)
		return r;
	place->directory = r;
	return 0;
}

static int
bind_path(int fd, const struct sockaddr_un *sun)
{
	return lsci_sys_bind(fd, (const struct sockaddr *)sun, sizeof *sun);
}

/* By a way through the directory; -ENAMETOOLONG if that is too long too. */
static int
bind_in_directory(const struct lsci_place *place, const char *base, int fd)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int length = snprintf(sun.sun_path, sizeof sun.sun_path,
	    "/proc/self/fd/%d/%s", place->directory, base);
	int r;

	if (length < 0 || (size_t)length >= sizeof sun.sun_path)
		return -ENAMETOOLONG;
	r = bind_path(fd, &sun);
	return r == -ENOENT ? -ENAMETOOLONG : r;        /* no /proc */
}

/* Under a short name first, which then becomes a link to the long one.  A
   link never replaces anything.  Only here can a killed server leave a file
   with a name that is not its own.  A socket can be bound once, so a long
   name that is taken must be found out before; one that is taken in between
   is -EEXIST, and final. */
static int
bind_by_link(const struct lsci_place *place, int fd)
{
	char alias[sizeof ".streamcompat--" + 2 * 3 * sizeof(long)];
	unsigned attempt = 0;
	struct stat taken;
	int r = lsci_sys_stat_at(place->directory, place->base, &taken);

	if (r != -ENOENT)
		return r < 0 ? r : -EADDRINUSE;
	do {
		(void)snprintf(alias, sizeof alias, ".streamcompat-%ld-%u",
		    (long)getpid(), attempt);
		r = bind_in_directory(place, alias, fd);
	} while (r == -EADDRINUSE && ++attempt < 100);
	if (r < 0)
		return r;
	r = lsci_sys_link_at(place->directory, alias, place->base);
	(void)lsci_sys_unlink_at(place->directory, alias);
	return r;
}

/* In the directory, if it is open already: what was examined there and what
   is bound must not be in two places. */
int
lsci_place_bind(struct lsci_place *place, int fd)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int r;

	if (place->directory < 0 && strlcpy(sun.sun_path, place->name, sizeof sun.sun_path) <
	    sizeof sun.sun_path)
		return bind_path(fd, &sun);
	r = lsci_place_open_directory(place);
	if (r < 0)
		return r;
	r = bind_in_directory(place, place->base, fd);
	return r == -ENAMETOOLONG ? bind_by_link(place, fd) : r;
}

static int
directory_of(const struct lsci_place *place)
{
	return place->directory >= 0 ? place->directory : AT_FDCWD;
}

static const char *
name_in_directory(const struct lsci_place *place)
{
	return place->directory >= 0 ? place->base : place->name;
}

bool
lsci_place_is_socket(const struct lsci_place *place)
{
	struct stat st;

	return lsci_sys_stat_at(directory_of(place), name_in_directory(place),
	    &st) < 0 || S_ISSOCK(st.st_mode);
}

void
lsci_place_remove(const struct lsci_place *place)
{
	(void)lsci_sys_unlink_at(directory_of(place),
	    name_in_directory(place));
}
