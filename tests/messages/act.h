/* SPDX-License-Identifier: ISC */
/*
 * What the two ends do, in turn, decided by one generator: a script is named
 * by its seed and is the same on every system.
 */
#ifndef ACT_H
#define ACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/messages/chance.h"

struct model;

enum deed {
	/* of the end that sends */
	WRITE, WRITEV, WRITE_NOTHING, SET_ZERO, PUT, PUT_HIGH, PASS,
	FLUSH_SENT, FLUSH_SENT_BAND, CAN_PUT, TAKE, HANG_UP,
	SENDERS_DEEDS,
	/* of the end that receives */
	READ = SENDERS_DEEDS, READV, SET_READ, GET, GET_BY_BAND, PEEK, COUNT,
	BYTES, FIRST_BAND, HAS_BAND, RECEIVE, FLUSH, FLUSH_BAND, DESCRIBE,
	POLL, DUPLICATE, GIVE, HAND_OVER,
	DEEDS
};

/* How the end is handed over to another process, which goes on. */
enum way { BY_FORK, BY_EXEC, BY_PASSING, WAYS };

struct act {
	enum deed deed;
	uint32_t seed;          /* of the bytes */
	bool high;
	int band;
	long control;           /* lengths, or room for them */
	long data;
	int option;             /* what the deed wants besides */
};

struct script {
	uint32_t state;
	unsigned seed;
	bool bands;             /* there may be messages out of order */
	unsigned left;          /* acts */
	unsigned done;
	int files;              /* that were passed */
};

void script_begin(struct script *script, unsigned seed);

/* The next act that makes sense now; false at the end. */
bool script_next(struct script *script, const struct model *model,
    struct act *act);

/* The bytes of a message: of both parts, one behind the other.  Some begin
   as records do, with the key of the stream or with another. */
void act_bytes(const struct act *act, uint32_t key, unsigned char *bytes,
    size_t size);

const char *act_name(const struct act *act);

#endif
