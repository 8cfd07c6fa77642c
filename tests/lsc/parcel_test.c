/* SPDX-License-Identifier: ISC */
/*
 * lsc_send and lsc_recv: data and descriptors in one message, and every way
 * to ask for something that cannot be.  (Waiting, full tables and the sender
 * have files of their own.)
 */
#define _GNU_SOURCE 1
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/lsc/parcel.h"

static struct parcel got;

/* --- data and descriptors together */

T(parcel, of_data_alone_brings_no_descriptor)
{
	struct pair pair = pair_open();

	cr_assert_eq(parcel_send(pair.in, "data alone", NULL, 0), 10);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, 0), 10);
	parcel_assert(&got, "data alone", 0, 0);
	parcel_assert_empty(pair.out);
}

static void
assert_passes(unsigned count)
{
	struct pair pair = pair_open();
	int file[LSC_FDS_MAX];
	struct t_fds before;

	parcel_files(file, count);
	t_fds_note(&before);
	cr_assert_eq(parcel_send(pair.in, "text", file, count), 4);
	cr_assert(t_fds_same(&before));
	cr_assert_eq(parcel_recv(pair.out, &got, count, 0), 4);
	parcel_assert(&got, "text", count, 0);
	parcel_assert_same(&got, file, count);
	cr_assert(t_fds_same(&before));
	parcel_close_files(file, count);
	parcel_assert_empty(pair.out);
}

T(parcel, of_data_and_a_descriptor_arrives_as_one)
{
	assert_passes(1);
}

T(parcel, of_two_descriptors_keeps_their_order)
{
	assert_passes(2);
}

T(parcel, of_253_descriptors_keeps_their_order)
{
	cr_assert_eq(LSC_FDS_MAX, 253);
	assert_passes(LSC_FDS_MAX);
}

T(parcel, of_254_descriptors_is_EINVAL_and_nothing_is_sent)
{
	struct pair pair = pair_open();
	int fds[LSC_FDS_MAX + 2], i;

	for (i = 0; i <= LSC_FDS_MAX; i++)
		fds[i] = STDERR_FILENO;
	fds[i] = -1;                    /* which nobody looks at */
	FAILS(parcel_send(pair.in, "x", fds, LSC_FDS_MAX + 1), EINVAL);
	FAILS(parcel_send(pair.in, "x", fds, LSC_FDS_MAX + 2), EINVAL);
	parcel_assert_empty(pair.out);
}

T(parcel, of_the_same_descriptor_twice_brings_two)
{
	struct pair pair = pair_open();
	int file = t_file("twice"), twice[2];

	twice[0] = twice[1] = file;
	cr_assert_eq(parcel_send(pair.in, "x", twice, 2), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 2, 0), 1);
	cr_assert_neq(got.fd[0], got.fd[1]);
	parcel_assert_same(&got, twice, 2);
}

T(parcel, shares_the_open_file_and_its_offset)
{
	struct pair pair = pair_open();
	int file = t_file("0123456789");
	char c;

	cr_assert_eq(lseek(file, 7, SEEK_SET), 7);
	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	cr_assert_eq(read(got.fd[0], &c, 1), 1);
	cr_assert_eq(c, '7');
	cr_assert_eq(lseek(file, 0, SEEK_CUR), 8);
}

T(parcel, may_be_received_after_the_sender_closed_its_descriptor)
{
	struct pair pair = pair_open();
	int file = t_file("still here");
	char text[16] = "";

	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	cr_assert(t_is_open(file));
	close(file);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	cr_assert_eq(read(got.fd[0], text, sizeof text), 10);
	cr_assert_str_eq(text, "still here");
}

static int
send_and_die(void *argument)
{
	int file = t_file("legacy of the dead");

	return parcel_send(*(int *)argument, "x", &file, 1) == 1 ? 0 : 1;
}

T(parcel, outlives_the_process_that_sent_it_and_then_comes_the_hang_up)
{
	struct pair pair = pair_open();
	char text[32] = "";

	cr_assert_eq(t_wait(t_fork(send_and_die, &pair.in)), 0);
	close(pair.in);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	cr_assert_eq(read(got.fd[0], text, sizeof text), 18);
	cr_assert_str_eq(text, "legacy of the dead");
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 0);
	parcel_assert(&got, "", 0, 0);
}

