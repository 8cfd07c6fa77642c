/* SPDX-License-Identifier: ISC */
/*
 * Putting messages in the order of their classes.
 *
 * As soon as the peer has a name, which it takes before its first message of
 * a band or of high priority, everything that waits is taken off the socket
 * and set aside in order.  That is the work of one process: others that read
 * from the same end do not see what is aside.
 */
#ifndef LSCI_SORTING_H
#define LSCI_SORTING_H

#include "head/aside.h"
#include "head/queue.h"

/* A packet that is taken off a socket. */
struct lsci_taken_packet {
	struct lsci_kept *place; /* where its bytes and descriptor go */
	enum lsci_slot slot;    /* is one needed for a descriptor */
	bool survives_exec;     /* that descriptor */
	size_t size;            /* result */
	bool rest;              /* result: queue->first is what is left of it */
	bool withheld;          /* result: the kernel kept the descriptor */
};

void lsci_sorting_lock(struct lsci_queue *queue);
void lsci_sorting_unlock(struct lsci_queue *queue);

/* A packet becomes queue->first: 1, or -EBADMSG.  Of the first in the socket
   some may have been taken. */
int lsci_queue_understand(struct lsci_queue *queue, const unsigned char *start,
    const struct lsci_look *look, bool is_first);

/* The first packet in the socket becomes queue->first: 1, 0 at hang-up;
   -EAGAIN, -EBADMSG.  *look is what was seen. */
int lsci_queue_look(struct lsci_queue *queue, struct lsci_look *look);

/* Takes the first packet of the socket. */
int lsci_queue_take(struct lsci_queue *queue,
    struct lsci_taken_packet *packet);

/* A packet becomes a message that is aside, or does what it asks for; the
   place is no longer the caller's.  -EBADMSG: malformed, and discarded.  With
   the lock. */
int lsci_sorting_put(struct lsci_queue *queue,
    struct lsci_taken_packet *packet, enum lsci_aside_where where);

/* Sets aside the first packet of the socket: 1; 0 at hang-up; -EAGAIN;
   -EBADMSG if it was malformed, and is discarded unless anything is aside,
   which has to be delivered first; -EMFILE, also where enough descriptors are
   aside; and others.  With the lock. */
int lsci_sorting_take_one(struct lsci_queue *queue);

/* Sets aside all that waits; the result is what ended it.  With the lock. */
int lsci_sorting_take_all(struct lsci_queue *queue);

/* Discards what is aside, or what of it is in a band.  With the lock. */
void lsci_sorting_flush(struct lsci_queue *queue, int band);

/* The first message that is aside becomes queue->first; false if there is
   none.  With the lock. */
bool lsci_sorting_first(struct lsci_queue *queue);

#endif
