/* SPDX-License-Identifier: ISC */
/*
 * Getting messages from a message stream.
 */
#ifndef LSCI_MESSAGE_GET_H
#define LSCI_MESSAGE_GET_H

#include "backend/backend.h"
#include "head/part.h"

/* Which first message will do. */
struct lsci_wish {
	bool high;              /* only one of high priority */
	int band;               /* or at least of this band */
	bool invalid;           /* what the caller wishes makes no sense */
};

/* What came. */
struct lsci_arrival {
	bool hung_up;           /* nothing, and nothing will */
	bool high;
	int band;
	bool more_control;
	bool more_data;
	struct lsci_message was; /* the message, before it was got */
};

/* 0; or -EAGAIN, -EBADF, -EBADMSG (a passed descriptor: it stays; or
   malformed, and discarded), -EINTR, -ENOSR. */
int lsci_message_get(int end, const struct lsci_state *state,
    const struct lsci_wish *wish, struct lsci_part *control,
    struct lsci_part *data, struct lsci_arrival *arrival, lsci_until until);

/* read: a count, 0 at hang-up or for a message of length 0.  The same
   errors. */
ssize_t lsci_message_read(int end, const struct lsci_state *state, void *to,
    size_t size, lsci_until until);

/* I_RECVFD: takes the first message if it is a passed descriptor; `carrier' is
   what it travelled with.  The same errors, and -EACCES, -EMFILE, -ENFILE,
   -ENXIO (hang-up). */
int lsci_message_receive(int end, const struct lsci_state *state, int *fd,
    struct lsci_identity *sender, unsigned char *carrier, lsci_until until);

#endif