T(parcel, of_nothing_sends_nothing)
{
	struct pair pair = pair_open();

	cr_assert_eq(parcel_send(pair.in, "", NULL, 0), 0);
	parcel_assert_empty(pair.out);
}

T(parcel, leaves_errno_alone_on_both_sides)
{
	struct pair pair = pair_open();
	int file = t_file("success");

	errno = ERANGE;
	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	cr_assert_eq(errno, ERANGE);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	cr_assert_eq(errno, ERANGE);
	close(pair.in);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 0);
	cr_assert_eq(errno, ERANGE);
}

T(parcel, is_understood_by_recv_fd_and_understands_send_fd)
{
	struct pair pair = pair_open();
	int file = t_file("two zero bytes"), copy;
	struct lsc_outgoing message = LSC_OUTGOING_INIT;

	message.data = "\0";
	message.size = 2;
	message.fd = &file;
	message.fds = 1;
	cr_assert_eq(lsc_send(pair.in, &message, 0, LSC_WAIT), 2);
	copy = recv_fd(pair.out, NULL);
	cr_assert(t_same_file(copy, file));
	cr_assert_eq(send_fd(pair.in, file), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 2);
	cr_assert_eq(memcmp(got.text, "\0", 2), 0);
	parcel_assert_same(&got, &file, 1);
}

static int in_of_handler, file_of_handler;

static void
send_in_handler(int number)
{
	(void)number;
	(void)parcel_send(in_of_handler, "signal", &file_of_handler, 1);
}

T(parcel, may_be_sent_by_a_signal_handler)
{
	struct pair pair = pair_open();

	in_of_handler = pair.in;
	file_of_handler = t_file("signal");
	cr_assert_neq(signal(SIGUSR1, send_in_handler), SIG_ERR);
	cr_assert_eq(raise(SIGUSR1), 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 6);
	parcel_assert_same(&got, &file_of_handler, 1);
}

/* --- which bytes and descriptors one call returns */

T(piece, brings_its_descriptors_with_its_first_byte)
{
	struct pair pair = pair_open();
	int file[2], i;

	parcel_files(file, 2);
	cr_assert_eq(parcel_send(pair.in, "0123", file, 2), 4);
	cr_assert_eq(parcel_recv_how(pair.out, &got, 1, 2, 0, LSC_DONTWAIT),
	    1);
	parcel_assert(&got, "0", 2, 0);
	parcel_assert_same(&got, file, 2);
	for (i = 1; i < 4; i++) {
		char digit[2] = { (char)('0' + i), '\0' };

		cr_assert_eq(parcel_recv_how(pair.out, &got, 1, 2, 0,
		    LSC_DONTWAIT), 1);
		parcel_assert(&got, digit, 0, 0);
	}
}

T(piece, is_never_longer_than_the_room_for_it)
{
	struct pair pair = pair_open();

	cr_assert_eq(parcel_send(pair.in, "0123456789", NULL, 0), 10);
	cr_assert_eq(parcel_recv_how(pair.out, &got, 4, 2, 0, LSC_DONTWAIT),
	    4);
	parcel_assert(&got, "0123", 0, 0);
	cr_assert_eq(parcel_recv(pair.out, &got, 0, 0), 6);
	parcel_assert(&got, "456789", 0, 0);
}

/* What was sent before may come together with the first message that has
   descriptors; the second never does. */
T(piece, ends_where_the_bytes_end_that_its_descriptors_came_with)
{
	struct pair pair = pair_open();
	int file[3];
	char all[32] = "";
	bool first_came = false;

	parcel_files(file, 3);
	cr_assert_eq(parcel_send(pair.in, "plain", NULL, 0), 5);
	cr_assert_eq(parcel_send(pair.in, "First", &file[0], 1), 5);
	cr_assert_eq(parcel_send(pair.in, "Second", &file[1], 2), 6);
	cr_assert_eq(parcel_send(pair.in, "more", NULL, 0), 4);
	while (strlen(all) < 20) {
		cr_assert_gt(parcel_recv(pair.out, &got, 9, 0), 0);
		strcat(all, got.text);
		if (strstr(got.text, "First") != NULL) {
			cr_assert_str_eq(all, "plainFirst");
			parcel_assert_same(&got, &file[0], 1);
			first_came = true;
		} else if (strstr(got.text, "Second") != NULL) {
			cr_assert(first_came);
			cr_assert_str_eq(got.text, "Second");
			parcel_assert_same(&got, &file[1], 2);
		} else {
			cr_assert_eq(got.message.fds, 0);
		}
	}
	cr_assert_str_eq(all, "plainFirstSecondmore");
	parcel_assert_empty(pair.out);
}

