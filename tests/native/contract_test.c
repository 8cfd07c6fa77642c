/* SPDX-License-Identifier: ISC */
/*
 * How the `streams' backend keeps what backend.h says of descriptors.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "backend/backend.h"
#include "tests/support/t_test.h"

static int end[2];

static void
send_with(const char *byte, const int *fds, unsigned count)
{
	struct lsci_outgoing out = {
		.head = byte, .head_size = 1, .fd = fds, .fds = count
	};

	cr_assert_eq(lsci_backend_pair(end), 0);
	cr_assert_eq(lsci_backend_send(end[0], &out, LSCI_DONT_WAIT), 1);
}

static ssize_t
receive(struct lsci_incoming *in)
{
	return lsci_backend_recv(end[1], in, LSCI_DONT_WAIT);
}

T(descriptor, comes_behind_its_bytes_with_one_byte_of_its_own)
{
	int fd = STDERR_FILENO, got = -1;
	char byte = 0;
	struct lsci_incoming in = {
		.data = &byte, .size = 1, .fd = &got, .room = 1
	};

	send_with("x", &fd, 1);
	cr_assert_eq(receive(&in), 1);
	cr_assert_eq(byte, 'x');
	cr_assert_eq(in.fds, 0);
	cr_assert_eq(receive(&in), 1);
	cr_assert_neq(byte, 0);
	cr_assert_eq(in.fds, 1);
	cr_assert(t_same_file(got, fd));
	cr_assert_not(t_is_cloexec(got));
	cr_assert_eq(receive(&in), -EAGAIN);
}

T(descriptor, is_born_close_on_exec_if_that_is_wanted)
{
	int fd = STDERR_FILENO, got = -1;
	char byte;
	struct lsci_incoming in = {
		.data = &byte, .size = 1, .fd = &got, .room = 1,
		.close_on_exec = true
	};

	send_with("x", &fd, 1);
	cr_assert_eq(receive(&in), 1);
	cr_assert_eq(receive(&in), 1);
	cr_assert(t_is_cloexec(got));
}

T(descriptor, that_is_not_wanted_is_closed_and_counted)
{
	int fds[2] = { STDERR_FILENO, STDERR_FILENO };
	struct t_fds before;
	char byte;
	struct lsci_incoming in = { .data = &byte, .size = 1 };

	send_with("x", fds, 2);
	t_fds_note(&before);
	cr_assert_eq(receive(&in), 1);
	cr_assert_eq(in.surplus, 0);
	cr_assert_eq(receive(&in), 1);
	cr_assert_eq(in.surplus, 1);
	cr_assert_eq(receive(&in), 1);
	cr_assert_eq(in.surplus, 1);
	cr_assert(t_fds_same(&before));
}

T(descriptor, is_seen_by_a_peek_that_takes_and_installs_nothing)
{
	int fd = STDERR_FILENO, got = -1, i;
	struct t_fds before;
	bool carries = true;
	char byte;
	struct lsci_incoming in = {
		.data = &byte, .size = 1, .fd = &got, .room = 1
	};

	send_with("x", &fd, 1);
	cr_assert_eq(lsci_backend_peek(end[1], &byte, 1, &carries,
	    LSCI_DONT_WAIT), 1);
	cr_assert_not(carries);
	cr_assert_eq(receive(&in), 1);
	t_fds_note(&before);
	for (i = 0; i < 3; i++) {
		cr_assert_eq(lsci_backend_peek(end[1], &byte, 1, &carries,
		    LSCI_WAIT), 1);
		cr_assert(carries);
	}
	cr_assert(t_fds_same(&before));
	cr_assert_eq(receive(&in), 1);
	cr_assert(t_same_file(got, fd));
}

T(descriptor, that_is_not_open_is_EBADF_before_anything_is_sent)
{
	int closed;
	char byte;
	struct lsci_outgoing out = {
		.head = "x", .head_size = 1, .fd = &closed, .fds = 1
	};

	cr_assert_eq(lsci_backend_pair(end), 0);
	closed = dup(STDERR_FILENO);
	close(closed);
	cr_assert_eq(lsci_backend_send(end[0], &out, LSCI_DONT_WAIT), -EBADF);
	cr_assert_eq(lsci_backend_peek(end[1], &byte, 1, NULL,
	    LSCI_DONT_WAIT), -EAGAIN);
}

T(pair, is_born_as_it_is_asked_to_be)
{
	int i;

	cr_assert_eq(lsci_backend_message_pair(end,
	    LSCI_CLOSE_ON_EXEC | LSCI_NONBLOCKING), 0);
	for (i = 0; i < 2; i++) {
		cr_assert(t_is_cloexec(end[i]));
		cr_assert_neq(fcntl(end[i], F_GETFL) & O_NONBLOCK, 0);
	}
}

T(peer, of_a_stream_is_not_known_and_of_a_file_is_ENOSTR)
{
	struct lsci_peer peer = { .want_pidfd = true };

	cr_assert_eq(lsci_backend_pair(end), 0);
	cr_assert_eq(lsci_backend_peer(end[0], &peer), 0);
	cr_assert_not(peer.ids.uid_known);
	cr_assert_eq(peer.pidfd, -1);
	cr_assert_eq(lsci_backend_peer(t_file("none"), &peer), -ENOSTR);
}
