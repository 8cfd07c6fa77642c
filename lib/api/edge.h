/* SPDX-License-Identifier: ISC */
/*
 * The edge: where results become what the public header promises.  The
 * calls declared there are the only names with default visibility.
 *
 *     int saved = errno;
 *     return lsci_edge(saved, lsci_backend_pair(fd));
 */
#ifndef LSCI_EDGE_H
#define LSCI_EDGE_H

#include <errno.h>

#ifdef HAVE_VISIBILITY
#pragma GCC visibility push(default)
#include <streamcompat.h>
#pragma GCC visibility pop
#else
#include <streamcompat.h>
#endif

/* A negative errno becomes -1 and errno; success leaves errno as it was,
   whatever failed on the way to it. */
static inline int
lsci_edge(int saved, int result)
{
	errno = result < 0 ? -result : saved;
	return result < 0 ? -1 : result;
}

static inline ssize_t
lsci_edge_size(int saved, ssize_t result)
{
	return result < 0 ? lsci_edge(saved, (int)result) :
	    (errno = saved, result);
}

#endif