static char big[1 << 20];

static void
fill_big(void)
{
	size_t i;

	for (i = 0; i < sizeof big; i++)
		big[i] = (char)(i * 31 + i / 251);
}

static int
send_big(void *argument)
{
	struct pair *pair = argument;
	struct lsc_outgoing message = LSC_OUTGOING_INIT;
	int fds[2] = { STDERR_FILENO, STDERR_FILENO };

	close(pair->out);
	message.data = big;
	message.size = sizeof big;
	message.fd = fds;
	message.fds = 2;
	return lsc_send(pair->in, &message, 0, LSC_WAIT) ==
	    (ssize_t)sizeof big ? 0 : 1;
}

T(piece, by_piece_a_message_arrives_that_is_larger_than_the_stream)
{
	struct pair pair = pair_open();
	pid_t child;
	size_t have = 0;
	ssize_t n;

	fill_big();
	child = t_fork(send_big, &pair);
	close(pair.in);
	while ((n = parcel_recv_how(pair.out, &got, sizeof got.text, 3, 0,
	    LSC_WAIT)) > 0) {
		cr_assert_eq(got.message.fds, have == 0 ? 2 : 0,
		    "%u descriptors behind byte %zu", got.message.fds, have);
		cr_assert_leq(have + (size_t)n, sizeof big);
		cr_assert_eq(memcmp(got.text, big + have, (size_t)n), 0,
		    "behind byte %zu", have);
		have += (size_t)n;
		parcel_close(&got);
	}
	cr_assert_eq(n, 0);
	cr_assert_eq(have, sizeof big);
	cr_assert_eq(t_wait(child), 0);
}

T(piece, after_piece_goes_into_the_same_structure)
{
	struct pair pair = pair_open();
	int file[2], fd[2], i;
	char text[8];
	struct lsc_incoming in = LSC_INCOMING_INIT;

	parcel_files(file, 2);
	in.data = text;
	in.size = sizeof text;
	in.fd = fd;
	in.room = 2;
	for (i = 0; i < 3; i++) {
		cr_assert_eq(parcel_send(pair.in, "two", file, 2), 3);
		cr_assert_eq(lsc_recv(pair.out, &in, 0, LSC_WAIT), 3);
		cr_assert_eq(in.fds, 2);
		close(fd[0]);
		close(fd[1]);
		cr_assert_eq(parcel_send(pair.in, "one", NULL, 0), 3);
		cr_assert_eq(lsc_recv(pair.out, &in, LSC_IGNORE, LSC_WAIT),
		    3);
		cr_assert_eq(in.fds, 0);
		cr_assert_eq(in.length, 3);
	}
	cr_assert(in.data == text && in.size == sizeof text && in.fd == fd &&
	    in.room == 2);
}

/* --- how received descriptors are born, and how many are kept */

T(received, descriptors_are_closed_by_exec)
{
	struct pair pair = pair_open();
	int file[3], i;

	parcel_files(file, 3);
	cr_assert_eq(parcel_send(pair.in, "x", file, 3), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, 0), 1);
	cr_assert_eq(got.message.fds, 3);
	for (i = 0; i < 3; i++) {
		cr_assert(t_is_cloexec(got.fd[i]), "number %d", i);
		cr_assert_not(t_is_cloexec(file[i]));
	}
	cr_assert_eq(parcel_send(pair.in, "x", file, 1), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	cr_assert(t_is_cloexec(got.fd[0]));
}

