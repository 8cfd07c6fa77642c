/* SPDX-License-Identifier: ISC */
/*
 * opend - a server that opens files for its clients.
 *
 *     opend NAME
 *
 * Clients connect to NAME and ask for a path; the server opens it with its
 * own rights and passes the descriptor, or sends the reason why not.  Only
 * clients with the server's own user id, and root, are served.  It says on
 * standard output what it did.
 */
#include "ipc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct client {
	uid_t uid;
	size_t have;                    /* bytes of an unfinished request */
	char request[MAXREQUEST];
};

/* Slot 0 of `slots' is the listener; clients[i] belongs to slots[i]. */
static struct pollfd *slots;
static struct client **clients;
static nfds_t nslots;

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static void
add_slot(int fd, struct client *client)
{
	slots = realloc(slots, (nslots + 1) * sizeof *slots);
	clients = realloc(clients, (nslots + 1) * sizeof *clients);
	if (slots == NULL || clients == NULL)
		die("opend");
	slots[nslots].fd = fd;
	slots[nslots].events = POLLIN;
	slots[nslots].revents = 0;
	clients[nslots++] = client;
}

static void
remove_slot(nfds_t i)
{
	close(slots[i].fd);
	free(clients[i]);
	nslots--;
	slots[i] = slots[nslots];
	clients[i] = clients[nslots];
}

/* A client that asks and never reads would stop the server for everybody: so
   the streams do not block, and a client that makes one full is dropped. */
static int
refuse(int fd, const char *path, const char *why)
{
	char text[MAXREQUEST + 128];

	snprintf(text, sizeof text, "opend: %s: %s\n", path, why);
	printf("opend %ld: refused %s: %s\n", (long)getpid(), path, why);
	return send_err(fd, -1, text) == 0;
}

/* False if the client has to go. */
static int
serve(int fd, const struct client *client, char *request)
{
	char *path = request + sizeof CL_OPEN;
	char *flags = strrchr(request, ' ');
	int file, sent;

	if (strncmp(request, CL_OPEN " ", sizeof CL_OPEN) != 0 ||
	    flags <= path)
		return refuse(fd, "request", "not understood");
	*flags++ = '\0';
	if (client->uid != geteuid() && client->uid != 0)
		return refuse(fd, path, "you are not my user");
	file = open(path, atoi(flags) | O_NOCTTY | O_NONBLOCK, 0600);
	if (file < 0)
		return refuse(fd, path, strerror(errno));
	printf("opend %ld: opened %s as descriptor %d, passed it to user %ld\n",
	    (long)getpid(), path, file, (long)client->uid);
	sent = send_fd(fd, file) == 0;
	close(file);
	return sent;
}

/* Reads what is there and serves the requests that are complete; false when
   the client has gone or cannot be understood. */
static int
listen_to(int fd, struct client *client)
{
	ssize_t n = read(fd, client->request + client->have,
	    MAXREQUEST - client->have);
	char *end;

	if (n <= 0)
		return n < 0 && (errno == EINTR || errno == EAGAIN);
	client->have += (size_t)n;
	while ((end = memchr(client->request, 0, client->have)) != NULL) {
		size_t used = (size_t)(++end - client->request);

		if (!serve(fd, client, client->request))
			return 0;
		client->have -= used;
		memmove(client->request, end, client->have);
	}
	return client->have < MAXREQUEST;
}

static void
welcome(int listener)
{
	struct client *client = malloc(sizeof *client);
	int fd;

	if (client == NULL)
		die("opend");
	client->have = 0;
	fd = serv_accept(listener, &client->uid);
	if (fd < 0) {
		perror("opend: serv_accept");
		free(client);
		return;
	}
	fcntl(fd, F_SETFL, O_NONBLOCK);
	add_slot(fd, client);
}

int
main(int argc, char **argv)
{
	int listener;
	nfds_t i;

	if (argc != 2) {
		fprintf(stderr, "usage: opend NAME\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	listener = serv_listen(argv[1]);
	if (listener < 0)
		die(argv[1]);
	add_slot(listener, NULL);
	printf("opend %ld: waiting for clients at %s\n", (long)getpid(),
	    argv[1]);
	for (;;) {
		if (poll(slots, nslots, -1) < 0 && errno != EINTR)
			die("opend: poll");
		for (i = nslots; --i > 0;)
			if (slots[i].revents != 0 &&
			    !listen_to(slots[i].fd, clients[i]))
				remove_slot(i);
		if (slots[0].revents != 0)
			welcome(listener);
	}
}
