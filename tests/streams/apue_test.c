/* SPDX-License-Identifier: ISC */
/* APUE's calls on message streams, and with programs that use STREAMS. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

static char text[16384];
static size_t text_size;

static ssize_t
keep_text(int fd, const void *from, size_t size)
{
	(void)fd;
	memcpy(text + text_size, from, size);
	text_size += size;
	return (ssize_t)size;
}

static void
assert_is_dev_null(int fd)
{
	char byte;

	HOLDS(fd >= 0);
	IS(read(fd, &byte, 1), 0);
	IS(close(fd), 0);
}

CASE(apue, send_fd_arrives_at_recv_fd)
{
	struct pair pair = pair_open();
	int file = open("/dev/null", O_RDONLY);

	IS(send_fd(pair.a, file), 0);
	assert_is_dev_null(recv_fd(pair.b, NULL));
	close(file);
}

CASE(apue, send_fd_arrives_as_two_bytes_and_a_passed_descriptor)
{
	struct pair pair = pair_open();
	int file = open("/dev/null", O_RDONLY);
	struct strrecvfd passed;

	IS(send_fd(pair.a, file), 0);
	GETS(get(pair.b, -1, 100, 0), 0, -1, 2, 0);
	IS(ioctl(pair.b, I_RECVFD, &passed), 0);
	assert_is_dev_null(passed.fd);
	close(file);
}

CASE(apue, recv_fd_takes_what_a_STREAMS_program_sends)
{
	struct pair pair = pair_open();
	int file = open("/dev/null", O_RDONLY);

	IS(write(pair.a, "\0", 2), 2);
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	assert_is_dev_null(recv_fd(pair.b, NULL));
	close(file);
}

CASE(apue, send_err_arrives_at_recv_fd_with_its_text)
{
	struct pair pair = pair_open();

	text_size = 0;
	IS(send_err(pair.a, -3, "no such thing"), 0);
	IS(recv_fd(pair.b, keep_text), -3);
	IS(text_size, 13);
	IS(memcmp(text, "no such thing", 13), 0);
}

CASE(apue, a_text_of_several_messages_is_one_text)
{
	struct pair pair = pair_open();
	char long_text[10001];

	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = 0;
	text_size = 0;
	IS(send_err(pair.a, -1, long_text), 0);
	IS(recv_fd(pair.b, keep_text), -1);
	IS(text_size, sizeof long_text - 1);
	IS(memcmp(text, long_text, text_size), 0);
}

CASE(apue, recv_fd_at_hang_up_is_ENXIO)
{
	struct pair pair = pair_open();

	close(pair.a);
	FAILS(recv_fd(pair.b, NULL), ENXIO);
}

CASE(apue, parcels_are_not_for_message_streams)
{
	struct pair pair = pair_open();
	struct lsc_outgoing out = LSC_OUTGOING_INIT;
	struct lsc_incoming in = LSC_INCOMING_INIT;
	char byte = 'x';

	out.data = in.data = &byte;
	out.size = in.size = 1;
	FAILS(lsc_send(pair.a, &out, 0, LSC_DONTWAIT), EINVAL);
	FAILS(lsc_recv(pair.b, &in, 0, LSC_DONTWAIT), EINVAL);
}
