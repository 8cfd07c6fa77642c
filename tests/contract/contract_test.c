/* SPDX-License-Identifier: ISC */
/*
 * The contract of backend.h, which every backend keeps.
 */
#include <config.h>

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/backend.h"
#include "tests/support/t_test.h"

#ifdef T_ACCRIGHTS
#define EXPECTED_NAME "accrights"
#elif defined T_STREAMS
#define EXPECTED_NAME "streams"
#else
#define EXPECTED_NAME "control"
#endif

static int end[2];

static void
open_ends(void)
{
	cr_assert_eq(lsci_backend_pair(end), 0);
}

static ssize_t
send_parcel(const char *head, const char *tail, const int *fds, unsigned n)
{
	struct lsci_outgoing out = LSCI_OUTGOING_INIT;

	out.head = head;
	out.head_size = strlen(head);
	out.tail = tail;
	out.tail_size = strlen(tail);
	out.fd = fds;
	out.fds = n;
	return lsci_backend_send(end[0], &out, LSCI_DONT_WAIT);
}

T(backend, has_the_name_it_was_built_for)
{
	cr_assert_str_eq(lsci_backend_name, EXPECTED_NAME);
}

/* Bytes that were sent in two parcels may come in two. */
static void
assert_bytes(const char *expected)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	char data[32] = "";
	size_t size = 0;

	while (size < strlen(expected)) {
		ssize_t n;

		in.data = data + size;
		in.size = sizeof data - size;
		n = lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT);
		cr_assert_gt(n, 0);
		size += (size_t)n;
	}
	cr_assert_str_eq(data, expected);
}

T(backend, both_parts_of_a_parcel_arrive_as_one)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	char data[32] = "";

	open_ends();
	in.data = data;
	in.size = sizeof data;
	cr_assert_eq(send_parcel("head", "tail", NULL, 0), 8);
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), 8);
	cr_assert_str_eq(data, "headtail");
	cr_assert_eq(send_parcel("", "tail", NULL, 0), 4);
	cr_assert_eq(send_parcel("head", "", NULL, 0), 4);
	assert_bytes("tailhead");
}

T(backend, as_many_descriptors_as_are_wanted_are_kept_and_the_rest_counted)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	struct t_fds before;
	char data[4];
	int fds[LSCI_RIGHTS_MAX], got[5], i;

	T_NOT_ON_STREAMS("each descriptor comes by itself");
	open_ends();
	for (i = 0; i < LSCI_RIGHTS_MAX; i++)
		fds[i] = STDERR_FILENO;
	cr_assert_eq(send_parcel("x", "", fds, LSCI_RIGHTS_MAX), 1);
	t_fds_note(&before);
	in.data = data;
	in.size = sizeof data;
	in.fd = got;
	in.room = 5;
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), 1);
	cr_assert_eq(in.fds, 5);
	cr_assert_eq(in.surplus, LSCI_RIGHTS_MAX - 5);
	cr_assert_not(in.dropped);
	for (i = 0; i < 5; i++)
		close(got[i]);
	cr_assert(t_fds_same(&before));
}

T(backend, more_descriptors_than_a_message_takes_are_EINVAL)
{
	int fds[LSCI_RIGHTS_MAX + 1];

	open_ends();
	memset(fds, 0, sizeof fds);
	cr_assert_eq(send_parcel("x", "", fds, LSCI_RIGHTS_MAX + 1), -EINVAL);
}

T(backend, a_receive_that_wants_none_closes_what_comes_even_in_a_full_table)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	struct t_fds before;
	char data[4];
	int fds[2] = { 2, 2 };

	T_NOT_ON_STREAMS("each descriptor comes by itself");
	open_ends();
	cr_assert_eq(send_parcel("a", "", fds, 2), 1);
	cr_assert_eq(send_parcel("b", "", fds, 2), 1);
	in.data = data;
	in.size = sizeof data;
	t_fds_note(&before);
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), 1);
	cr_assert_eq(in.surplus, 2);
	cr_assert(t_fds_same(&before));
	t_fill_table();
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), 1);
	t_free_table();
	cr_assert(t_fds_same(&before));
}

