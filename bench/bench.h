/* SPDX-License-Identifier: ISC */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

/* A call of the library's, and the least that could do the same. */
struct pair {
	const char *what;
	void (*ours)(void);
	void (*bare)(void);
};

/* Ends the program if the call failed; or else its result. */
int must(int r);

/* Of message streams, up to one without a name. */
const struct pair *message_pairs(void);
/* Of names of streams, likewise. */
const struct pair *name_pairs(void);

#endif
