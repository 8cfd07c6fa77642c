/* SPDX-License-Identifier: ISC */
/*
 * fopen and freopen, of the names of one's own descriptors and of those of
 * streams (svr4/file.h).
 */
#include "svr4/trampoline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "run/own_stream.h"
#include "svr4/file.h"
#include "sys/next.h"

/* Where glibc is older than its present FILE there are two of a name. */
#ifndef __i386__

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
	lsci_svr4_fopener *next;
	int own = lsci_own_stream(path);

	if (own >= 0)
		return open_own(own, mode);
	if (found == NULL)
		return NULL;
	memcpy(&next, &found, sizeof next);
	return lsci_svr4_file_open(next, path, mode);
}

static FILE *
reopen_by(void *found, const char *path, const char *mode, FILE *file)
{
	lsci_svr4_freopener *next;

	if (found == NULL)
		return NULL;
	memcpy(&next, &found, sizeof next);
	return lsci_svr4_file_reopen(next, path, mode, file);
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
