/* SPDX-License-Identifier: ISC */
/*
 * Gives back what it receives over a stream, until the other end is closed:
 * whatever backend this program is linked with, and whatever that end's.
 *
 * usage: echo status|messages FD
 *        echo server|client NAME
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

static char text[100000];
static size_t length;

static ssize_t
keep(int fd, const void *bytes, size_t size)
{
	(void)fd;
	if (size >= sizeof text - length)
		return -1;
	memcpy(text + length, bytes, size);
	length += size;
	text[length] = '\0';
	return (ssize_t)size;
}

static int
echo_status(int stream)
{
	for (;;) {
		int answer;

		length = 0;
		text[0] = '\0';
		errno = 0;
		answer = recv_fd(stream, keep);
		if (answer == -1 && errno != 0)
			return errno == ENXIO ? 0 : 2;
		if (answer < 0 ? send_err(stream, answer, text) < 0 :
		    send_fd(stream, answer) < 0)
			return 3;
		if (answer >= 0)
			close(answer);
	}
}

static int
echo_messages(int stream)
{
	static char control[1024];

	for (;;) {
		struct strbuf c = { sizeof control, 0, control };
		struct strbuf d = { sizeof text, 0, text };
		int band = 0, flags = MSG_ANY;
		int r = getpmsg(stream, &c, &d, &band, &flags);

		if (r != 0)
			return 4;
		if (flags == 0)         /* hung up */
			return 0;
		if (putpmsg(stream, &c, &d, band, flags) < 0)
			return 5;
	}
}

static int
serve(const char *name)
{
	uid_t client;
	int listener = serv_listen(name), stream;

	/* Whoever started this waits for it. */
	if (listener < 0 || write(STDOUT_FILENO, "x", 1) != 1)
		return 6;
	stream = serv_accept(listener, &client);
	return stream < 0 || client != geteuid() ? 7 : echo_status(stream);
}

int
main(int argc, char **argv)
{
	const char *what = argc == 3 ? argv[1] : "";

	if (strcmp(what, "status") == 0)
		return echo_status(atoi(argv[2]));
	if (strcmp(what, "messages") == 0)
		return echo_messages(atoi(argv[2]));
	if (strcmp(what, "server") == 0)
		return serve(argv[2]);
	if (strcmp(what, "client") == 0)
		return echo_status(cli_conn(argv[2]));
	fprintf(stderr, "usage: echo status|messages FD|server|client NAME\n");
	return 1;
}
