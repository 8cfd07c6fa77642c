/* SPDX-License-Identifier: ISC */
/*
 * Sits where the attach agent of a file would: squatter FILE HOW.  It prints
 * a line when it listens, and then it
 *
 *     silent    takes clients and says nothing
 *     deaf      does not take clients, and fills its own queue
 *     closing   hangs up on each
 *     babbling  sends each what is no answer
 *     giving    sends each its descriptors with that
 *     lingering gives each what takes a minute to be closed
 *     lying     answers each that it is process 1 and the superuser's
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { DESCRIPTION = 69, DESCRIPTION_SIZE = 44, PROCESS_AT = 28, GIVEN = 8 };

static struct sockaddr_un address;
static socklen_t size;

static int
name_for(const char *file)
{
	struct stat st;
	int n;

	if (stat(file, &st) < 0)
		return -1;
	address.sun_family = AF_UNIX;
	n = snprintf(address.sun_path + 1, sizeof address.sun_path - 1,
	    "streamcompat/attached/%jx/%jx/5", (uintmax_t)st.st_dev,
	    (uintmax_t)st.st_ino);
	size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
	    (size_t)n);
	return 0;
}

static void
lie(int client)
{
	unsigned char bytes[DESCRIPTION_SIZE] = { 'L', 'S', 'A', 1,
	    DESCRIPTION };
	char question[DESCRIPTION_SIZE];

	(void)recv(client, question, sizeof question, 0);
	bytes[PROCESS_AT] = 1;
	(void)send(client, bytes, sizeof bytes, MSG_NOSIGNAL);
}

/* Its other end is not read; the last who closes it waits. */
static int
make_lingering(void)
{
	const struct linger minute = { .l_onoff = 1, .l_linger = 60 };
	struct sockaddr_in here = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof here;
	static char some[65536];
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(listener, (struct sockaddr *)&here, length) < 0 ||
	    listen(listener, 1) < 0 ||
	    getsockname(listener, (struct sockaddr *)&here, &length) < 0 ||
	    connect(fd, (struct sockaddr *)&here, length) < 0 ||
	    accept(listener, NULL, NULL) < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_LINGER, &minute, sizeof minute) < 0)
		return -1;
	while (send(fd, some, sizeof some, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
		continue;
	return fd;
}

static void
babble(int client, int descriptors, int given)
{
	union {
		char room[CMSG_SPACE(GIVEN * sizeof(int))];
		struct cmsghdr header;
	} control;
	char text[200] = "babble";
	struct iovec part = { .iov_base = text, .iov_len = sizeof text };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	int i;

	memset(&control, 0, sizeof control);
	if (descriptors > 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof control;
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(GIVEN * sizeof(int));
	}
	for (i = 0; i < descriptors; i++)
		memcpy(CMSG_DATA(&control.header) + (size_t)i * sizeof given,
		    &given, sizeof given);
	(void)sendmsg(client, &message, MSG_NOSIGNAL);
}

static void
fill_queue(void)
{
	while (connect(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0),
	    (struct sockaddr *)&address, size) == 0)
		continue;
}

/* What was sent is the receiver's alone. */
static void
serve(int client, const char *how)
{
	int lingering = strcmp(how, "lingering") == 0 ? make_lingering() : -1;

	if (strcmp(how, "lying") == 0)
		lie(client);
	else if (strcmp(how, "babbling") == 0)
		babble(client, 0, 0);
	else if (strcmp(how, "giving") == 0)
		babble(client, GIVEN, 0);
	else if (strcmp(how, "lingering") == 0)
		babble(client, GIVEN, lingering);
	if (lingering >= 0)
		(void)close(lingering);
	if (strcmp(how, "silent") != 0)
		(void)close(client);
}

int
main(int argc, char **argv)
{
	int listener = socket(AF_UNIX, SOCK_SEQPACKET, 0);

	if (argc != 3 || name_for(argv[1]) < 0 ||
	    bind(listener, (struct sockaddr *)&address, size) < 0 ||
	    listen(listener, 4) < 0)
		return 2;
	if (strcmp(argv[2], "deaf") == 0)
		fill_queue();
	(void)puts("listening");
	(void)fflush(stdout);
	while (strcmp(argv[2], "deaf") == 0)
		(void)pause();
	for (;;)
		serve(accept(listener, NULL, NULL), argv[2]);
}
