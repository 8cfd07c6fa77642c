/* SPDX-License-Identifier: ISC */
/*
 * A generator of our own: the same numbers on every system.
 */
#ifndef CHANCE_H
#define CHANCE_H

#include <stdint.h>

/* Below the limit, or 0 for a limit of 0; the state is never 0. */
static inline uint32_t
random_below(uint32_t *state, uint32_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return limit == 0 ? 0 : (*state >> 3) % limit;
}

#endif
