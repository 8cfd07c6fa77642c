/* SPDX-License-Identifier: ISC */
/*
 * A place in the file system where a socket has, or shall have, its name.
 *
 * A socket address holds about a hundred bytes; a path may be longer.  On
 * Linux /proc makes a short way to anything that a descriptor refers to.
 */
#ifndef LSCI_PLACE_H
#define LSCI_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/un.h>

/* The address of a name.  `hold' keeps the short way open and is this
   structure's own, -1 if none is needed. */
struct lsci_address {
	struct sockaddr_un sun;
	socklen_t size;
	int hold;
};
#define LSCI_ADDRESS_INIT \
	{ { .sun_family = AF_UNIX }, sizeof(struct sockaddr_un), -1 }

/* The address to reach an existing name by, and the end of that. */
int lsci_address_init(struct lsci_address *address, const char *name);
/* The same for a name in a directory, without following a link, and held, so
   that it stays what it is. */
int lsci_address_hold(struct lsci_address *address, int directory,
    const char *base);
void lsci_address_clear(struct lsci_address *address);
/* The same for a name outside the file system.  Systems that have none say
   -EPROTONOSUPPORT when it is used. */
int lsci_address_init_abstract(struct lsci_address *address, const char *name);
int lsci_address_connect(const struct lsci_address *address, int fd);
int lsci_address_bind(const struct lsci_address *address, int fd);

/* A directory and a name in it.  `directory' is this structure's own. */
struct lsci_place {
	const char *name;       /* the whole path, the caller's */
	const char *base;       /* its last component */
	int directory;          /* -1 until somebody needs it */
};
#define LSCI_PLACE_INIT { NULL, NULL, -1 }

int lsci_place_init(struct lsci_place *place, const char *name);
void lsci_place_clear(struct lsci_place *place);
int lsci_place_open_directory(struct lsci_place *place);

/* Gives a socket this name; -EADDRINUSE if anything is there, and the socket
   has no name yet; -EEXIST if somebody was faster, and it has. */
int lsci_place_bind(struct lsci_place *place, int fd);

/* Whether what has the name is a socket, or gone. */
bool lsci_place_is_socket(const struct lsci_place *place);

/* Takes the name away from a socket that has just got it. */
void lsci_place_remove(const struct lsci_place *place);

/* The same as bind when something is there: replaces a dead server's socket,
   and a living one's if that is wanted. */
int lsci_place_take_over(struct lsci_place *place, int fd, bool living);

#endif
