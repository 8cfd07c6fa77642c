/* SPDX-License-Identifier: ISC */
/*
 * How much of the first packet has been taken, as the socket keeps it:
 *
 *     bit 31     the control part is gone; or, if bytes of it have been taken,
 *                what is left of it is data, in front of the data part
 *         30     the data part is gone
 *         29-19  bytes of the control part that have been taken
 *         18-0   bytes of the data part
 *
 * and for plain data, which has no control part, bits 29-0 are the bytes.
 */
#ifndef LSCI_TAKEN_H
#define LSCI_TAKEN_H

#include "head/queue.h"

/* Makes queue->first, as it was sent, what is left of it; of a packet that it
   cannot be true of, nothing has been taken. */
int lsci_taken_apply(struct lsci_queue *queue);

/* Notes that `rest' is left of what queue->first was. */
int lsci_taken_note(struct lsci_queue *queue, const struct lsci_message *rest);

/* Notes that of the control part so many bytes are left, and are data; of the
   data part nothing has been taken. */
int lsci_taken_note_as_data(struct lsci_queue *queue, long left);

/* Before a packet is taken whole: who dies in between has taken nothing. */
int lsci_taken_forget(struct lsci_queue *queue);

#endif
