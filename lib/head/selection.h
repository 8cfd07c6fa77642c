/* SPDX-License-Identifier: ISC */
/*
 * select on message streams, by way of poll.
 */
#ifndef LSCI_SELECTION_H
#define LSCI_SELECTION_H

#include <signal.h>
#include <sys/select.h>
#include <time.h>

/* The three sets of select; any may be NULL. */
struct lsci_sets {
	int count;
	fd_set *readable;
	fd_set *writable;
	fd_set *exceptional;
};

/* Whether a message stream is in one of them. */
int lsci_selection_needed(const struct lsci_sets *sets);

/* How many bits are set in the end, with nothing changed on failure.  Errors:
   -EBADF -EINTR -EINVAL -ENOMEM. */
int lsci_selection_wait(const struct lsci_sets *sets,
    const struct timespec *timeout, const sigset_t *mask);

#endif
