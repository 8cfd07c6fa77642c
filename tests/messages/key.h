/* SPDX-License-Identifier: ISC */
/*
 * The state of an end as its socket keeps it, written and read without the
 * library: as lib/backend/socket_state.c describes it.
 */
#ifndef KEY_H
#define KEY_H

#include <stdint.h>
#include <sys/socket.h>

#include "tests/support/t_must.h"

static inline uint64_t
state_of(int end)
{
	uint64_t state = 0;
	socklen_t size = sizeof state;

	must(getsockopt(end, SOL_SOCKET, SO_MAX_PACING_RATE, &state, &size),
	    "SO_MAX_PACING_RATE");
	return state;
}

static inline uint32_t
key_of(int end)
{
	return (uint32_t)state_of(end);
}

#endif
