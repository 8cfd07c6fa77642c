/* SPDX-License-Identifier: ISC */
/*
 * What is said to an agent, made by hand as lib/name/wire.h describes it, and
 * the socket on which it is said.
 */
#ifndef LETTER_H
#define LETTER_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/t_must.h"

enum { LETTER_SIZE = 12 };
enum { LETTER_OPEN = 1, LETTER_DETACH, LETTER_DESCRIBE, LETTER_NO = 64,
	LETTER_GONE, LETTER_SHARED, LETTER_CONNECTED, LETTER_DETACHED,
	LETTER_DESCRIPTION };

static inline void
letter_write(unsigned char letter[LETTER_SIZE], int word)
{
	memset(letter, 0, LETTER_SIZE);
	memcpy(letter, "LSA\001", 4);
	letter[4] = (unsigned char)word;
}

static inline socklen_t
letter_address(struct sockaddr_un *address, const char *name)
{
	size_t length = strlen(name);

	memset(address, 0, sizeof *address);
	address->sun_family = AF_UNIX;
	memcpy(address->sun_path + 1, name, length);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
	    length);
}

/* A connection to whoever listens at this name, or -1. */
static inline int
letter_connect(const char *name)
{
	struct sockaddr_un address;
	socklen_t size = letter_address(&address, name);
	int fd = must(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0),
	    "socket");

	if (connect(fd, (const struct sockaddr *)&address, size) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

/* A listener at a name of one's own choice. */
static inline int
letter_listen(const char *name)
{
	struct sockaddr_un address;
	int fd = must(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0),
	    "socket");
	socklen_t size = letter_address(&address, name);

	must(bind(fd, (const struct sockaddr *)&address, size), "bind");
	must(listen(fd, 100), "listen");
	return fd;
}

#endif
