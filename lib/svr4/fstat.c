/* SPDX-License-Identifier: ISC */
/*
 * fstat.
 *
 * Captured is the structure of this build, which is the library's: with
 * 64-bit sizes.  Where that is not everybody's, a program that was compiled
 * without -D_FILE_OFFSET_BITS=64 keeps the system's fstat.
 */
#include "svr4/trampoline.h"

#include <sys/stat.h>

LSCI_SVR4_MEMBER(fstat);
const char lsci_svr4_has_fstat = 0;

#define LSCI_FSTAT(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, (int fd, struct stat *st), \
	    LSCI_NO_MORE) \
	{ \
		return lsc_fstat(fd, st); \
	}

#ifdef LSCI_WIDE_TIME
LSCI_FSTAT(fstat_large, "__fstat64" LSCI_WIDE_TIME)
#else
LSCI_FSTAT(fstat_large, "fstat64")
#if defined __LP64__ || !defined __GLIBC__
LSCI_FSTAT(fstat, LSCI_TIMED("fstat"))
#endif
#endif

/* Before glibc 2.33 fstat was an inline function, and this what it called;
   the first argument says which structure, and there has only been one since
   64-bit sizes. */
#ifdef LSCI_OLD_STAT
#define LSCI_FXSTAT(name) \
	LSCI_TRAMPOLINE(int, name, (int version, int fd, struct stat *st)) \
	{ \
		(void)version; \
		return lsc_fstat(fd, st); \
	}

#ifdef __LP64__
LSCI_FXSTAT(__fxstat)
#endif
LSCI_FXSTAT(__fxstat64)
#endif