T(received, descriptors_survive_exec_with_LSC_INHERIT)
{
	struct pair pair = pair_open();
	int file[3], i;

	parcel_files(file, 3);
	for (i = 0; i < 3; i++)
		cr_assert_eq(fcntl(file[i], F_SETFD, FD_CLOEXEC), 0);
	cr_assert_eq(parcel_send(pair.in, "x", file, 3), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, LSC_INHERIT), 1);
	cr_assert_eq(got.message.fds, 3);
	for (i = 0; i < 3; i++)
		cr_assert_not(t_is_cloexec(got.fd[i]), "number %d", i);
	cr_assert_eq(parcel_send(pair.in, "x", file, 1), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, LSC_INHERIT), 1);
	cr_assert_not(t_is_cloexec(got.fd[0]));
}

static void
assert_kept(unsigned sent, unsigned room)
{
	struct pair pair = pair_open();
	int file[LSC_FDS_MAX];
	struct t_fds before;

	parcel_files(file, sent);
	t_fds_note(&before);
	cr_assert_eq(parcel_send(pair.in, "text", file, sent), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, room, 0), 4);
	parcel_assert(&got, "text", room, sent - room);
	parcel_assert_same(&got, file, room);
	cr_assert(t_fds_same(&before));
	parcel_close_files(file, sent);
}

T(received, descriptors_beyond_the_room_are_closed_and_counted)
{
	assert_kept(1, 0);
	assert_kept(2, 1);
	assert_kept(5, 3);
	assert_kept(LSC_FDS_MAX, 0);
	assert_kept(LSC_FDS_MAX, 1);
	assert_kept(LSC_FDS_MAX, 2);
	assert_kept(LSC_FDS_MAX, LSC_FDS_MAX - 1);
}

T(received, descriptors_may_be_fewer_than_there_is_room_for)
{
	struct pair pair = pair_open();
	int file[2];

	parcel_files(file, 2);
	cr_assert_eq(parcel_send(pair.in, "text", file, 2), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, 9, 0), 4);
	parcel_assert(&got, "text", 2, 0);
	parcel_assert_same(&got, file, 2);
}

T(received, descriptors_are_all_closed_with_LSC_IGNORE)
{
	struct pair pair = pair_open();
	int file[3];
	struct t_fds before;

	parcel_files(file, 3);
	t_fds_note(&before);
	cr_assert_eq(parcel_send(pair.in, "text", file, 3), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, LSC_IGNORE), 4);
	parcel_assert(&got, "text", 0, 3);
	cr_assert(t_fds_same(&before));
	cr_assert_eq(parcel_send(pair.in, "none", NULL, 0), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, LSC_IGNORE), 4);
	parcel_assert(&got, "none", 0, 0);
}

T(received, descriptors_are_EPROTO_with_LSC_REFUSE_and_the_data_are_kept)
{
	struct pair pair = pair_open();
	int file[3];
	struct t_fds before;

	parcel_files(file, 3);
	t_fds_note(&before);
	cr_assert_eq(parcel_send(pair.in, "text", file, 3), 4);
	FAILS(parcel_recv(pair.out, &got, 3, LSC_REFUSE), EPROTO);
	cr_assert_eq(got.message.length, 4);
	cr_assert_eq(got.message.fds, 0);
	cr_assert_str_eq(got.text, "text");
	cr_assert(t_fds_same(&before));
	parcel_assert_empty(pair.out);
	cr_assert_eq(parcel_send(pair.in, "none", NULL, 0), 4);
	cr_assert_eq(parcel_recv(pair.out, &got, 3, LSC_REFUSE), 4);
	parcel_assert(&got, "none", 0, 0);
}

/* --- LSC_CLOSE */

static ssize_t
send_and_close(int in, const int *fds, unsigned count)
{
	return parcel_send_how(in, "x", fds, count, LSC_CLOSE, LSC_DONTWAIT);
}

T(closing, what_was_passed_happens_when_it_went)
{
	struct pair pair = pair_open();
	int file[2], copy[2];
	struct t_fds before;

	parcel_files(file, 2);
	t_fds_note(&before);
	copy[0] = dup(file[0]);
	copy[1] = dup(file[1]);
	cr_assert_eq(send_and_close(pair.in, copy, 2), 1);
	cr_assert(t_fds_same(&before));
	cr_assert_eq(parcel_recv(pair.out, &got, 2, 0), 1);
	parcel_assert_same(&got, file, 2);
}

T(closing, does_not_happen_without_the_flag)
{
	struct pair pair = pair_open();
	int file = t_file("kept");

	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	cr_assert(t_is_open(file));
}