T(backend, a_receive_ends_behind_the_byte_that_carries_a_descriptor)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	char data[16] = "";
	int fd = STDERR_FILENO, got;

	T_NOT_ON_STREAMS("each descriptor comes by itself");
	open_ends();
	cr_assert_eq(send_parcel("plain", "", NULL, 0), 5);
	cr_assert_eq(send_parcel("F", "", &fd, 1), 1);
	cr_assert_eq(send_parcel("more", "", NULL, 0), 4);
	in.data = data;
	in.size = sizeof data;
	in.fd = &got;
	in.room = 1;
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), 6);
	cr_assert_str_eq(data, "plainF");
	cr_assert_eq(in.fds, 1);
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), 4);
	cr_assert_eq(in.fds, 0);
}

T(backend, a_peek_takes_nothing_and_installs_nothing)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	struct t_fds before;
	bool carries = false;
	char data[4];
	int fd = STDERR_FILENO, got, i;

	T_NOT_ON_STREAMS("each descriptor comes by itself");
	open_ends();
	cr_assert_eq(send_parcel("F", "", &fd, 1), 1);
	t_fds_note(&before);
	for (i = 0; i < 3; i++) {
		cr_assert_eq(lsci_backend_peek(end[1], data, sizeof data,
		    &carries, LSCI_DONT_WAIT), 1);
		cr_assert(carries);
	}
	cr_assert(t_fds_same(&before));
	in.data = data;
	in.size = sizeof data;
	in.fd = &got;
	in.room = 1;
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), 1);
	cr_assert(t_same_file(got, fd));
}

T(backend, a_peek_at_plain_bytes_knows_that_they_carry_nothing)
{
	bool carries = true;
	char data[4];

	open_ends();
	cr_assert_eq(send_parcel("ab", "", NULL, 0), 2);
	cr_assert_eq(lsci_backend_peek(end[1], data, sizeof data, &carries,
	    LSCI_DONT_WAIT), 2);
	cr_assert_not(carries);
}

T(backend, an_empty_stream_is_EAGAIN_without_waiting)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	char data[4];

	open_ends();
	in.data = data;
	in.size = sizeof data;
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT), -EAGAIN);
	cr_assert_eq(lsci_backend_peek(end[1], data, 1, NULL, LSCI_DONT_WAIT),
	    -EAGAIN);
}

T(backend, a_hang_up_is_0_after_what_was_sent)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	char data[4];

	open_ends();
	cr_assert_eq(write(end[1], "unread", 6), 6);
	cr_assert_eq(send_parcel("x", "", NULL, 0), 1);
	close(end[0]);
	in.data = data;
	in.size = sizeof data;
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_WAIT), 1);
	cr_assert_eq(lsci_backend_peek(end[1], data, 1, NULL, LSCI_WAIT), 0);
	cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_WAIT), 0);
}

T(backend, a_full_stream_is_EAGAIN_without_waiting)
{
	int fd = STDERR_FILENO;
	ssize_t n;

	open_ends();
	while ((n = send_parcel("x", "", &fd, 1)) == 1)
		continue;
	cr_assert_eq(n, -EAGAIN);
}

T(backend, sending_to_a_closed_end_is_EPIPE)
{
	open_ends();
	close(end[1]);
	cr_assert_eq(send_parcel("x", "", NULL, 0), -EPIPE);
}

T(backend, an_end_that_is_not_connected_is_EINVAL)
{
	struct lsci_incoming in = LSCI_INCOMING_INIT;
	char data[4];
	int type[2] = { SOCK_STREAM, SOCK_SEQPACKET }, i, fd = STDERR_FILENO;

	T_NOT_ON_STREAMS("every end is connected");
	in.data = data;
	in.size = sizeof data;
	for (i = 0; i < 2; i++) {
		end[0] = end[1] = socket(AF_UNIX, type[i], 0);
		cr_assert_eq(send_parcel("x", "", &fd, 1), -EINVAL);
		cr_assert_eq(lsci_backend_recv(end[1], &in, LSCI_DONT_WAIT),
		    -EINVAL);
	}
}
