/* SPDX-License-Identifier: ISC */
/*
 * What has been opened without the library, and becomes the stream that is
 * attached to the file.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

/* Opened before the library can know. */
static int
open_behind(const struct named *named, int flags)
{
	int fd = must(open(named->path, flags), named->path);

	cr_assert_eq(isastream(fd), 0);
	return fd;
}

static void
expect_end(const struct named *named)
{
	cr_assert_eq(lsc_close(named->end[0]), 0);
	cr_assert(named_becomes_file(named));
	cr_assert(named_leaves_nothing(named));
}

NAMED(follow, makes_a_file_the_shared_end)
{
	struct named named;
	char byte = 'n';
	int fd;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, false), 0);
	fd = open_behind(&named, O_RDWR | O_CLOEXEC);
	errno = 77;
	cr_assert_eq(lsc_follow(fd), 1);
	cr_assert_eq(errno, 77);
	cr_assert_eq(isastream(fd), 1);
	cr_assert(t_is_cloexec(fd));
	cr_assert_eq(lsc_write(named.end[0], "y", 1), 1);
	cr_assert_eq(lsc_read(fd, &byte, 1), 1);
	cr_assert_eq(byte, 'y');
	cr_assert_eq(lsc_close(fd), 0);
	expect_end(&named);
}

/* A child, because it waits until the server takes the connection. */
static int
follow_for_writing(void *argument)
{
	const struct named *named = argument;
	int fd;
	char byte;

	if (lsc_close(named->end[0]) < 0)
		return 1;
	fd = open(named->path, O_WRONLY | O_NONBLOCK);
	if (lsc_follow(fd) != 1 || isastream(fd) != 1 || t_is_cloexec(fd))
		return 2;
	if ((lsc_fcntl(fd, F_GETFL) & (O_ACCMODE | O_NONBLOCK)) !=
	    (O_WRONLY | O_NONBLOCK))
		return 3;
	if (lsc_read(fd, &byte, 1) != -1 || errno != EBADF)
		return 4;
	return lsc_write(fd, "y", 1) == 1 ? 0 : 5;
}

NAMED(follow, asks_for_a_connection_as_the_file_was_opened)
{
	struct named named;
	pid_t client;
	int fd;
	char byte = 'n';

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	client = t_fork(follow_for_writing, &named);
	fd = named_receive(&named);
	cr_assert_eq(t_wait(client), 0);
	cr_assert_eq(lsc_read(fd, &byte, 1), 1);
	cr_assert_eq(byte, 'y');
	cr_assert_eq(lsc_close(fd), 0);
	expect_end(&named);
}

static int
follow_nobody(void *argument)
{
	const struct named *named = argument;
	int r, fd = open(named->path, O_RDWR);

	if (lsc_close(named->end[0]) < 0)
		return 1;
	r = lsc_follow(fd);
	if (r != -1 || errno != ENXIO)
		return 2;
	return isastream(fd) == 0 && lseek(fd, 0, SEEK_END) ==
	    named->file.st_size ? 0 : 3;
}

/* Whether the agent passed a connection on that nobody has taken. */
static bool
has_connection(const void *argument)
{
	const struct named *named = argument;
	struct pollfd end = { .fd = named->end[0], .events = POLLIN };

	return lsc_poll(&end, 1, 0) == 1;
}

NAMED(follow, leaves_the_file_where_it_cannot)
{
	struct named named;
	pid_t client;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	client = t_fork(follow_nobody, &named);
	cr_assert(named_soon(has_connection, &named));
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert_eq(t_wait(client), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

NAMED(follow, leaves_everything_else_alone)
{
	struct named named;
	struct t_fds before;
	int end[2], fd;

	named_make(&named, "name");
	fd = open_behind(&named, O_RDWR);
	cr_assert_eq(lsc_pipe(end, 0), 0);
	t_fds_note(&before);
	cr_assert_eq(lsc_follow(fd), 0);
	cr_assert_eq(lseek(fd, 0, SEEK_END), named.file.st_size);
	cr_assert_eq(lsc_follow(end[0]), 0);
	cr_assert_eq(isastream(end[0]), 1);
	cr_assert(t_fds_same(&before));
	cr_assert_eq(close(fd), 0);
	errno = 0;
	cr_assert_eq(lsc_follow(fd), -1);
	cr_assert_eq(errno, EBADF);
	cr_assert_eq(lsc_close(end[0]), 0);
	cr_assert_eq(lsc_close(end[1]), 0);
}

NAMED(follow, is_foretold_by_the_path)
{
	struct named named;
	struct t_fds before;

	named_make(&named, "name");
	t_fds_note(&before);
	errno = 77;
	cr_assert_eq(lsc_is_name(named.path), 0);
	cr_assert_eq(lsc_is_name("/dev/null"), 0);
	cr_assert_eq(errno, 77);
	cr_assert_eq(lsc_is_name("nowhere"), -1);
	cr_assert_eq(errno, ENOENT);
	cr_assert(t_fds_same(&before));
	cr_assert_eq(named_attach(&named, true), 0);
	t_fds_note(&before);
	errno = 77;
	cr_assert_eq(lsc_is_name(named.path), 1);
	cr_assert_eq(errno, 77);
	cr_assert(t_fds_same(&before));
	expect_end(&named);
	cr_assert_eq(lsc_is_name(named.path), 0);
}
