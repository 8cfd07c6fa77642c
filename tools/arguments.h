/* SPDX-License-Identifier: ISC */
/*
 * Options of one letter or of one word: `-f 3', `-f3', `--fd 3', `--fd=3'; and
 * `-ab' for `-a -b'.
 */
#ifndef TOOLS_ARGUMENTS_H
#define TOOLS_ARGUMENTS_H

#include <stdbool.h>

struct argument {
	char letter;
	const char *word;
	bool has_value;
	/* The value, which is NULL for an option without one, stays. */
	void (*set)(void *to, const char *value);
};

/*
 * arguments_take - set what the options in front say; rows end with one
 * without a word.  Returns what is behind them, and behind a `--'.  Does not
 * return if they are wrong, nor for --help, which prints `help', and
 * --version.
 */
char **arguments_take(char **argv, const struct argument *rows,
    const char *help, void *to);

#endif
