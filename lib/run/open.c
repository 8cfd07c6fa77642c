/* SPDX-License-Identifier: ISC */
/*
 * open and openat of the names of one's own descriptors.
 */
#include "svr4/trampoline.h"

#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/types.h>

#include "run/next.h"
#include "run/own_stream.h"

#ifndef O_PATH
#define O_PATH 0
#endif

#define OPEN(name) \
	LSCI_TRAMPOLINE(int, name, (const char *path, int flags, ...)) \
	{ \
		static lsci_next_place found; \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, flags); \
		r = open_by(lsci_next(#name, &found), path, flags, \
		    va_arg(arguments, unsigned)); \
		va_end(arguments); \
		return r; \
	}

#define OPENAT(name) \
	LSCI_TRAMPOLINE(int, name, \
	    (int from, const char *path, int flags, ...)) \
	{ \
		static lsci_next_place found; \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, flags); \
		r = openat_by(lsci_next(#name, &found), from, path, flags, \
		    va_arg(arguments, unsigned)); \
		va_end(arguments); \
		return r; \
	}

static int
open_by(void *found, const char *path, int flags, unsigned mode)
{
	int (*call)(const char *, int, ...);
	int own = lsci_own_stream(path);

	if (own >= 0 && (flags & O_PATH) == 0)
		return lsci_own_stream_copy(own, (flags & O_CLOEXEC) != 0);
	memcpy(&call, &found, sizeof call);
	return found == NULL ? -1 : call(path, flags, mode);
}

static int
openat_by(void *found, int from, const char *path, int flags, unsigned mode)
{
	int (*call)(int, const char *, int, ...);
	int own = lsci_own_stream(path);

	if (own >= 0 && (flags & O_PATH) == 0)
		return lsci_own_stream_copy(own, (flags & O_CLOEXEC) != 0);
	memcpy(&call, &found, sizeof call);
	return found == NULL ? -1 : call(from, path, flags, mode);
}

/* Macros for the names without a number, in musl's headers. */
#undef open64
#undef openat64

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
