/* SPDX-License-Identifier: ISC */
/*
 * The library does its work although the program has a function of its own
 * by one of the exported names: -DOWN_send_fd says by which (see own.c, made
 * by replaced.sh).  The other names are used as their manual pages say; what
 * only the missing one could do is done by hand.
 *
 * The status tells the line of the first failure, modulo 256 and not 0.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <string.h>
#include <unistd.h>

#include <streamcompat.h>

extern int own_calls;

#define MUST(x) do { if (!(x)) _exit(__LINE__ & 255 ? __LINE__ & 255 : 1); } \
	while (0)

#define NAME "replaced.socket"

#ifndef OWN_recv_fd
static char text[100];
static size_t text_length;

static ssize_t
keep(int fd, const void *bytes, size_t size)
{
	MUST(fd == STDERR_FILENO && size <= sizeof text - text_length);
	memcpy(text + text_length, bytes, size);
	text_length += size;
	return (ssize_t)size;
}
#endif

/* What the receiver gets, by recv_fd or as bare bytes of a known number. */
static void
expect_error(int fd, int status, const char *message)
{
#ifdef OWN_recv_fd
	char bytes[100];
	size_t size = strlen(message);
	size_t had = 0;

	while (had < size + 2) {
		ssize_t r = read(fd, bytes + had, size + 2 - had);

		MUST(r > 0);
		had += (size_t)r;
	}
	MUST(memcmp(bytes, message, size) == 0 && bytes[size] == 0 &&
	    bytes[size + 1] == (char)-status);
#else
	text_length = 0;
	MUST(recv_fd(fd, keep) == status);
	MUST(text_length == strlen(message) &&
	    memcmp(text, message, text_length) == 0);
#endif
}

static void
use_ends(int one, int other)
{
#if !defined OWN_send_fd && !defined OWN_recv_fd
	int p[2];
	int got;
	char c = 0;

	MUST(pipe(p) == 0);
	MUST(send_fd(one, p[1]) == 0);
	MUST((got = recv_fd(other, keep)) >= 0);
	MUST(write(got, "x", 1) == 1 && read(p[0], &c, 1) == 1 && c == 'x');
	MUST(close(got) == 0 && close(p[0]) == 0 && close(p[1]) == 0);
#endif
#ifndef OWN_send_fd
	MUST(send_fd(one, -7) == 0);
	expect_error(other, -7, "");
#endif
#ifndef OWN_send_err
	MUST(send_err(other, -42, "no such thing") == 0);
	expect_error(one, -42, "no such thing");
#endif
	(void)expect_error;
	MUST(close(one) == 0 && close(other) == 0);
}

static void
use_names(void)
{
	int listening, client, server;
	struct sockaddr_un address;

	memset(&address, 0, sizeof address);
	address.sun_family = AF_UNIX;
	strcpy(address.sun_path, NAME);
#ifdef OWN_serv_listen
	MUST((listening = socket(AF_UNIX, SOCK_STREAM, 0)) >= 0);
	MUST(bind(listening, (struct sockaddr *)&address, sizeof address) == 0);
	MUST(listen(listening, 1) == 0);
#else
	MUST((listening = serv_listen(NAME)) >= 0);
#endif
#ifdef OWN_cli_conn
	MUST((client = socket(AF_UNIX, SOCK_STREAM, 0)) >= 0);
	MUST(connect(client, (struct sockaddr *)&address, sizeof address) == 0);
#else
	MUST((client = cli_conn(NAME)) >= 0);
#endif
#ifdef OWN_serv_accept
	MUST((server = accept(listening, NULL, NULL)) >= 0);
#else
	{
		uid_t uid = (uid_t)-1;

		MUST((server = serv_accept(listening, &uid)) >= 0);
		MUST(uid == geteuid());
	}
#endif
	use_ends(client, server);
	MUST(close(listening) == 0 && unlink(NAME) == 0);
}

int
main(void)
{
	int fd[2];

	alarm(20);
#ifndef OWN_s_pipe
	MUST(s_pipe(fd) == 0);
	use_ends(fd[0], fd[1]);
#endif
#ifndef OWN_fd_pipe
	MUST(fd_pipe(fd) == 0);
	use_ends(fd[1], fd[0]);
#endif
	use_names();
	MUST(own_calls == 0);
	return 0;
}
