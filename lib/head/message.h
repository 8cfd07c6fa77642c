/* SPDX-License-Identifier: ISC */
/*
 * Putting messages on a message stream.
 */
#ifndef LSCI_MESSAGE_H
#define LSCI_MESSAGE_H

#include <sys/uio.h>

#include "backend/backend.h"
#include "head/record.h"

enum { LSCI_SEGMENT = 4096 };   /* bytes that write puts into one message */

/*
 * Puts one message, whole or not at all.  Waits while the queue of its class
 * is full, unless `until' or O_NONBLOCK forbids it; high priority never
 * waits.  Errors: -EAGAIN, -EBADF, -EINTR, -ENOSR, -EPERM, -EPIPE (the other
 * end is closed).
 */
int lsci_message_put(int end, const struct lsci_state *state,
    const struct lsci_message *message, const void *control,
    const void *data, lsci_until until);

/* write: puts the bytes in segments.  Fewer than all if it had to stop.  The
   same errors. */
ssize_t lsci_message_write(int end, const struct lsci_state *state,
    const struct iovec *part, int parts, lsci_until until);

/* Puts a passed descriptor in its place.  Never waits.  The same errors, and
   -EACCES, -EINVAL (of a kind that cannot be passed). */
int lsci_message_pass(int end, const struct lsci_state *state, int fd);

/* The same for one that connld has made. */
int lsci_message_pass_connection(int end, const struct lsci_state *state,
    int fd);

/* The same behind bytes that announce it: as long as the kernel has room. */
int lsci_message_pass_behind(int end, const struct lsci_state *state, int fd);

/* Whether a message of that band could be put now: 1 or 0. */
int lsci_message_can_put(int end, const struct lsci_state *state, int band);

/* Discards what was put and has not been received, or what of it is in that
   band.  The same errors. */
int lsci_message_take_back(int end, const struct lsci_state *state,
    int band);

#endif
