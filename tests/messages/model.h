/* SPDX-License-Identifier: ISC */
/*
 * What the read queue of a stream is by SVR4's documents: a list of messages,
 * and what each call does to it.  It knows nothing of the library.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { MODEL_MESSAGES = 128, MODEL_CONTROL = 1024, MODEL_DATA = 70000,
	MODEL_SEGMENT = 4096, MODEL_FULL = 16384 };

struct model_message {
	bool high;
	bool passed;            /* a descriptor, and no parts */
	int band;
	int file;               /* which one was passed */
	long weight;            /* bytes, when it was sent */
	long control;           /* -1: absent */
	long data;
	unsigned char *bytes;   /* of both, one behind the other */
};

struct model {
	int count;
	struct model_message queue[MODEL_MESSAGES];     /* first to last */
	int read_mode;          /* RNORM, RMSGD or RMSGN */
	int control_mode;       /* RPROTNORM, RPROTDAT or RPROTDIS */
	bool send_zero;         /* SNDZERO at the other end */
	bool hung_up;
};

/* What a call returned and told; what it does not tell is as it was. */
struct outcome {
	long result;
	int error;              /* if the result is -1 */
	long control;           /* lengths, as getmsg tells them */
	long data;
	long flags;
	long band;
	long value;
	size_t size;            /* of the bytes: control part, then data */
	unsigned char bytes[MODEL_CONTROL + MODEL_DATA];
};
/* What nobody touched, and what nobody can know. */
enum { UNTOUCHED = -77, UNKNOWN = -78 };
void outcome_clear(struct outcome *out);

void model_clear(struct model *model);
void model_save(const struct model *model, FILE *to);
void model_load(struct model *model, FILE *from);

/* Bytes of one band that were sent and have not all been taken. */
long model_weight(const struct model *model, int band);

/* --- what the other end does */

void model_write(struct model *model, const unsigned char *bytes,
    size_t size);
void model_put(struct model *model, bool high, int band, long control,
    long data, const unsigned char *bytes);
void model_pass(struct model *model, int file);
/* Also what I_FLUSH discards at this end; band -1: all. */
void model_flush(struct model *model, int band);

/* --- what this end does */

/* Room that is negative: the part is left alone. */
struct model_wish {
	bool high;              /* RS_HIPRI, MSG_HIPRI */
	int band;               /* MSG_BAND; 0: any */
	long control_room;
	long data_room;
};

void model_set_read(struct model *model, int option);
void model_read(struct model *model, size_t room, struct outcome *out);
/* The outcome has `band', and MSG_BAND and MSG_HIPRI are its flags, only if
   `by_band'. */
void model_get(struct model *model, const struct model_wish *wish,
    bool by_band, struct outcome *out);
void model_peek(const struct model *model, const struct model_wish *wish,
    struct outcome *out);
void model_receive(struct model *model, struct outcome *out);
void model_count(const struct model *model, struct outcome *out);
void model_bytes(const struct model *model, struct outcome *out);
void model_first_band(const struct model *model, struct outcome *out);
void model_has_band(const struct model *model, int band,
    struct outcome *out);
void model_poll(const struct model *model, struct outcome *out);

#endif
