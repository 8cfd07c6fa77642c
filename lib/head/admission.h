/* SPDX-License-Identifier: ISC */
/*
 * Whether a message may be sent now: flow control.
 *
 * A queue is full when 16384 bytes wait in it; only the sender can refuse.
 * Bands and high priority go by what the kernel takes, of which ordinary
 * messages leave them some.
 */
#ifndef LSCI_ADMISSION_H
#define LSCI_ADMISSION_H

#include "backend/backend.h"

enum { LSCI_HIGH_WATER = 16384 };

enum lsci_class { LSCI_ORDINARY, LSCI_BANDED, LSCI_HIGH };

/* 0, or -EAGAIN if the queue is full for this class. */
int lsci_admission_ask(int end, const struct lsci_state *state,
    enum lsci_class class);

/* Before the first message that may overtake others: the other end is told,
   once. */
void lsci_admission_announce(int end, const struct lsci_state *state);

/* When the kernel has refused: 0 if there is room now that was not there
   before, or else -EAGAIN. */
int lsci_admission_make_room(int end, const struct lsci_state *state,
    enum lsci_class class);

/* Makes poll tell when a queue that is full is full no more. */
int lsci_admission_arm(int end);

#endif
