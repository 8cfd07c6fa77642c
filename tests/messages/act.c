/* SPDX-License-Identifier: ISC */
#include "tests/messages/act.h"

#include <string.h>

#include <streamcompat/stropts.h>

#include "tests/messages/model.h"

static const char *const names[DEEDS] = {
	"write", "writev", "write of nothing", "I_SWROPT", "putmsg",
	"putmsg RS_HIPRI", "I_SENDFD", "I_FLUSH FLUSHW", "I_FLUSHBAND FLUSHW",
	"I_CANPUT", "I_RECVFD of the sender", "close",
	"read", "readv", "I_SRDOPT", "getmsg", "getpmsg", "I_PEEK", "I_NREAD",
	"FIONREAD", "I_GETBAND", "I_CKBAND", "I_RECVFD", "I_FLUSH FLUSHR",
	"I_FLUSHBAND FLUSHR", "fstat", "poll", "dup", "I_SENDFD back",
	"handing over"
};

const char *
act_name(const struct act *act)
{
	return names[act->deed];
}

/* --- bytes */

enum { HEADER = 16 };

static void
begin_like_a_record(unsigned char *bytes, size_t size, uint32_t key,
    uint32_t *state)
{
	unsigned char header[HEADER] = { 0, 'L', 'S', 'C',
	    (unsigned char)key, (unsigned char)(key >> 8),
	    (unsigned char)(key >> 16), (unsigned char)(key >> 24),
	    1, 0, 0, 2 };

	header[9] = (unsigned char)random_below(state, 5);
	header[10] = (unsigned char)random_below(state, 3);
	header[11] = (unsigned char)random_below(state, 5);
	memcpy(bytes, header, size < HEADER ? size : HEADER);
}

void
act_bytes(const struct act *act, uint32_t key, unsigned char *bytes,
    size_t size)
{
	uint32_t state = act->seed | 1, style = random_below(&state, 8);
	size_t i;

	for (i = 0; i < size; i++)
		bytes[i] = (unsigned char)random_below(&state, 256);
	if (style == 0)
		begin_like_a_record(bytes, size, key, &state);
	if (style == 1)
		begin_like_a_record(bytes, size, key ^ act->seed, &state);
	if (style == 2 && size >= 4)
		memcpy(bytes, "\0LSC", 4);
}

/* --- what to do next */

void
script_begin(struct script *script, unsigned seed)
{
	memset(script, 0, sizeof *script);
	script->seed = seed;
	script->state = (seed + 1) * 2654435761U | 1;
	script->bands = seed % 2 == 0;
	script->left = 5 + random_below(&script->state, 75);
}

static uint32_t
below(struct script *script, uint32_t limit)
{
	return random_below(&script->state, limit);
}

/* Mostly short. */
static long
length(struct script *script, uint32_t most)
{
	switch (below(script, 6)) {
	case 0:
		return 1 + (long)below(script, most);
	case 1:
		return 1 + (long)below(script, most < 2000 ? most : 2000);
	default:
		return 1 + (long)below(script, 30);
	}
}

static long
part(struct script *script, uint32_t most)
{
	switch (below(script, 5)) {
	case 0:
		return -1;
	case 1:
		return 0;
	default:
		return length(script, most);
	}
}

static int
some_band(struct script *script)
{
	static const int bands[] = { 0, 0, 1, 2, 7, 255 };

	return script->bands ? bands[below(script, 6)] : 0;
}

static void
invent_put(struct script *script, struct act *act)
{
	act->high = act->deed == PUT_HIGH;
	act->band = act->high ? 0 : some_band(script);
	do {
		act->control = part(script, MODEL_CONTROL);
		act->data = part(script, below(script, 30) == 0 ? 65536 :
		    9000);
	} while ((act->high && act->control < 0) ||
	    (act->control < 0 && act->data < 0));
	act->option = (int)below(script, 2);
}

static int
read_option(struct script *script)
{
	static const int modes[] = { RNORM, RMSGD, RMSGN };
	static const int controls[] = { 0, RPROTNORM, RPROTDAT, RPROTDIS };

	return modes[below(script, 3)] | controls[below(script, 4)];
}

/* The parameters that a deed may have. */
static void
invent(struct script *script, struct act *act)
{
	memset(act, 0, sizeof *act);
	act->deed = (enum deed)below(script, DEEDS);
	act->seed = below(script, UINT32_MAX);
	act->band = some_band(script);
	act->high = below(script, 6) == 0;
	act->option = (int)below(script, 1000);
	act->control = part(script, 1100);
	act->data = part(script, 9000);
	if (act->deed <= WRITEV)
		act->data = length(script, 9000);
	if (act->deed == PUT || act->deed == PUT_HIGH)
		invent_put(script, act);
	if (act->deed == READ || act->deed == READV)
		act->data = below(script, 20) == 0 ? 0 :
		    length(script, 9000);
	if (act->deed == SET_READ)
		act->option = read_option(script);
}

/* A queue that is near its limits is given no more. */
static bool
has_room(const struct model *model, const struct act *act)
{
	long weight = model_weight(model, act->band);

	if (model->count + 4 > MODEL_MESSAGES)
		return false;
	if (act->deed == WRITE || act->deed == WRITEV)
		return model_weight(model, 0) + act->data <= MODEL_FULL;
	return act->deed == PASS ? model_weight(model, 0) < MODEL_FULL :
	    weight < MODEL_FULL;
}

/* What is set aside belongs to one process; with nothing there, nothing is. */
static bool
may_hand_over(struct script *script, const struct model *model)
{
	return (!script->bands || model->count == 0) && below(script, 4) == 0;
}

static bool
makes_sense(struct script *script, const struct model *model,
    const struct act *act)
{
	if (act->deed < SENDERS_DEEDS && model->hung_up)
		return false;
	switch (act->deed) {
	case HANG_UP:
		return below(script, 10) == 0;
	case PUT_HIGH:
	case FLUSH_SENT:
	case FLUSH_SENT_BAND:
		return script->bands && has_room(model, act);
	case FLUSH_BAND:
		return script->bands;
	case HAND_OVER:
		return may_hand_over(script, model);
	case GIVE:
	case TAKE:
		return !model->hung_up;
	default:
		return act->deed >= SENDERS_DEEDS || has_room(model, act);
	}
}

bool
script_next(struct script *script, const struct model *model, struct act *act)
{
	if (script->left == 0)
		return false;
	script->left--;
	script->done++;
	do
		invent(script, act);
	while (!makes_sense(script, model, act));
	if (act->deed == PASS)
		act->option = ++script->files;
	if (act->deed == HAND_OVER)
		act->option %= WAYS;
	return true;
}
