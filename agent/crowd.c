/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <string.h>

#include "agent/crowd.h"
#include "sys/sys.h"

bool
crowd_add(struct crowd *crowd, int client)
{
	if (crowd->count == crowd->most)
		return false;
	crowd->client[crowd->count] = client;
	crowd->since[crowd->count++] = lsci_sys_now_ms();
	return true;
}

int
crowd_take(struct crowd *crowd, int place)
{
	size_t behind = (size_t)(--crowd->count - place);
	int client = crowd->client[place];

	memmove(crowd->client + place, crowd->client + place + 1,
	    behind * sizeof *crowd->client);
	memmove(crowd->since + place, crowd->since + place + 1,
	    behind * sizeof *crowd->since);
	return client;
}

void
crowd_drop(struct crowd *crowd, int place)
{
	lsci_sys_close(crowd_take(crowd, place));
}
