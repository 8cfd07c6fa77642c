/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_OPTIONS_H
#define TOOLS_OPTIONS_H

#include <sys/types.h>

enum { OPTIONS_MAXFD = 253 };

struct options {
	int receiving;
	int listening;
	int waiting;                    /* for the server to be there */
	unsigned int timeout;           /* seconds; 0: none */
	int one_user;                   /* serve only `user' */
	uid_t user;
	int status;                     /* to send instead; 0: none */
	const char *text;
	int fd[OPTIONS_MAXFD];          /* what to send, or what to become */
	size_t nfds;
	const char *name;
	char **command;
};

#define OPTIONS_INIT { .receiving = 0 }

/*
 * options_read - understand the arguments, of which all strings stay theirs.
 * Does not return if they are wrong, or ask for help or the version.
 */
void options_read(struct options *o, int argc, char **argv);

#endif