T(closing, does_not_happen_when_the_call_fails)
{
	struct pair pair = pair_open();
	int file[2], itself[2], refused[2];
	struct t_fds before;

	parcel_files(file, 2);
	itself[0] = file[0];
	itself[1] = pair.in;
	refused[0] = file[0];
	refused[1] = -1;
	t_fds_note(&before);
	FAILS(send_and_close(pair.in, itself, 2), EINVAL);
	FAILS(send_and_close(pair.in, refused, 2), EBADF);
	while (send_and_close(pair.in, NULL, 0) == 1)
		continue;
	FAILS(send_and_close(pair.in, file, 2), EAGAIN);
	close(pair.out);
	before.open[pair.out] = false;
	FAILS(send_and_close(pair.in, file, 2), EPIPE);
	cr_assert(t_fds_same(&before));
}

#ifdef SYS_close
/* The library's close, too.  Once this number is closed it is another
   thread's, who has been waiting for a number. */
static int contested = -1, successor;

__attribute__((visibility("default"))) int
close(int fd)
{
	int r = (int)syscall(SYS_close, fd);

	if (fd == contested && r == 0) {
		contested = -1;
		successor = (int)syscall(SYS_dup, STDERR_FILENO);
	}
	return r;
}

T(closing, of_a_number_that_was_passed_twice_is_done_once)
{
	struct pair pair = pair_open();
	int file = t_file("twice"), lowest = dup(file), fds[3];

	fds[0] = fds[2] = lowest;
	fds[1] = file;
	contested = lowest;
	cr_assert_eq(send_and_close(pair.in, fds, 3), 1);
	cr_assert_not(t_is_open(file));
	if (contested >= 0)
		cr_skip_test("a static library does not call this close");
	cr_assert_eq(successor, lowest);
	cr_assert(t_is_open(successor), "it was another thread's");
	cr_assert_eq(parcel_recv(pair.out, &got, 3, 0), 1);
	cr_assert_eq(got.message.fds, 3);
}
#endif

/* --- what cannot be */

T(refused, are_descriptors_without_a_byte_to_go_with)
{
	struct pair pair = pair_open();
	int file = t_file("no byte");

	FAILS(parcel_send(pair.in, "", &file, 1), EINVAL);
	parcel_assert_empty(pair.out);
}

T(refused, is_no_room_for_data)
{
	struct pair pair = pair_open();
	int file = t_file("waits");

	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	FAILS(parcel_recv_how(pair.out, &got, 0, 1, 0, LSC_DONTWAIT), EINVAL);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	parcel_assert_same(&got, &file, 1);
}

T(refused, are_structures_that_are_not_known)
{
	struct pair pair = pair_open();
	struct lsc_outgoing outgoing = LSC_OUTGOING_INIT;
	struct lsc_incoming incoming = LSC_INCOMING_INIT;
	char data[4] = "x";
	size_t right;
	int i;

	outgoing.data = incoming.data = data;
	outgoing.size = 1;
	incoming.size = sizeof data;
	for (i = 0; i < 3; i++) {
		right = sizeof outgoing;
		outgoing.size_of_this = i == 0 ? 0 : i == 1 ? right - 1 :
		    right + 1;
		FAILS(lsc_send(pair.in, &outgoing, 0, LSC_WAIT), EINVAL);
		right = sizeof incoming;
		incoming.size_of_this = i == 0 ? 0 : i == 1 ? right - 1 :
		    right + 1;
		FAILS(lsc_recv(pair.out, &incoming, 0, LSC_WAIT), EINVAL);
	}
	parcel_assert_empty(pair.out);
}

T(refused, are_flags_that_the_call_does_not_know)
{
	struct pair pair = pair_open();
	unsigned of_send = LSC_CLOSE | LSC_UNSIGNED;
	unsigned of_recv = LSC_IGNORE | LSC_REFUSE | LSC_SENDER | LSC_INHERIT;
	unsigned bit;

	cr_assert_eq(parcel_send(pair.in, "waits", NULL, 0), 5);
	for (bit = 1; bit != 0; bit <<= 1) {
		if ((bit & of_send) == 0)
			FAILS(parcel_send_how(pair.in, "x", NULL, 0, bit,
			    LSC_DONTWAIT), EINVAL);
		if ((bit & of_recv) == 0)
			FAILS(parcel_recv(pair.out, &got, 1, bit), EINVAL);
	}
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 5);
	parcel_assert(&got, "waits", 0, 0);
}

