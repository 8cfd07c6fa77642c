/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <stddef.h>
#include <string.h>

#include "arguments.h"
#include "usage.h"

static const char no_such_option[] = "there is no such option here";
static const char no_value[] = "an argument is missing";

static const struct argument *
find_letter(const struct argument *rows, char letter)
{
	for (; rows->word != NULL; rows++)
		if (rows->letter == letter)
			return rows;
	return NULL;
}

static const struct argument *
find_word(const struct argument *rows, const char *word, size_t length)
{
	for (; rows->word != NULL; rows++)
		if (strlen(rows->word) == length &&
		    memcmp(rows->word, word, length) == 0)
			return rows;
	return NULL;
}

/* `--word', `--word value' or `--word=value'. */
static char **
take_word(char **argv, const struct argument *rows, void *to)
{
	const char *word = *argv + 2, *equals = strchr(word, '=');
	const struct argument *row = find_word(rows, word,
	    equals == NULL ? strlen(word) : (size_t)(equals - word));

	if (row == NULL || (equals != NULL && !row->has_value))
		usage_wrong(*argv, no_such_option);
	if (!row->has_value) {
		row->set(to, NULL);
		return argv + 1;
	}
	if (equals == NULL && argv[1] == NULL)
		usage_wrong(*argv, no_value);
	row->set(to, equals != NULL ? equals + 1 : argv[1]);
	return argv + (equals != NULL ? 1 : 2);
}

/* `-a', `-ab', `-f value' or `-fvalue'. */
static char **
take_letters(char **argv, const struct argument *rows, void *to)
{
	const char *letter;

	for (letter = *argv + 1; *letter != '\0'; letter++) {
		const struct argument *row = find_letter(rows, *letter);

		if (row == NULL)
			usage_wrong(*argv, no_such_option);
		if (row->has_value && letter[1] != '\0') {
			row->set(to, letter + 1);
			return argv + 1;
		}
		if (row->has_value) {
			if (argv[1] == NULL)
				usage_wrong(*argv, no_value);
			row->set(to, argv[1]);
			return argv + 2;
		}
		row->set(to, NULL);
	}
	return argv + 1;
}

char **
arguments_take(char **argv, const struct argument *rows, const char *help,
    void *to)
{
	while (*argv != NULL && argv[0][0] == '-' && argv[0][1] != '\0') {
		if (strcmp(*argv, "--") == 0)
			return argv + 1;
		if (strcmp(*argv, "--help") == 0)
			usage_print(help);
		if (strcmp(*argv, "--version") == 0)
			usage_version();
		argv = argv[0][1] == '-' ? take_word(argv, rows, to) :
		    take_letters(argv, rows, to);
	}
	return argv;
}
