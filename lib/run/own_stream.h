/* SPDX-License-Identifier: ISC */
/*
 * Opening a descriptor of one's own by its name, which is how a filter gets
 * what the shell calls <(command), and how scripts write to /dev/stderr.  No
 * socket can be opened that way.  SVR4 made a duplicate of any stream, and so
 * do these, of a message stream; everything else goes on to whoever would have
 * had the call otherwise.
 */
#ifndef LSCI_OWN_STREAM_H
#define LSCI_OWN_STREAM_H

#include <stdbool.h>

/* The number of a message stream that `path' names, or -1.  Keeps errno. */
int lsci_own_stream(const char *path);

/* One more number for it; -1 and errno. */
int lsci_own_stream_copy(int fd, bool close_on_exec);

#endif
