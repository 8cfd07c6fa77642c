/* SPDX-License-Identifier: ISC */
/*
 * Clients that wait, the one that came first in front; a bounded number.
 */
#ifndef CROWD_H
#define CROWD_H

#include <stdbool.h>

enum { CROWD_MAX = 256 };

struct crowd {
	int most;               /* at most CROWD_MAX */
	int count;
	int client[CROWD_MAX];
	long long since[CROWD_MAX]; /* in milliseconds, as lsci_sys_now_ms */
};

/* False if there is no place left. */
bool crowd_add(struct crowd *crowd, int client);
/* Takes one out, and leaves it open. */
int crowd_take(struct crowd *crowd, int place);
/* Closes it. */
void crowd_drop(struct crowd *crowd, int place);

#endif
