/* SPDX-License-Identifier: ISC */
/*
 * Threads that wait for a message, where another thread may set one aside.
 *
 * A thread that sleeps on a socket does not notice that another has taken
 * everything off it and has left some of it aside.  So in a process with
 * threads a sleeper has a bell, which whoever leaves something aside rings.
 */
#ifndef LSCI_WAITERS_H
#define LSCI_WAITERS_H

#include "backend/backend.h"

struct lsci_waiter {
	struct lsci_waiter *next;
	bool joined;
	int bell;               /* readable when it is rung; -1: none */
};

/* How often anybody was woken.  Asked before a queue is looked at, it tells
   afterwards whether something was set aside since. */
unsigned lsci_waiters_count(void);

/* Puts a sleeper on the list: 0; 1 if it need not sleep, because somebody was
   woken since that count.  Whatever the result, to be followed by
   lsci_waiters_leave. */
int lsci_waiters_join(struct lsci_waiter *waiter, unsigned count);
void lsci_waiters_leave(struct lsci_waiter *waiter);

/* Sleeps until the descriptor is readable, or something is set aside.  As
   lsci_sys_wait_readable. */
int lsci_waiters_sleep(int fd, unsigned count, lsci_until until);

/* With the lock of what is aside. */
void lsci_waiters_wake(void);

#endif
