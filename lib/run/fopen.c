/* SPDX-License-Identifier: ISC */
/*
 * fopen of the names of one's own descriptors.
 */
#include "svr4/trampoline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "run/next.h"
#include "run/own_stream.h"

static FILE *
open_file(int own, const char *mode)
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
fopen_by(void *found, const char *path, const char *mode)
{
	FILE *(*call)(const char *, const char *);
	int own = lsci_own_stream(path);

	if (own >= 0)
		return open_file(own, mode);
	memcpy(&call, &found, sizeof call);
	return found == NULL ? NULL : call(path, mode);
}

/* A macro for the name without a number, in musl's headers. */
#undef fopen64

#define FOPEN(name) \
	LSCI_TRAMPOLINE(FILE *, name, (const char *path, const char *mode)) \
	{ \
		static lsci_next_place found; \
	\
		return fopen_by(lsci_next(#name, &found), path, mode); \
	}

/* Where glibc is older than its present FILE there are two of a name. */
#ifndef __i386__
FOPEN(fopen)
FOPEN(fopen64)
#endif
