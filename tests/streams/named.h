/* SPDX-License-Identifier: ISC */
/*
 * Names of streams: files in a private directory, and those who open them.
 */
#ifndef NAMED_H
#define NAMED_H

#include <stdbool.h>
#include <sys/types.h>

#include "tests/streams/way.h"

/* A new file with this text, in the private directory of the case. */
const char *name_new(const char *base, const char *text);
/* A path in that directory. */
const char *name_path(const char *base);

/* The name is an ordinary file with this text. */
#define IS_FILE(path, text) \
	expect_holds(is_file(path, text), "a file", __FILE__, __LINE__)
bool is_file(const char *path, const char *text);
/* What the path gives is a stream; its descriptor. */
int opens_stream(const char *path, int flags, const char *file, int line);
#define OPENS_STREAM(path, flags) \
	opens_stream(path, flags, __FILE__, __LINE__)
#define OPENS_FILE(path) \
	expect_holds(opens_file(path), "opens a file", __FILE__, __LINE__)
bool opens_file(const char *path);

/* What one end writes the other one reads. */
#define CONNECTED(from, to) are_connected(from, to, __FILE__, __LINE__)
void are_connected(int from, int to, const char *file, int line);

/* A pair, of which B has connld and the name. */
struct pair pair_with_connld(const char *path);

/* A child that opens the name with these flags, writes "hello", reads
   one message, and ends with 0; with the errno if it cannot open. */
struct client {
	const char *path;
	int flags;
	struct pair other;      /* which is not the client's */
};
pid_t client_start(const struct client *client);
/* What the server has got of it: takes the connection, reads its hello; its
   descriptor. */
int client_take(int fd);
void client_release(int fd);

#endif
