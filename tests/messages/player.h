/* SPDX-License-Identifier: ISC */
/*
 * Acts, done with the library.
 */
#ifndef PLAYER_H
#define PLAYER_H

#include "tests/messages/act.h"
#include "tests/messages/model.h"

struct player {
	int end;
	int file;               /* whose descriptors are passed */
	char path[40];          /* its name */
	uint32_t key;           /* of the stream */
	bool send_zero;
};

/* Of the end that sends: the result, or a negative errno. */
long player_send(struct player *player, const struct act *act);

/* Of the end that receives. */
void player_receive(struct player *player, const struct act *act,
    struct outcome *out);

#endif
