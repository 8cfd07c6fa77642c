/* SPDX-License-Identifier: ISC */
/*
 * Keepers: parents of programs that shall be nobody's child.
 *
 * What has lost its parent becomes a child of process 1, or of an ancestor
 * that has asked for such orphans.  If that is the caller, it would be sent
 * SIGCHLD for a program of which it knows nothing, and wait for it for ever.
 * So there the program has a parent that lives as long: a child of the caller
 * that it does not notice, because it is made without a signal.  Dead ones are
 * buried when the next child is made.
 */
#ifndef LSCI_KEEPER_H
#define LSCI_KEEPER_H

#include <sys/types.h>

struct lsci_keeper {
	struct lsci_keeper *next;
	pid_t pid;              /* 0 as long as there is none */
	pid_t parent;
};

/* Room for what will be known of one; NULL where none is needed. */
int lsci_keeper_prepare(struct lsci_keeper **keeper);
/* It lives, or is about to end because what it should keep did not start. */
void lsci_keeper_note(struct lsci_keeper *keeper, int started);
void lsci_keeper_bury_dead(void);

#endif
