/* SPDX-License-Identifier: ISC */
/*
 * Opening a descriptor of one's own by its name, which is how a filter gets
 * what the shell calls <(command), and how scripts write to /dev/stderr.  No
 * socket can be opened that way.  SVR4 made a duplicate of any stream, and so
 * do these, of a message stream; everything else goes on to whoever would have
 * had the call otherwise.
 */
#include "svr4/trampoline.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include "head/known.h"
#include "run/own_name.h"

#ifndef O_PATH
#define O_PATH 0
#endif

/* The number of a stream that `path' names, or -1.  Keeps errno. */
static int
own_stream(const char *path)
{
	struct lsci_state state;
	int saved = errno;
	int fd = lsci_own_name(path);

	if (fd >= 0 && lsci_known_message_stream(fd, &state) <= 0)
		fd = -1;
	errno = saved;
	return fd;
}

static int
duplicate(int fd, int close_on_exec)
{
	return lsc_fcntl(fd, close_on_exec ? F_DUPFD_CLOEXEC : F_DUPFD, 0);
}

/* --- calls of whoever would have had them */

typedef _Atomic(void *) address;

/* Whoever has no such call is not called by it. */
static void *
next(const char *name, address *found)
{
	if (*found == NULL)
		*found = dlsym(RTLD_NEXT, name);
	if (*found == NULL)
		errno = ENOSYS;
	return *found;
}

#define OPEN(name) \
	LSCI_TRAMPOLINE(int, name, (const char *path, int flags, ...)) \
	{ \
		static address found; \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, flags); \
		r = open_by(next(#name, &found), path, flags, \
		    va_arg(arguments, unsigned)); \
		va_end(arguments); \
		return r; \
	}

#define OPENAT(name) \
	LSCI_TRAMPOLINE(int, name, \
	    (int from, const char *path, int flags, ...)) \
	{ \
		static address found; \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, flags); \
		r = openat_by(next(#name, &found), from, path, flags, \
		    va_arg(arguments, unsigned)); \
		va_end(arguments); \
		return r; \
	}

#define FOPEN(name) \
	LSCI_TRAMPOLINE(FILE *, name, (const char *path, const char *mode)) \
	{ \
		static address found; \
	\
		return fopen_by(next(#name, &found), path, mode); \
	}

/* What dlsym returns is no function for C. */
static int
open_by(void *found, const char *path, int flags, unsigned mode)
{
	int (*call)(const char *, int, ...);
	int own = own_stream(path);

	if (own >= 0 && (flags & O_PATH) == 0)
		return duplicate(own, flags & O_CLOEXEC);
	memcpy(&call, &found, sizeof call);
	return found == NULL ? -1 : call(path, flags, mode);
}

static int
openat_by(void *found, int from, const char *path, int flags, unsigned mode)
{
	int (*call)(int, const char *, int, ...);
	int own = own_stream(path);

	if (own >= 0 && (flags & O_PATH) == 0)
		return duplicate(own, flags & O_CLOEXEC);
	memcpy(&call, &found, sizeof call);
	return found == NULL ? -1 : call(from, path, flags, mode);
}

static FILE *
open_file(int own, const char *mode)
{
	int fd = duplicate(own, strchr(mode, 'e') != NULL);
	FILE *file = fd >= 0 ? fdopen(fd, mode) : NULL;
	int saved = errno;

	if (fd >= 0 && file == NULL)
		(void)lsc_close(fd);
	errno = saved;
	return file;
}

static FILE *
fopen_by(void *found, const char *path, const char *mode)
{
	FILE *(*call)(const char *, const char *);
	int own = own_stream(path);

	if (own >= 0)
		return open_file(own, mode);
	memcpy(&call, &found, sizeof call);
	return found == NULL ? NULL : call(path, mode);
}

/* Macros for the names without a number, in musl's headers. */
#undef open64
#undef openat64
#undef fopen64

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

/* With the check that a file which may be created has a mode. */
#ifdef HAVE___CHK_FAIL
OPEN(__open_2)
OPEN(__open64_2)
OPENAT(__openat_2)
OPENAT(__openat64_2)
#endif

/* Where glibc is older than its present FILE there are two of a name. */
#ifndef __i386__
FOPEN(fopen)
FOPEN(fopen64)
#endif