T(refused, is_to_ignore_and_to_refuse_at_once)
{
	struct pair pair = pair_open();

	cr_assert_eq(parcel_send(pair.in, "waits", NULL, 0), 5);
	FAILS(parcel_recv(pair.out, &got, 1, LSC_IGNORE | LSC_REFUSE),
	    EINVAL);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 5);
}

T(refused, is_a_message_that_is_nowhere)
{
	struct pair pair = pair_open();

	FAILS(lsc_send(pair.in, NULL, 0, LSC_WAIT), EFAULT);
	FAILS(lsc_recv(pair.out, NULL, 0, LSC_WAIT), EFAULT);
	parcel_assert_empty(pair.out);
}

T(refused, are_data_and_descriptors_that_are_nowhere)
{
	struct pair pair = pair_open();
	struct lsc_outgoing outgoing = LSC_OUTGOING_INIT;
	struct lsc_incoming incoming = LSC_INCOMING_INIT;
	int file = t_file("waits");
	char data[4] = "x";

	outgoing.size = 1;
	FAILS(lsc_send(pair.in, &outgoing, LSC_CLOSE, LSC_WAIT), EFAULT);
	outgoing.data = data;
	outgoing.fds = 1;
	FAILS(lsc_send(pair.in, &outgoing, LSC_CLOSE, LSC_WAIT), EFAULT);
	parcel_assert_empty(pair.out);
	cr_assert_eq(parcel_send(pair.in, "x", &file, 1), 1);
	incoming.size = sizeof data;
	FAILS(lsc_recv(pair.out, &incoming, 0, LSC_WAIT), EFAULT);
	incoming.data = data;
	for (incoming.room = 1; incoming.room <= 3; incoming.room++)
		FAILS(lsc_recv(pair.out, &incoming, 0, LSC_WAIT), EFAULT);
	cr_assert_eq(parcel_recv(pair.out, &got, 1, 0), 1);
	parcel_assert_same(&got, &file, 1);
}

static void
assert_cannot_carry(int fd, int expected)
{
	int file = t_file("cannot be carried");
	unsigned room;

	FAILS(parcel_send(fd, "x", &file, 1), expected);
	for (room = 0; room <= 2; room++) {
		FAILS(parcel_recv(fd, &got, room, 0), expected);
		FAILS(parcel_recv_how(fd, &got, 1, room, 0, LSC_WAIT),
		    expected);
		FAILS(parcel_recv_how(fd, &got, 1, room, 0, 20000),
		    expected);
	}
	FAILS(parcel_recv(fd, &got, 1, LSC_SENDER), expected);
	close(file);
}

T(refused, is_what_is_no_socket)
{
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	FAILS(parcel_send(ends[1], "x", NULL, 0), ENOSTR);
	assert_cannot_carry(ends[0], ENOSTR);
	assert_cannot_carry(ends[1], ENOSTR);
	assert_cannot_carry(t_file("no stream"), ENOSTR);
}

T(refused, is_a_stream_that_is_not_open)
{
	int closed = fcntl(STDERR_FILENO, F_DUPFD, 200);

	close(closed);
	FAILS(parcel_send(closed, "x", NULL, 0), EBADF);
	assert_cannot_carry(closed, EBADF);
	FAILS(parcel_send(-1, "x", NULL, 0), EBADF);
	assert_cannot_carry(-1, EBADF);
}

T(refused, is_a_socket_that_is_not_connected)
{
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	int alone = socket(AF_UNIX, SOCK_STREAM, 0);
	int packets = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	struct sockaddr name = { .sa_family = AF_UNIX };

	/* no name: the kernel gives it one */
	cr_assert_eq(bind(listener, &name, sizeof name.sa_family), 0);
	cr_assert_eq(listen(listener, 1), 0);
	FAILS(parcel_send(alone, "x", NULL, 0), EINVAL);
	assert_cannot_carry(alone, EINVAL);
	FAILS(parcel_send(packets, "x", NULL, 0), EINVAL);
	assert_cannot_carry(packets, EINVAL);
	FAILS(parcel_send(listener, "x", NULL, 0), EINVAL);
	assert_cannot_carry(listener, EINVAL);
}

