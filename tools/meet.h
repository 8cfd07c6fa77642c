/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_MEET_H
#define TOOLS_MEET_H

#include "options.h"

/*
 * meet - the stream to the other side, close-on-exec and the caller's.
 *
 * Connects to the name, or announces it, waits for one client that may be
 * served, and withdraws it.  Returns -1 after a report.
 */
int meet(const struct options *o);

#endif
