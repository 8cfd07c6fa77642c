/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE 1
#include "tests/streams/named.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "tests/streams/message.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

const char *
name_path(const char *base)
{
	static bool made;

	if (!made)
		t_directory_make();
	made = true;
	return t_path(base);
}

const char *
name_new(const char *base, const char *text)
{
	const char *path = name_path(base);
	int fd = must(open(path, O_WRONLY | O_CREAT | O_EXCL, 0640), path);

	if (*text != '\0')
		must((int)write(fd, text, strlen(text)), path);
	must(close(fd), path);
	return path;
}

bool
opens_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	bool is = fd >= 0 && isastream(fd) == 0;

	if (fd >= 0)
		must(close(fd), path);
	return is;
}

bool
is_file(const char *path, const char *text)
{
	struct stat st;
	char found[100] = "";
	int fd = open(path, O_RDONLY);
	ssize_t n;

	if (fd < 0 || isastream(fd) != 0)
		return false;
	n = read(fd, found, sizeof found - 1);
	must(close(fd), path);
	return n >= 0 && strcmp(found, text) == 0 && stat(path, &st) == 0 &&
	    S_ISREG(st.st_mode);
}

int
opens_stream(const char *path, int flags, const char *file, int line)
{
	int fd = open(path, flags);

	if (fd < 0)
		expect_failed(file, line, "%s is not opened: %s", path,
		    strerror(errno));
	expect_is(isastream(fd), 1, "isastream", file, line);
	return fd;
}

void
are_connected(int from, int to, const char *file, int line)
{
	expect_is(write(from, "ping", 4), 4, "write", file, line);
	reads(to, 100, "ping", file, line);
}

struct pair
pair_with_connld(const char *path)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.b, I_PUSH, "connld"), 0);
	IS(fattach(pair.b, path), 0);
	return pair;
}

/* --- clients */

static int
be_client(void *argument)
{
	const struct client *client = argument;
	char answer[100];
	int fd;

	if (client->other.a != client->other.b) {
		must(close(client->other.a), "the server's end");
		must(close(client->other.b), "the attached end");
	}
	fd = open(client->path, client->flags);
	if (fd < 0)
		return errno;
	IS(write(fd, "hello", 5), 5);
	HOLDS(read(fd, answer, sizeof answer) >= 0);
	return 0;
}

pid_t
client_start(const struct client *client)
{
	struct client copy = *client;

	return child_start(be_client, &copy);
}

int
client_take(int fd)
{
	struct strrecvfd received;

	IS(ioctl(fd, I_RECVFD, &received), 0);
	READS(received.fd, 100, "hello");
	return received.fd;
}

void
client_release(int fd)
{
	IS(write(fd, "bye", 3), 3);
	must(close(fd), "a connection");
}