/* Both ends of a connection of another domain. */
static struct pair
tcp_connection(void)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	struct pair tcp;

	tcp.in = socket(AF_INET, SOCK_STREAM, 0);
	cr_assert_eq(listen(listener, 1), 0);
	cr_assert_eq(getsockname(listener, (struct sockaddr *)&address, &size),
	    0);
	cr_assert_eq(connect(tcp.in, (struct sockaddr *)&address, size), 0);
	tcp.out = accept(listener, NULL, NULL);
	cr_assert_geq(tcp.out, 0);
	close(listener);
	return tcp;
}

T(refused, are_descriptors_over_TCP_which_carries_data_alone)
{
	struct pair tcp = tcp_connection();
	int file = t_file("not over TCP");

	FAILS(parcel_send(tcp.in, "lost", &file, 1), ENOSTR);
	cr_assert_eq(parcel_send(tcp.in, "data", NULL, 0), 4);
	cr_assert_eq(parcel_recv_how(tcp.out, &got, 4, 1, 0, LSC_WAIT), 4);
	parcel_assert(&got, "data", 0, 0);
}

/* Some kernels let it be asked for, and tell nobody. */
T(refused, are_senders_over_TCP)
{
	struct pair tcp = tcp_connection();

	cr_assert_eq(parcel_send(tcp.in, "data", NULL, 0), 4);
	errno = 0;
	if (parcel_recv_how(tcp.out, &got, 4, 1, LSC_SENDER, LSC_WAIT) == 4) {
		cr_assert_eq(got.message.sender.known, 0);
		return;
	}
	cr_assert_eq(errno, EINVAL);
	cr_assert_eq(parcel_recv_how(tcp.out, &got, 4, 1, 0, LSC_WAIT), 4);
	parcel_assert(&got, "data", 0, 0);
}

T(refused, is_a_descriptor_that_is_not_open_and_nothing_is_sent)
{
	struct pair pair = pair_open();
	int fds[3], closed = dup(STDERR_FILENO);

	close(closed);
	fds[0] = fds[1] = STDERR_FILENO;
	fds[2] = closed;
	FAILS(parcel_send(pair.in, "x", fds, 3), EBADF);
	fds[2] = -1;
	FAILS(parcel_send(pair.in, "x", fds, 3), EBADF);
	parcel_assert_empty(pair.out);
}

T(refused, is_the_stream_itself_by_whatever_number)
{
	struct pair pair = pair_open();
	int fds[2];

	fds[0] = STDERR_FILENO;
	fds[1] = pair.in;
	FAILS(parcel_send(pair.in, "x", fds, 2), EINVAL);
	fds[1] = dup(pair.in);
	FAILS(parcel_send(pair.in, "x", fds, 2), EINVAL);
	FAILS(parcel_send(fds[1], "x", &pair.in, 1), EINVAL);
	parcel_assert_empty(pair.out);
}

T(refused, is_no_other_end_and_no_other_stream)
{
	struct pair pair = pair_open(), other = pair_open();
	int fds[2];

	fds[0] = pair.out;
	fds[1] = other.in;
	cr_assert_eq(parcel_send(pair.in, "x", fds, 2), 1);
	cr_assert_eq(parcel_recv(pair.out, &got, 2, 0), 1);
	parcel_assert_same(&got, fds, 2);
}

#ifdef SYS_io_uring_setup
T(refused, is_a_descriptor_of_a_kind_that_the_kernel_does_not_pass)
{
	struct pair pair = pair_open();
	uint64_t parameters[32] = { 0 };
	int fds[2];

	fds[0] = STDERR_FILENO;
	fds[1] = (int)syscall(SYS_io_uring_setup, 1, parameters);
	if (fds[1] < 0)
		cr_skip_test("this kernel lets nobody have an io_uring");
	FAILS(parcel_send(pair.in, "x", fds, 2), EINVAL);
	parcel_assert_empty(pair.out);
}
#endif

