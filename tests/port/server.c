/* SPDX-License-Identifier: ISC */
/*
 * A server of SVR4, which knows of no library.
 *
 *     server NAME CLIENTS: answers so many clients, each of whom has a stream
 *     of its own (connld).
 *     server NAME: has one stream for all; greets whoever comes first, and
 *     prints what they write until it is "end".
 */
#include "names.h"

static const char *path;

/* The number of the listening end. */
static int
attach(int with_connld)
{
	struct stat st;
	int fd[2], file = creat(path, 0666);

	MUST(file >= 0 && close(file) == 0);
	MUST(pipe(fd) == 0);
	if (with_connld)
		MUST(ioctl(fd[1], I_PUSH, "connld") == 0);
	MUST(fattach(fd[1], path) == 0 && close(fd[1]) == 0);
	MUST(stat(path, &st) == 0 && S_ISFIFO(st.st_mode));
	MUST(lstat(path, &st) == 0 && S_ISFIFO(st.st_mode));
	MUST(fstatat(AT_FDCWD, path, &st, 0) == 0 && S_ISFIFO(st.st_mode));
	return fd[0];
}

static void
is_ready(void)
{
	(void)printf("ready\n");
	(void)fflush(stdout);
}

static void
serve(int end)
{
	struct pollfd waits;
	struct strrecvfd client;
	char text[64], answer[128];
	ssize_t n;

	waits.fd = end;
	waits.events = POLLIN;
	MUST(poll(&waits, 1, -1) == 1 && waits.revents == POLLIN);
	MUST(ioctl(end, I_RECVFD, &client) == 0);
	MUST(client.uid == geteuid() && client.gid == getegid());
	n = read(client.fd, text, sizeof text - 1);
	MUST(n > 0);
	text[n] = '\0';
	n = sprintf(answer, "heard %s", text);
	/* who cannot read may be gone */
	MUST(write(client.fd, answer, (size_t)n) == n || errno == EPIPE);
	(void)printf("%s\n", text);
	MUST(close(client.fd) == 0);
}

static void
share(int end)
{
	char text[64];
	ssize_t n;

	MUST(write(end, "welcome\n", 8) == 8);
	do {
		n = read(end, text, sizeof text - 1);
		MUST(n > 0);
		text[n] = '\0';
		(void)printf("%s", text);
	} while (strcmp(text, "end\n") != 0);
}

int
main(int argc, char **argv)
{
	int clients = argc > 2 ? atoi(argv[2]) : 0;
	int end;

	alarm(60);
	MUST(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	path = argv[1];
	end = attach(clients > 0);
	is_ready();
	if (clients == 0)
		share(end);
	while (clients-- > 0)
		serve(end);
	(void)fdetach(path);
	return close(end);
}
