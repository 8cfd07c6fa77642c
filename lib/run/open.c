/* SPDX-License-Identifier: ISC */
/*
 * open, openat and creat, of the names of one's own descriptors and of those
 * of streams.  What is opened is opened by whoever would have had the call,
 * and looked at then.
 */
#include "svr4/trampoline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/types.h>

#include "name/name.h"
#include "sys/next.h"
#include "run/own_stream.h"

#ifndef O_PATH
#define O_PATH 0
#endif

struct call {
	void *next;
	int from;
	const char *path;
	unsigned mode;
};

static int
result_of(int fd)
{
	return fd < 0 ? -errno : fd;
}

static int
open_next(const void *context, int flags)
{
	const struct call *call = context;
	int (*next)(const char *, int, ...);

	memcpy(&next, &call->next, sizeof next);
	return result_of(next(call->path, flags, call->mode));
}

static int
openat_next(const void *context, int flags)
{
	const struct call *call = context;
	int (*next)(int, const char *, int, ...);

	memcpy(&next, &call->next, sizeof next);
	return result_of(next(call->from, call->path, flags, call->mode));
}

static int
open_by(lsci_opener *opener, const struct call *call, int flags)
{
	int saved = errno;
	int fd = lsci_own_stream(call->path);

	if (fd >= 0 && (flags & O_PATH) == 0)
		return lsci_own_stream_copy(fd, (flags & O_CLOEXEC) != 0);
	if (call->next == NULL)
		return -1;
	fd = lsci_name_open_by(opener, call, flags);
	if (fd >= 0)
		lsc_forget(fd);
	errno = fd < 0 ? -fd : saved;
	return fd < 0 ? -1 : fd;
}

#define OPEN(name) \
	LSCI_TRAMPOLINE(int, name, (const char *path, int flags, ...)) \
	{ \
		static lsci_next_place found; \
		struct call call = { lsci_next(#name, &found), AT_FDCWD, \
		    path, 0 }; \
		va_list arguments; \
	\
		va_start(arguments, flags); \
		call.mode = va_arg(arguments, unsigned); \
		va_end(arguments); \
		return open_by(open_next, &call, flags); \
	}

#define OPENAT(name) \
	LSCI_TRAMPOLINE(int, name, \
	    (int from, const char *path, int flags, ...)) \
	{ \
		static lsci_next_place found; \
		struct call call = { lsci_next(#name, &found), from, path, \
		    0 }; \
		va_list arguments; \
	\
		va_start(arguments, flags); \
		call.mode = va_arg(arguments, unsigned); \
		va_end(arguments); \
		return open_by(openat_next, &call, flags); \
	}

/* The next creat would empty the file before anybody could look at it. */
#define CREAT(name, open) \
	LSCI_TRAMPOLINE(int, name, (const char *path, mode_t mode)) \
	{ \
		static lsci_next_place found; \
		const struct call call = { lsci_next(open, &found), \
		    AT_FDCWD, path, mode }; \
	\
		return open_by(open_next, &call, \
		    O_WRONLY | O_CREAT | O_TRUNC); \
	}

/* Macros for the names without a number, in musl's headers. */
#undef creat64
#undef open64
#undef openat64

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
CREAT(creat, "open")
CREAT(creat64, "open64")

/* With the check that a file which may be created has a mode. */
#ifdef HAVE___CHK_FAIL
OPEN(__open_2)
OPEN(__open64_2)
OPENAT(__openat_2)
OPENAT(__openat64_2)
#endif
