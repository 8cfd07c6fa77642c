/* SPDX-License-Identifier: ISC */
/*
 * The read queue of a message stream: what its first message is, and taking
 * from it.
 *
 *     struct lsci_queue queue;
 *     lsci_queue_open(&queue, fd, &state);
 *     r = lsci_queue_first(&queue, LSCI_WAIT);
 *     ... queue.first says what is there ...
 *     r = lsci_queue_get(&queue, &control, &data, LSCI_KEEP_REST);
 *     lsci_queue_close(&queue);
 *
 * A packet is looked at, and taken only if all of it can be delivered; of one
 * that is delivered in part the socket keeps how much has been.  Between look
 * and take another process may be faster.  Then what was taken is another
 * message, and is set aside.  So whole messages come exactly once to any
 * number of readers, partial reads are exact for one at a time.
 */
#ifndef LSCI_QUEUE_H
#define LSCI_QUEUE_H

#include "backend/backend.h"
#include "head/part.h"

struct lsci_kept;

struct lsci_queue {
	int end;
	struct lsci_state state;
	struct lsci_message first; /* what is left of the first message */
	bool passed;            /* it is a passed descriptor */
	struct lsci_kept *aside; /* it is aside; NULL: it is in the socket */
	bool stale;             /* others may have changed the state */
	bool locked;            /* against other threads, while it is aside */
	bool added;             /* something was set aside while locked */
	unsigned wakings;       /* of waiters, before the last look */
	bool watched;           /* somebody wants to know: */
	bool was_alone;         /* what was taken last left an empty queue */
	size_t size;            /* of its packet, with header */
	size_t control_at;      /* how much of its parts has been taken */
	size_t data_at;
	long as_data;           /* what of the data was control part */
};

/* An end whose state is that of a message stream. */
void lsci_queue_open(struct lsci_queue *queue, int end,
    const struct lsci_state *state);
void lsci_queue_close(struct lsci_queue *queue);

/* Finds the first message, and waits for one.  1; 0 at hang-up; -EAGAIN,
   -EBADF, -EBADMSG (it is malformed), -EINTR, -ENOMEM, -ETIMEDOUT. */
int lsci_queue_first(struct lsci_queue *queue, lsci_until until);

/* Where the first message will not do: to be called, and then
   lsci_queue_first, again and again.  Waits until another arrives, but not
   the first time.  1; 0 at hang-up; -EAGAIN; or an error.  Whatever the
   result, the search is to be ended. */
struct lsci_search {
	int watch;
	bool hung_up;
};
#define LSCI_SEARCH_INIT { .watch = -1 }
int lsci_queue_wait_for_another(struct lsci_queue *queue,
    struct lsci_search *search, lsci_until until);
void lsci_queue_end_search(struct lsci_search *search);

/* Whether the first message, which the caller is going to refuse, really is
   the first: false if it was looked at while another process went through
   the queue, and has to be asked for again. */
bool lsci_queue_is_certain(struct lsci_queue *queue);

/*
 * Delivers the first message, or what there is room for; the rest becomes the
 * first again, as it is or as data only, or is dropped.  -EAGAIN if another
 * process was faster, and the first message is another.  -ENOMEM: nothing was taken.
 */
enum lsci_rest { LSCI_KEEP_REST, LSCI_KEEP_AS_DATA, LSCI_DROP_REST };
int lsci_queue_get(struct lsci_queue *queue, struct lsci_part *control,
    struct lsci_part *data, enum lsci_rest rest);

/* Delivers a copy and takes nothing. */
int lsci_queue_copy(struct lsci_queue *queue, struct lsci_part *control,
    struct lsci_part *data);

/* From now on a passed descriptor is received with its sender's ids.  Errors
   of lsci_backend_want_sender. */
int lsci_queue_want_sender(struct lsci_queue *queue);

/* A passed descriptor that is being received. */
struct lsci_passed_message {
	void *data;             /* for the bytes it came with; may be NULL */
	size_t room;
	bool unwanted;          /* close it */
	int fd;                 /* result: the caller's, open across exec */
	size_t size;            /* result: bytes at `data' */
	struct lsci_identity sender; /* result */
};

/* Takes the first message, a passed descriptor.  -EAGAIN as above.  -EMFILE,
   -ENFILE: it stays.  -EACCES: it is lost. */
int lsci_queue_receive(struct lsci_queue *queue,
    struct lsci_passed_message *passed);

/* Looks at all that waits, in the order of delivery; a passed descriptor is
   no message but `passed'.  Ends at a message for which the visitor returns
   other than 0, and returns that. */
typedef int lsci_queue_visitor(const struct lsci_message *message,
    bool passed, void *context);
int lsci_queue_visit(struct lsci_queue *queue, lsci_queue_visitor *visit,
    void *context);

/* Discards what waits, or what of it is in that band; passed descriptors are
   closed. */
enum { LSCI_EVERY_BAND = -1 };
int lsci_queue_flush(struct lsci_queue *queue, int band);

#endif
