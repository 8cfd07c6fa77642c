/* SPDX-License-Identifier: ISC */
/*
 * What t_sockets.c is for sockets, for streams: a peer that says what it
 * likes, by the system's own calls.
 */
#include <errno.h>
#include <stropts.h>
#include <unistd.h>

#include "tests/support/t_test.h"

void
t_socketpair(int type, int end[2])
{
	(void)type;
	end[0] = end[1] = -1;
	cr_skip_test("a socket is no stream");
}

void
t_pass_credentials(int fd)
{
	(void)fd;
	cr_skip_test("streams have no credentials in band");
}

/* The byte that a descriptor rides on, where it must ride on something. */
static bool
is_carrier(const char *data, size_t size)
{
	return size == 1 && *data != 0;
}

/* I_SENDFD never waits for room. */
static int
pass(int end, int fd)
{
	int r;

	while ((r = ioctl(end, I_SENDFD, fd)) < 0 && errno == EAGAIN)
		t_sleep_ms(1);
	return r;
}

ssize_t
t_send(int fd, const void *data, size_t size, const int *fds, unsigned count,
    unsigned records)
{
	if (count > 1 || records > 1)
		cr_skip_test("each descriptor is a message of its own");
	if ((count == 0 || !is_carrier(data, size)) && size > 0 &&
	    write(fd, data, size) != (ssize_t)size)
		return -1;
	return count > 0 && pass(fd, fds[0]) < 0 ? -1 :
	    (ssize_t)size;
}

ssize_t
t_recv(int fd, void *data, size_t size, int *fds, unsigned room,
    unsigned *count)
{
	ssize_t n = read(fd, data, size);
	struct strrecvfd passed;

	*count = 0;
	if (n >= 0 && room > 0 && ioctl(fd, I_RECVFD, &passed) == 0)
		fds[(*count)++] = passed.fd;
	return n;
}
