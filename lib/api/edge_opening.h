/* SPDX-License-Identifier: ISC */
/*
 * What the calls that open have in common.
 */
#ifndef LSCI_EDGE_OPENING_H
#define LSCI_EDGE_OPENING_H

#include <fcntl.h>
#include <stdarg.h>

#include "api/edge_streams.h"
#include "head/known.h"
#include "name/name.h"

/* Only a call that may make a file has a mode. */
static inline bool
lsci_has_mode(int flags)
{
#ifdef O_TMPFILE
	if ((flags & O_TMPFILE) == O_TMPFILE)
		return true;
#endif
	return (flags & O_CREAT) != 0;
}

static inline int
lsci_opened(int directory, const char *path, int flags, mode_t mode)
{
	int saved = errno;
	int fd = lsci_name_open(directory, path, flags, mode);

	if (fd >= 0)
		lsci_known_forget(fd);
	return lsci_edge(saved, fd);
}

#endif
