/* SPDX-License-Identifier: ISC */
/*
 * For every public call: system call number 0 fails, then number 1, and so
 * on until the call succeeds untouched; each time in every way that this
 * system call can fail.  Each time the open descriptors and the heap are what
 * they were, the errno is a documented one, and what was under way is not
 * lost: the same call, made again, succeeds.
 */
#ifndef SCENARIO_H
#define SCENARIO_H

struct scenario {
	void (*prepare)(void);
	/* The call; a descriptor that it opened is checked and closed. */
	int (*call)(void);
	/* After a failure, while nothing fails any more. */
	int (*again)(void);
	void (*clear)(void);
	int errnos[24];         /* documented; ends with 0 */
};

/* Where there is nothing to do. */
void nothing(void);

void fail_everything(const struct scenario *s);

/* The same for a call that, when it fails, may have taken what it delivers
   when it is made again: descriptors and heap are compared after that. */
void fail_everything_but_keep(const struct scenario *s);

#endif
