/* SPDX-License-Identifier: ISC */
/*
 * poll on message streams.
 */
#ifndef LSCI_READINESS_H
#define LSCI_READINESS_H

#include <poll.h>
#include <signal.h>
#include <time.h>

/*
 * poll, with message streams among the descriptors.  `timeout' NULL is for
 * ever; `mask', unless NULL, is the signal mask while it waits.  Returns how
 * many descriptors have events.  Errors: -EINTR -EINVAL -ENOMEM.
 */
int lsci_readiness_poll(struct pollfd *fds, nfds_t count,
    const struct timespec *timeout, const sigset_t *mask);

/* Whether a message stream is among them. */
int lsci_readiness_needed(const struct pollfd *fds, nfds_t count);

#endif
