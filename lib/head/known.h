/* SPDX-License-Identifier: ISC */
/*
 * Which descriptors are certainly no message streams.
 *
 * Every call that has a STREAMS meaning asks this first, and must cost nothing
 * for the many descriptors that are something else.  The table only ever
 * answers "certainly not"; what it does not know the kernel is asked.  It
 * relies on being told when a number gets another meaning
 * (lsci_known_forget).
 */
#ifndef LSCI_KNOWN_H
#define LSCI_KNOWN_H

#include "backend/backend.h"

/* 1 and the state if it is a message stream; 0; or a negative errno. */
int lsci_known_message_stream(int fd, struct lsci_state *state);

/* The number means something else now, or nothing. */
void lsci_known_forget(int fd);

/* Whether this process is the one in whose memory it runs, and not a child of
   vfork, whose descriptors are its own and whose memory is its parent's. */
bool lsci_known_is_owner(void);

#endif
