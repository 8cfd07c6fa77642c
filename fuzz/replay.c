/* SPDX-License-Identifier: ISC */
/*
 * Where there is no fuzzer: gives a target what a fuzzer has found worth
 * keeping, all files of a directory, and each with every single bit of it
 * turned.  Prints TAP.
 */
#include <config.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

enum { MOST = 4096 };

/* What the target is given is as long as it says, for a sanitizer to see. */
static void
give(const unsigned char *bytes, size_t size)
{
	unsigned char *copy = malloc(size > 0 ? size : 1);

	if (copy == NULL)
		abort();
	memcpy(copy, bytes, size);
	(void)LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void
replay(unsigned char *bytes, size_t size)
{
	size_t bit, shorter;

	give(bytes, size);
	for (shorter = 0; shorter < size; shorter++)
		give(bytes, shorter);
	for (bit = 0; bit < 8 * size; bit++) {
		unsigned char mask = (unsigned char)(1 << bit % 8);

		bytes[bit / 8] ^= mask;
		give(bytes, size);
		bytes[bit / 8] ^= mask;
	}
}

static int
replay_file(const char *directory, const char *name)
{
	unsigned char bytes[MOST];
	char path[2048];
	size_t size;
	FILE *file;

	file = snprintf(path, sizeof path, "%s/%s", directory, name) <
	    (int)sizeof path ? fopen(path, "rb") : NULL;
	if (file == NULL) {
		perror(path);
		return 0;
	}
	size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	replay(bytes, size);
	return 1;
}

static int
replay_all(const char *directory)
{
	DIR *open = opendir(directory);
	struct dirent *entry;
	int count = 0;

	if (open == NULL)
		return 0;
	while ((entry = readdir(open)) != NULL)
		if (entry->d_name[0] != '.')
			count += replay_file(directory, entry->d_name);
	closedir(open);
	return count;
}

/* A target that finds something wrong ends the process. */
int
main(int count, char **argument)
{
	const char *source = getenv("srcdir");
	char directory[900];

	(void)snprintf(directory, sizeof directory, "%s/" CORPUS,
	    source != NULL ? source : ".");
	printf("1..1\n");
	fflush(stdout);
	if (replay_all(count > 1 && argument[1][0] != '-' ? argument[1] :
	    directory) == 0)
		printf("not ok 1 - %s has files\n", directory);
	else
		printf("ok 1 - what is in " CORPUS " does no harm\n");
	return 0;
}
