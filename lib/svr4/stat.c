/* SPDX-License-Identifier: ISC */
/*
 * stat, lstat and fstatat.  For structures see fstat.c.
 */
#include "svr4/trampoline.h"

#include <sys/stat.h>

LSCI_SVR4_MEMBER(stat);
const char lsci_svr4_has_stat = 0;

#define LSCI_STAT(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, \
	    (const char *path, struct stat *st), LSCI_NO_MORE) \
	{ \
		return lsc_stat(path, st); \
	}

#define LSCI_LSTAT(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, \
	    (const char *path, struct stat *st), LSCI_NO_MORE) \
	{ \
		return lsc_lstat(path, st); \
	}

#define LSCI_FSTATAT(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, \
	    (int from, const char *path, struct stat *st, int flags), \
	    LSCI_NO_MORE) \
	{ \
		return lsc_fstatat(from, path, st, flags); \
	}

#ifdef LSCI_WIDE_TIME
LSCI_STAT(stat_large, "__stat64" LSCI_WIDE_TIME)
LSCI_LSTAT(lstat_large, "__lstat64" LSCI_WIDE_TIME)
LSCI_FSTATAT(fstatat_large, "__fstatat64" LSCI_WIDE_TIME)
#else
LSCI_STAT(stat_large, "stat64")
LSCI_LSTAT(lstat_large, "lstat64")
LSCI_FSTATAT(fstatat_large, "fstatat64")
#if defined __LP64__ || !defined __GLIBC__
LSCI_STAT(stat, LSCI_TIMED("stat"))
LSCI_LSTAT(lstat, LSCI_TIMED("lstat"))
LSCI_FSTATAT(fstatat, LSCI_TIMED("fstatat"))
#endif
#endif

/* What these were before glibc 2.33. */
#ifdef LSCI_OLD_STAT
#define LSCI_XSTAT(name, call) \
	LSCI_TRAMPOLINE(int, name, \
	    (int version, const char *path, struct stat *st)) \
	{ \
		(void)version; \
		return call(path, st); \
	}

#define LSCI_FXSTATAT(name) \
	LSCI_TRAMPOLINE(int, name, (int version, int from, \
	    const char *path, struct stat *st, int flags)) \
	{ \
		(void)version; \
		return lsc_fstatat(from, path, st, flags); \
	}

#ifdef __LP64__
LSCI_XSTAT(__xstat, lsc_stat)
LSCI_XSTAT(__lxstat, lsc_lstat)
LSCI_FXSTATAT(__fxstatat)
#endif
LSCI_XSTAT(__xstat64, lsc_stat)
LSCI_XSTAT(__lxstat64, lsc_lstat)
LSCI_FXSTATAT(__fxstatat64)
#endif
