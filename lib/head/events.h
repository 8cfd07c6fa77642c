/* SPDX-License-Identifier: ISC */
/*
 * Signals for what happens at an end: I_SETSIG.
 *
 * The kernel's own signals for sockets cannot tell a first message from a
 * further one, nor a band from another; and they belong to the open file, not
 * to the process.  So a process that registers has a thread which waits for
 * what happens and sends the signals.  Registrations are the process's: they
 * are not inherited by fork and lost at exec.
 */
#ifndef LSCI_EVENTS_H
#define LSCI_EVENTS_H

#include "backend/backend.h"
#include "head/record.h"

/* What can be asked for, as <stropts.h> has it. */
enum {
	LSCI_ON_INPUT = 0x1, LSCI_ON_HIGH = 0x2, LSCI_ON_OUTPUT = 0x4,
	LSCI_ON_MESSAGE = 0x8, LSCI_ON_ERROR = 0x10, LSCI_ON_HANG_UP = 0x20,
	LSCI_ON_ORDINARY = 0x40, LSCI_ON_BAND = 0x80,
	LSCI_ON_BAND_OUTPUT = 0x100, LSCI_BAND_IS_URGENT = 0x200,
	LSCI_ON_ALL = 0x3ff
};

/* Registers a process (> 0), a process group (< 0), or this process (0);
   without events, unregisters.  Errors: -EAGAIN (no thread, no memory), -EBADF,
   -EINVAL (not registered), -EMFILE, -ENFILE, -EPERM, -ESRCH. */
int lsci_events_set(int end, const struct lsci_state *state, long whom,
    int events);

/* The events, or -EINVAL. */
int lsci_events_get(int end, long whom);

/* Whether anything is registered in this process: else none of the
   following need be called. */
bool lsci_events_any(void);

/* A descriptor of that end is going to be closed: the process is no longer
   registered. */
void lsci_events_close(int end);

/* Messages have been taken.  `was' is what the last was, NULL if what follows
   it is not signalled for being another.  `alone': they left an empty queue,
   so that what is there has arrived since. */
void lsci_events_taken(int end, const struct lsci_state *state,
    const struct lsci_message *was, bool alone);

/* Somebody who wanted to put a message found the queue full. */
void lsci_events_full(int end);

#endif
