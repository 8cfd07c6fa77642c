/* SPDX-License-Identifier: ISC */
/*
 * A clock that ticks while there is work: a signal that does nothing but end
 * what the kernel waits for.
 *
 * A client can leave descriptors in its connection that nobody has received.
 * Whoever closes the connection closes them, and the close of a socket that
 * lingers waits for a peer that may never read; until a signal comes.
 */
#ifndef TICK_H
#define TICK_H

void tick_prepare(void);
/* Each does nothing if it has been done. */
void tick_begin(void);
void tick_end(void);

#endif
