/* SPDX-License-Identifier: ISC */
/*
 * A worker of the pool: receives connections and answers each line with a
 * line.
 *
 * It only looks at the request (MSG_PEEK) and takes it out of the connection
 * when it has answered.  So a worker that dies on the way leaves the request
 * to the next.  One that dies between the answer and the taking leaves an
 * answered request: the client hears twice then, never not at all.
 */
#include <streamcompat.h>

#include "worker.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { MAXLINE = 256, PATIENCE = 30 /* seconds without a byte */ };

/* The length of the first line, which stays in the connection; 0 if there
   will be none. */
static size_t
look_at_line(int client, char *line)
{
	size_t have = 0;
	ssize_t n;
	char *end;

	while (have < MAXLINE) {
		/* Wait for one byte more than last time. */
		n = recv(client, line, have + 1, MSG_PEEK | MSG_WAITALL);
		if (n <= (ssize_t)have)
			return 0;
		n = recv(client, line, MAXLINE, MSG_PEEK);
		if (n <= 0)
			return 0;
		have = (size_t)n;
		end = memchr(line, '\n', have);
		if (end != NULL)
			return (size_t)(end - line) + 1;
	}
	return 0;
}

static void
answer(int client)
{
	struct timeval patience = { PATIENCE, 0 };
	char line[MAXLINE], text[MAXLINE + 64];
	size_t length;
	int n;

	(void)setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience,
	    sizeof patience);
	length = look_at_line(client, line);
	if (length == 0)
		return;
	n = snprintf(text, sizeof text, "worker %ld: %.*s", (long)getpid(),
	    (int)length, line);
	if (n <= 0 || write(client, text, (size_t)n) != n)
		return;
	(void)recv(client, line, length, 0);
}

int
work(int stream)
{
	int client;

	while ((client = recv_fd(stream, write)) >= 0) {
		answer(client);
		close(client);
		if (write(stream, "", 1) != 1)
			break;
	}
	return 0;               /* the pool has gone, or wants us to go */
}
