/* SPDX-License-Identifier: ISC */
/*
 * A thread that waits for what happens at descriptors; see sys.h.
 */
#ifndef LSCI_SYS_EVENTS_H
#define LSCI_SYS_EVENTS_H

#include <stdint.h>

/* A watch over descriptors, each of which has a name.  -EAGAIN where the
   system has none. */
int lsci_sys_events(void);
int lsci_sys_events_join(int watch, int fd, uint64_t name);
void lsci_sys_events_leave(int watch, int fd);

/* Waits until something changes at one, and tells its name.  An error is the
   end of the watch. */
int lsci_sys_events_wait(int watch, uint64_t *name);

/* Begins one that takes none of the program's signals: 0, or -EAGAIN. */
int lsci_sys_start_thread(void *(*run)(void *), void *argument);

/* To a process (> 0), a process group (< 0) or this process (0).  Without a
   reason in siginfo: Linux lets only the thread that is to have the signal
   name one. */
int lsci_sys_may_signal(long whom);
void lsci_sys_signal(long whom, int number);

#endif
