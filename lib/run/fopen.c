/* SPDX-License-Identifier: ISC */
/*
 * fopen and freopen, of the names of one's own descriptors and of those of
 * streams.
 *
 * What the C library opens by itself nobody sees, and a file is what it has
 * become by then.  But its number can become a stream afterwards, because
 * nothing has been read yet; only emptied it must not be.
 */
#include "svr4/trampoline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "name/name.h"
#include "name/rendezvous.h"
#include "run/next.h"
#include "run/own_stream.h"
#include "sys/far.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

/* Where glibc is older than its present FILE there are two of a name. */
#ifndef __i386__

enum { MODE_MAX = 256 };

/* How a file is opened. */
struct way {
	const char *mode;
	char kept[MODE_MAX];
	bool is_kept;           /* although it was to be emptied */
};

static bool
is_name(const char *path)
{
	struct stat st;
	int connection;

	if (lsci_sys_stat_name(AT_FDCWD, path, &st, 0) < 0 ||
	    !S_ISREG(st.st_mode))
		return false;
	connection = lsci_rendezvous_meet_unopened(&st);
	if (connection >= 0)
		lsci_sys_close(connection);
	return connection >= 0;
}

static void
choose(struct way *way, const char *path, const char *mode)
{
	size_t size = strlen(mode) + 1;

	way->mode = mode;
	way->is_kept = mode[0] == 'w' && size <= sizeof way->kept &&
	    is_name(path);
	if (way->is_kept) {
		memcpy(way->kept, mode, size);
		way->kept[0] = 'a';
		way->mode = way->kept;
	}
}

/* The file's number becomes the stream that is attached to it, if one is. */
static int
follow(int fd, const struct way *way)
{
	int64_t place;
	int copy, flags;

	if (!way->is_kept && lsci_sys_far_find(fd, &place) <= 0)
		return 0;
	flags = fcntl(fd, F_GETFL) & O_ACCMODE;
	copy = lsci_sys_take_slot(fd);
	if (copy >= 0)
		copy = lsci_name_follow(copy,
		    flags | (way->is_kept ? O_TRUNC : 0));
	if (copy < 0)
		return copy;
	return lsci_sys_move(copy, fd, fcntl(fd, F_GETFD) == FD_CLOEXEC);
}

static int
becomes_stream(FILE *file, const struct way *way)
{
	int saved = errno;
	int fd = fileno(file);
	int r = follow(fd, way);

	lsc_forget(fd);
	errno = r < 0 ? -r : saved;
	return r < 0 ? -1 : 0;
}

static FILE *
open_own(int own, const char *mode)
{
	int fd = lsci_own_stream_copy(own, strchr(mode, 'e') != NULL);
	FILE *file = fd >= 0 ? fdopen(fd, mode) : NULL;
	int saved = errno;

	if (fd >= 0 && file == NULL)
		(void)lsc_close(fd);
	errno = saved;
	return file;
}

static FILE *
open_by(void *found, const char *path, const char *mode)
{
	FILE *(*next)(const char *, const char *);
	int saved = errno, own = lsci_own_stream(path);
	struct way way;
	FILE *file;

	if (own >= 0)
		return open_own(own, mode);
	if (found == NULL)
		return NULL;
	choose(&way, path, mode);
	errno = saved;
	memcpy(&next, &found, sizeof next);
	file = next(path, way.mode);
	if (file == NULL || becomes_stream(file, &way) == 0)
		return file;
	saved = errno;
	(void)fclose(file);
	errno = saved;
	return NULL;
}

/* Without a path the file stays what it is.  If it cannot become a stream it
   ends as if it could not have been opened. */
static FILE *
reopen_by(void *found, const char *path, const char *mode, FILE *file)
{
	FILE *(*next)(const char *, const char *, FILE *);
	int saved = errno;
	struct way way;

	if (found == NULL)
		return NULL;
	memcpy(&next, &found, sizeof next);
	if (path == NULL)
		return next(path, mode, file);
	choose(&way, path, mode);
	errno = saved;
	file = next(path, way.mode, file);
	if (file == NULL || becomes_stream(file, &way) == 0)
		return file;
	saved = errno;
	file = next("", mode, file);
	errno = saved;
	return file;
}

/* Macros for the names without a number, in musl's headers. */
#undef fopen64
#undef freopen64

#define FOPEN(name) \
	LSCI_TRAMPOLINE(FILE *, name, (const char *path, const char *mode)) \
	{ \
		static lsci_next_place found; \
	\
		return open_by(lsci_next(#name, &found), path, mode); \
	}

#define FREOPEN(name) \
	LSCI_TRAMPOLINE(FILE *, name, \
	    (const char *path, const char *mode, FILE *file)) \
	{ \
		static lsci_next_place found; \
	\
		return reopen_by(lsci_next(#name, &found), path, mode, file); \
	}

FOPEN(fopen)
FOPEN(fopen64)
FREOPEN(freopen)
FREOPEN(freopen64)

#endif
