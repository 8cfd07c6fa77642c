/* SPDX-License-Identifier: ISC */
/*
 * open, openat and creat, which a name of a stream opens as that stream.
 *
 * Where sizes of files come in two kinds, what is opened has the larger one
 * whatever the program was compiled for.
 */
#include "svr4/trampoline.h"

#include <fcntl.h>
#include <stdarg.h>

#include "svr4/checked.h"

LSCI_SVR4_MEMBER(open);
const char lsci_svr4_has_open = 0;

#define LSCI_OPEN(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, \
	    (const char *path, int flags, ...), LSCI_NO_MORE) \
	{ \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, flags); \
		r = lsc_open(path, flags, va_arg(arguments, unsigned)); \
		va_end(arguments); \
		return r; \
	}

#define LSCI_OPENAT(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, \
	    (int from, const char *path, int flags, ...), LSCI_NO_MORE) \
	{ \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, flags); \
		r = lsc_openat(from, path, flags, \
		    va_arg(arguments, unsigned)); \
		va_end(arguments); \
		return r; \
	}

#define LSCI_CREAT(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, \
	    (const char *path, mode_t mode), LSCI_NO_MORE) \
	{ \
		return lsc_creat(path, mode); \
	}

LSCI_OPEN(open, "open")
LSCI_OPEN(open_large, "open64")
LSCI_OPENAT(openat, "openat")
LSCI_OPENAT(openat_large, "openat64")
LSCI_CREAT(creat, "creat")
LSCI_CREAT(creat_large, "creat64")

#ifdef HAVE___CHK_FAIL

/* A file that may be created has a mode, and these have none. */
static void
check_flags(int flags)
{
	int created = flags & O_CREAT;

#ifdef O_TMPFILE
	if ((flags & O_TMPFILE) == O_TMPFILE)
		created = 1;
#endif
	lsci_svr4_check(0, (size_t)created);
}

#define LSCI_OPEN_CHECKED(name) \
	LSCI_TRAMPOLINE(int, name, (const char *path, int flags)) \
	{ \
		check_flags(flags); \
		return lsc_open(path, flags); \
	}

#define LSCI_OPENAT_CHECKED(name) \
	LSCI_TRAMPOLINE(int, name, (int from, const char *path, int flags)) \
	{ \
		check_flags(flags); \
		return lsc_openat(from, path, flags); \
	}

LSCI_OPEN_CHECKED(__open_2)
LSCI_OPEN_CHECKED(__open64_2)
LSCI_OPENAT_CHECKED(__openat_2)
LSCI_OPENAT_CHECKED(__openat64_2)

#endif
