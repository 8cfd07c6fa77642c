/* SPDX-License-Identifier: ISC */
/*
 * Until when a call may wait.
 */
#ifndef LSCI_UNTIL_H
#define LSCI_UNTIL_H

#include <time.h>

/* A moment of lsci_sys_now_ms, whatever O_NONBLOCK says; or one of these. */
typedef long long lsci_until;
enum {
	LSCI_WAIT = -1,         /* for ever; but O_NONBLOCK forbids to wait */
	LSCI_DONT_WAIT = 0
};

/* From a timeout as poll has it: milliseconds, 0, or negative for ever. */
lsci_until lsci_sys_until(int timeout);

/* In milliseconds, of a clock that is never set. */
long long lsci_sys_now_ms(void);
void lsci_sys_now(struct timespec *now);

/* 0 when the descriptor is ready, or hung up; -ETIMEDOUT; -EINTR; -EBADF. */
int lsci_sys_wait_readable(int fd, lsci_until until);
int lsci_sys_wait_writable(int fd, lsci_until until);
/* Readable, one or the other. */
int lsci_sys_wait_either(int fd, int other, lsci_until until);
/* Readable; or so much time has passed. */
int lsci_sys_wait_briefly(int fd, int milliseconds, lsci_until until);

/*
 * Waiting for what arrives, whatever is there already: open a watch, look at
 * what is there, and then wait until the watch is readable.  It is when
 * something has arrived since it was opened or rearmed, at a hang-up, and
 * perhaps for no reason.  A watch is a descriptor, close-on-exec, to be
 * closed.
 */
int lsci_sys_watch(int fd);
int lsci_sys_watch_rearm(int watch);

/* 0 when the time has passed; -ETIMEDOUT when the moment came before. */
int lsci_sys_pause(int milliseconds, lsci_until until);

#endif
