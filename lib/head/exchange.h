/* SPDX-License-Identifier: ISC */
/*
 * putmsg and getmsg as SVR4 has them, with bands and without: one message out,
 * one message in, on whatever is a stream of ours.
 *
 * On a byte stream, which has no bounds between messages, data goes and comes
 * as read and write have it; there are no control parts, bands or high
 * priority.
 */
#ifndef LSCI_EXCHANGE_H
#define LSCI_EXCHANGE_H

#include "backend/backend.h"
#include "head/message_get.h"

/* What is to be put; a part of length -1 is absent. */
struct lsci_putting {
	bool high;
	int band;               /* 0 to 255 */
	const void *control;
	long control_length;
	const void *data;
	long data_length;
	bool invalid;           /* what the caller asks for makes no sense */
	bool as_xpg4;           /* a hang-up is EPIPE, as long as SNDPIPE says */
};

/*
 * Errors: -EAGAIN -EBADF -EINTR, -EINVAL (high priority without a control
 * part, or in a band), -ENOSR -ENOSTR -ENXIO -EPERM, -EPIPE
 * (as XPG4 has it), -ERANGE (a part is too
 * long; on a byte stream: there is anything but data).
 */
int lsci_exchange_put(int end, const struct lsci_putting *putting);

/* Errors: -EAGAIN -EBADF -EBADMSG -EINTR, -EINVAL (a band or high priority
   of a byte stream), -ENOSR -ENOSTR. */
int lsci_exchange_get(int end, const struct lsci_wish *wish,
    struct lsci_part *control, struct lsci_part *data,
    struct lsci_arrival *arrival);

#endif
