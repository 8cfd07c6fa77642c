/* SPDX-License-Identifier: ISC */
/*
 * Whether a message may be sent now: flow control.
 *
 * A band of a queue is full when 16384 bytes wait in it; only the sender can
 * refuse.  High priority goes by what the kernel takes, of which ordinary
 * messages leave some to bands, and bands to high priority.
 */
#ifndef LSCI_ADMISSION_H
#define LSCI_ADMISSION_H

#include "backend/backend.h"

enum { LSCI_HIGH_WATER = 16384 };

/* A band, 0 for ordinary messages, or one of these: what is never full but of
   the kernel; and some band, of those that were used or any. */
enum { LSCI_HIGH = -1, LSCI_SOME_BAND = 256 };

/* 0, or -EAGAIN if the queue is full for that band. */
int lsci_admission_ask(int end, const struct lsci_state *state, int band);

/* Before the first message that may overtake others: the other end is told,
   once.  0 or -ENOSR. */
int lsci_admission_announce(int end, const struct lsci_state *state);

/* When the kernel has refused: 0 if there is room now that was not there
   before, or else -EAGAIN. */
int lsci_admission_make_room(int end, const struct lsci_state *state,
    int band);

/* Makes poll tell when a queue that is full is full no more. */
int lsci_admission_arm(int end);

#endif
