/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_ATTACH_H
#define TOOLS_ATTACH_H

#include <stdbool.h>

/*
 * attach - fattach, with connld pushed before if that is wanted, and popped
 * again if it fails.  Returns 0, or -1 after a report.
 */
int attach(int end, const char *path, bool connld);

/* attach_open - the same of a descriptor that may be anything. */
int attach_open(int fd, const char *path, bool connld);

#endif
