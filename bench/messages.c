/* SPDX-License-Identifier: ISC */
/*
 * Message streams, against a pair of packet sockets; and what the calls cost
 * for descriptors that are none.
 */
#define _GNU_SOURCE 1
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "bench/bench.h"

enum { SMALL = 64, LARGE = 4096, CONTROL = 16 };

static int packets[2];
static int messages[2];
static int host[2];
static char bytes[LARGE + CONTROL];
static char got[LARGE + CONTROL];

static void
bare(size_t size)
{
	must((int)send(packets[0], bytes, size, MSG_NOSIGNAL));
	must((int)recv(packets[1], got, size, 0));
}

static void
bare_small(void)
{
	bare(SMALL);
}

static void
bare_large(void)
{
	bare(LARGE);
}

static void
bare_with_control(void)
{
	bare(SMALL + CONTROL);
}

static void
write_and_read(size_t size)
{
	must((int)lsc_write(messages[0], bytes, size));
	must((int)lsc_read(messages[1], got, size));
}

static void
small_data(void)
{
	write_and_read(SMALL);
}

static void
large_data(void)
{
	write_and_read(LARGE);
}

static void
short_reads(void)
{
	must((int)lsc_write(messages[0], bytes, SMALL));
	must((int)lsc_read(messages[1], got, SMALL / 2));
	must((int)lsc_read(messages[1], got, SMALL / 2));
}

static void
message(void)
{
	struct strbuf control = { CONTROL, CONTROL, bytes };
	struct strbuf data = { SMALL, SMALL, bytes + CONTROL };
	int flags = 0;

	must(putmsg(messages[0], &control, &data, 0));
	control.buf = got;
	data.buf = got + CONTROL;
	must(getmsg(messages[1], &control, &data, &flags));
}

static void
bare_descriptor(void)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { { 0 } };
	char byte = 1;
	struct iovec part = { &byte, 1 };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1,
	    .msg_control = &control, .msg_controllen = sizeof control };
	int fd = host[0];

	control.align.cmsg_level = SOL_SOCKET;
	control.align.cmsg_type = SCM_RIGHTS;
	control.align.cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(&control.align), &fd, sizeof fd);
	must((int)sendmsg(packets[0], &msg, MSG_NOSIGNAL));
	msg.msg_controllen = sizeof control;
	must((int)recvmsg(packets[1], &msg, 0));
	memcpy(&fd, CMSG_DATA(&control.align), sizeof fd);
	must(close(fd));
}

static void
descriptor(void)
{
	struct strrecvfd passed;

	must(ioctl(messages[0], I_SENDFD, host[0]));
	must(ioctl(messages[1], I_RECVFD, &passed));
	must(close(passed.fd));
}

static void
host_pipe(void)
{
	must((int)write(host[1], bytes, SMALL));
	must((int)read(host[0], got, SMALL));
}

static void
host_pipe_through_us(void)
{
	must((int)lsc_write(host[1], bytes, SMALL));
	must((int)lsc_read(host[0], got, SMALL));
}

static void
host_poll(void)
{
	struct pollfd fds = { .fd = host[1], .events = POLLOUT };

	must(poll(&fds, 1, 0));
}

static void
host_poll_through_us(void)
{
	struct pollfd fds = { .fd = host[1], .events = POLLOUT };

	must(lsc_poll(&fds, 1, 0));
}

const struct pair *
message_pairs(void)
{
	static const struct pair pairs[] = {
		{ "lsc_write + lsc_read, 64 bytes", small_data, bare_small },
		{ "the same, 4096 bytes", large_data, bare_large },
		{ "64 bytes in two reads", short_reads, bare_small },
		{ "putmsg + getmsg, 16 and 64 bytes", message,
		    bare_with_control },
		{ "I_SENDFD + I_RECVFD + close", descriptor,
		    bare_descriptor },
		{ "lsc_write + lsc_read of a pipe", host_pipe_through_us,
		    host_pipe },
		{ "lsc_poll of a pipe", host_poll_through_us, host_poll },
		{ NULL, NULL, NULL }
	};

	must(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, packets));
	must(lsc_pipe(messages, 0));
	must(pipe(host));
	return pairs;
}
