/* SPDX-License-Identifier: ISC */
/*
 * Messages that have been taken off a stream and not been delivered yet.
 *
 * A socket gives its packets in the order in which they came.  Where the peer
 * sends bands or high priority, all that waits is taken and sorted here; and
 * where two processes take from one end at the same moment, the one that got
 * what it cannot use keeps it here.  It belongs to this process alone: what is
 * here does not survive exec, and a forked child has none of it.
 *
 * An end is known by its key and side.  What is called with the lock held
 * says so.
 */
#ifndef LSCI_ASIDE_H
#define LSCI_ASIDE_H

#include "backend/backend.h"
#include "head/record.h"

struct lsci_kept {
	struct lsci_kept *next; /* of the same class */
	struct lsci_kept *last; /* of the first: the last of its class, */
	struct lsci_kept *next_run; /* and the first of another */
	uint32_t key;           /* of the end */
	bool second;
	struct lsci_message is; /* what is left of it */
	int fd;                 /* a passed descriptor, close-on-exec; or -1 */
	struct lsci_identity sender;
	size_t control_at;      /* where its parts begin among the bytes */
	size_t data_at;
	size_t room;            /* for bytes */
	bool mapped;            /* how it was made */
	unsigned char bytes[];
};

/* A place for one message, with room for the largest record and for `size'
   bytes: made before anything is taken, so that lack of memory loses nothing.
   NULL without memory.  No lock. */
struct lsci_kept *lsci_aside_new(size_t size);
void lsci_aside_free(struct lsci_kept *message);

/* False in a signal handler that has interrupted who has the lock: it has to do
   without what is aside. */
bool lsci_aside_lock(void);
void lsci_aside_unlock(void);

/* Whether anything is aside in this process: no need to lock if not. */
bool lsci_aside_any(void);

/* The first message of an end, and those behind it; NULL at the end.  With
   the lock. */
struct lsci_kept *lsci_aside_first(const struct lsci_state *end);
struct lsci_kept *lsci_aside_next(const struct lsci_kept *message);

/* Puts a message of which `size' bytes are used behind all of its class or a
   higher one, or in front of its class.  A second one of high priority is
   discarded.  With the lock. */
enum lsci_aside_where { LSCI_ASIDE_BEHIND, LSCI_ASIDE_IN_FRONT };
void lsci_aside_put(const struct lsci_state *end, struct lsci_kept *message,
    size_t size, enum lsci_aside_where where);

/* Removes one that is the first of its class, and frees it; its descriptor, unless -1, is closed.  With the
   lock. */
void lsci_aside_remove(struct lsci_kept *message);

/* A message of high priority that has lost its control part is ordinary: to
   its new place.  With the lock. */
void lsci_aside_demote(struct lsci_kept *message);

/* How many bytes are aside for an end, and perhaps for others.  With the
   lock. */
size_t lsci_aside_size(const struct lsci_state *end);

/* How many passed descriptors are aside in this process. */
int lsci_aside_descriptors(void);

#endif
