/* SPDX-License-Identifier: ISC */
/*
 * Many senders and many receivers on one message stream, as processes or as
 * threads: each message and each descriptor is received exactly once, and
 * whoever receives several of one sender receives them in their order.
 *
 * A message tells its sender and its number, and its other bytes follow from
 * these; a passed file tells them by its offset.  Results go to memory that
 * all processes share.  T_FULL=yes in the environment makes the crowd's work
 * twenty times as much.
 */
#ifndef CROWD_H
#define CROWD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum { CROWD_SENDERS = 4, CROWD_BANDS = 4 };

struct crowd {
	int end[2];
	unsigned each;          /* messages of each sender */
	unsigned bands;         /* that messages are spread over */
	_Atomic unsigned char *received;        /* of each message, how often */
	size_t size;            /* of that */
	atomic_uint failures;
	atomic_bool over;       /* nobody receives any more */
};

/* What a member does; it reports what is wrong to standard error. */
typedef void crowd_role(struct crowd *crowd, unsigned member);
crowd_role crowd_send_messages;
crowd_role crowd_get_messages;
crowd_role crowd_read_messages;
crowd_role crowd_send_descriptors;
crowd_role crowd_receive_descriptors;
/* Goes on asking what waits until it is over. */
crowd_role crowd_inspect;

enum crowd_kind { CROWD_PROCESSES, CROWD_THREADS };

struct crowd_plan {
	enum crowd_kind kind;
	unsigned total;         /* messages, in a short run */
	unsigned bands;         /* 0: plain data only */
	unsigned receivers;
	crowd_role *send;
	crowd_role *receive;
	crowd_role *disturb;    /* one more process or thread, or NULL */
};

/* False if anything was lost, came twice, was torn or out of order. */
bool crowd_runs_well(const struct crowd_plan *plan);

#endif
