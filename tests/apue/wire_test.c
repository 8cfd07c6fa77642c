/* SPDX-License-Identifier: ISC */
/*
 * The bytes on the wire are APUE's, so that the other end may be another
 * implementation: here it is a bare socket.
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/apue/pair.h"

static void
assert_wire(int stream, const char *bytes, size_t size, unsigned descriptors)
{
	char got[64];
	int fds[4];
	unsigned count;

	cr_assert_eq(t_recv(stream, got, sizeof got, fds, 4, &count),
	    (ssize_t)size);
	cr_assert_eq(memcmp(got, bytes, size), 0);
	cr_assert_eq(count, descriptors);
}

T(wire, a_descriptor_is_two_zero_bytes_with_one_control_record)
{
	int end[2];

	t_socketpair(SOCK_STREAM, end);
	cr_assert_eq(send_fd(end[0], STDERR_FILENO), 0);
	assert_wire(end[1], "\0\0", 2, 1);
}

T(wire, a_refusal_is_its_text_a_zero_and_the_status_made_positive)
{
	int end[2];

	t_socketpair(SOCK_STREAM, end);
	cr_assert_eq(send_err(end[0], -3, "why not"), 0);
	assert_wire(end[1], "why not\0\3", 9, 0);
	cr_assert_eq(send_fd(end[0], -255), 0);
	assert_wire(end[1], "\0\377", 2, 0);
}

T(wire, what_another_implementation_sends_is_received)
{
	int end[2], file = t_file("foreign");

	t_socketpair(SOCK_STREAM, end);
	cr_assert_eq(t_send(end[0], "\0\0", 2, &file, 1, 1), 2);
	cr_assert(t_same_file(recv_fd(end[1], NULL), file));
	cr_assert_eq(write(end[0], "text", 4), 4);
	cr_assert_eq(write(end[0], "\0\11", 2), 2);
	cr_assert_eq(recv_fd(end[1], NULL), -9);
}