T(refused, is_a_closed_other_end_without_a_signal)
{
	struct pair pair = pair_open();
	int file = t_file("nobody listens");

	close(pair.out);
	cr_assert_neq(signal(SIGPIPE, SIG_DFL), SIG_ERR);
	FAILS(parcel_send(pair.in, "x", &file, 1), EPIPE);
	FAILS(parcel_send(pair.in, "x", NULL, 0), EPIPE);
	FAILS(parcel_send_how(pair.in, "x", NULL, 0, 0, LSC_DONTWAIT), EPIPE);
	FAILS(parcel_send_how(pair.in, "x", &file, 1, 0, 20000), EPIPE);
}

T(refused, is_an_other_end_that_was_closed_with_our_bytes_unread)
{
	struct pair pair = pair_open();
	int file = t_file("never read");

	cr_assert_eq(parcel_send(pair.in, "unread", &file, 1), 6);
	close(pair.out);
	FAILS(parcel_send(pair.in, "x", &file, 1), EPIPE);
}

/* --- packets */

T(packet, that_is_longer_than_the_room_is_EMSGSIZE_and_the_rest_is_lost)
{
	int end[2], file[2];
	unsigned room;
	struct t_fds before;

	t_socketpair(SOCK_SEQPACKET, end);
	parcel_files(file, 2);
	t_fds_note(&before);
	for (room = 0; room <= 3; room++) {
		cr_assert_eq(parcel_send(end[0], "a packet", file, 2), 8);
		cr_assert_eq(parcel_send(end[0], "next", NULL, 0), 4);
#ifdef T_ACCRIGHTS
		/* this kernel interface does not tell that it cut */
		cr_assert_eq(parcel_recv_how(end[1], &got, 4, room, 0,
		    LSC_DONTWAIT), 4);
		parcel_close(&got);
#else
		FAILS(parcel_recv_how(end[1], &got, 4, room, 0, LSC_DONTWAIT),
		    EMSGSIZE);
#endif
		cr_assert_eq(got.message.length, 4);
		cr_assert_eq(got.message.fds, 0);
		cr_assert_str_eq(got.text, "a pa");
		cr_assert(t_fds_same(&before));
		cr_assert_eq(parcel_recv(end[1], &got, room, 0), 4);
		parcel_assert(&got, "next", 0, 0);
	}
}

T(packet, that_fits_arrives_by_itself)
{
	int end[2], file[2];

	t_socketpair(SOCK_SEQPACKET, end);
	parcel_files(file, 2);
	cr_assert_eq(parcel_send(end[0], "one", NULL, 0), 3);
	cr_assert_eq(parcel_send(end[0], "two", file, 2), 3);
	cr_assert_eq(parcel_recv_how(end[1], &got, 3, 2, 0, LSC_DONTWAIT), 3);
	parcel_assert(&got, "one", 0, 0);
	cr_assert_eq(parcel_recv_how(end[1], &got, 3, 2, 0, LSC_DONTWAIT), 3);
	parcel_assert(&got, "two", 2, 0);
	parcel_assert_same(&got, file, 2);
}

T(packet, that_is_too_long_to_be_sent_is_EMSGSIZE_and_nothing_is_sent)
{
	struct lsc_outgoing message = LSC_OUTGOING_INIT;
	int end[2], file = t_file("too long");

	t_socketpair(SOCK_SEQPACKET, end);
	fill_big();
	message.data = big;
	message.size = sizeof big;
	FAILS(lsc_send(end[0], &message, 0, LSC_WAIT), EMSGSIZE);
	message.fd = &file;
	message.fds = 1;
	FAILS(lsc_send(end[0], &message, 0, LSC_WAIT), EMSGSIZE);
	FAILS(lsc_send(end[0], &message, 0, 20000), EMSGSIZE);
	parcel_assert_empty(end[1]);
}

/* It looks like the end, but what is behind it can be had. */
T(packet, that_is_empty_is_0_bytes_once)
{
	unsigned room;
	int end[2];

	t_socketpair(SOCK_SEQPACKET, end);
	for (room = 0; room <= 3; room++) {
		cr_assert_eq(parcel_send(end[0], "", NULL, 0), 0);
		cr_assert_eq(parcel_send(end[0], "next", NULL, 0), 4);
		cr_assert_eq(parcel_recv(end[1], &got, room, 0), 0);
		cr_assert_eq(parcel_recv(end[1], &got, room, 0), 4);
		parcel_assert(&got, "next", 0, 0);
	}
	parcel_assert_empty(end[1]);
}
