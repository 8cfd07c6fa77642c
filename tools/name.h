/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_NAME_H
#define TOOLS_NAME_H

/*
 * name_announce - serv_listen, and remember whose name it is.  The string
 * must stay.  Returns the listening descriptor, which is close-on-exec and
 * the caller's, or -1 and errno.
 */
int name_announce(const char *name);

/*
 * name_withdraw - remove the name if it is still the one that was announced.
 * Call it before the listening descriptor is closed.  Async-signal-safe.
 */
void name_withdraw(void);

#endif
