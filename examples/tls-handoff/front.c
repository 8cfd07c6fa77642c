/* SPDX-License-Identifier: ISC */
/*
 * front - accepts connections, and lets another process speak TLS on them.
 *
 *     front PORT
 *
 * Shows how the process that faces the network is kept apart from the one
 * that has the key: the front listens at PORT of the loopback interface (0:
 * a free one) and passes each connection, unread, to the keeper.  The key is
 * made in the keeper, after the fork, so it never was in the front's memory.
 * If the keeper dies, the front makes another and passes on to that one what
 * the first had not taken over yet.  keeper.c says what cannot be passed on.
 * Try
 *
 *     curl --insecure https://127.0.0.1:PORT/
 */
#include <streamcompat.h>

#include "../loopback.h"
#include "keeper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 60 };         /* seconds, for the keeper */

static pid_t keeper;
static int stream;              /* to it */

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static void
start_keeper(int listener)
{
	int end[2];

	if (s_pipe(end) < 0)
		die("front: s_pipe");
	keeper = fork();
	if (keeper < 0)
		die("front: fork");
	if (keeper == 0) {
		close(listener);
		close(end[0]);
		_exit(keep(end[1]));
	}
	close(end[1]);
	stream = end[0];
	printf("front: keeper %ld is there\n", (long)keeper);
}

/* One that was killed has a successor.  One that gave up by itself, because
   it could make no key, say, would have successors that do the same. */
static void
replace_keeper(int listener)
{
	int status = 0;

	close(stream);
	(void)kill(keeper, SIGKILL);    /* in case it has only hung up */
	while (waitpid(keeper, &status, 0) < 0 && errno == EINTR)
		continue;
	printf("front: keeper %ld died\n", (long)keeper);
	if (WIFEXITED(status)) {
		fprintf(stderr, "front: the keeper gave up\n");
		exit(1);
	}
	start_keeper(listener);
}

/* True when a process of the keeper has taken the connection over. */
static int
pass(int client)
{
	struct pollfd slot = { stream, POLLIN, 0 };
	char byte;

	return send_fd(stream, client) == 0 &&
	    poll(&slot, 1, PATIENCE * 1000) == 1 &&
	    read(stream, &byte, 1) == 1;
}

static void
welcome(int listener)
{
	int client = accept(listener, NULL, NULL);

	if (client < 0) {
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
			perror("front: accept");
		return;
	}
	(void)fcntl(client, F_SETFL, 0); /* some take it from the listener */
	while (!pass(client))
		replace_keeper(listener);
	close(client);
}

int
main(int argc, char **argv)
{
	int port = argc == 2 ? atoi(argv[1]) : -1;
	int listener;

	if (port < 0 || port > 65535) {
		fprintf(stderr, "usage: front PORT\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	(void)signal(SIGPIPE, SIG_IGN);
	listener = listen_on_loopback("front", port);
	start_keeper(listener);
	for (;;) {
		struct pollfd slots[2] = {
			{ listener, POLLIN, 0 },
			{ stream, POLLIN, 0 },
		};

		if (poll(slots, 2, -1) < 0 && errno != EINTR)
			die("front: poll");
		if (slots[1].revents != 0)      /* it has nothing to say */
			replace_keeper(listener);
		if (slots[0].revents != 0)
			welcome(listener);
	}
}
