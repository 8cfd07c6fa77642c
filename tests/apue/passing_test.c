/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/apue/pair.h"

T(passing, the_receiver_shares_the_open_file_and_its_offset)
{
	struct pair pair = pair_open();
	int file = t_file("0123456789"), copy;
	char c;

	cr_assert_eq(lseek(file, 7, SEEK_SET), 7);
	cr_assert_eq(send_fd(pair.in, file), 0);
	copy = recv_fd(pair.out, NULL);
	cr_assert_geq(copy, 0);
	cr_assert_neq(copy, file);
	cr_assert_eq(read(copy, &c, 1), 1);
	cr_assert_eq(c, '7');
	cr_assert_eq(lseek(file, 0, SEEK_CUR), 8);
}

T(passing, the_receiver_gets_the_lowest_free_descriptor_and_it_survives_exec)
{
	struct pair pair = pair_open();
	int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int lowest = dup(file), copy;

	close(lowest);
	cr_assert_eq(send_fd(pair.in, file), 0);
	copy = recv_fd(pair.out, NULL);
	cr_assert_eq(copy, lowest);
	cr_assert_not(t_is_cloexec(copy));
	cr_assert(t_is_cloexec(file));
}

T(passing, the_sender_keeps_its_descriptor_and_may_close_it_at_once)
{
	struct pair pair = pair_open();
	int file = t_file("still here"), copy;
	char text[16] = "";

	cr_assert_eq(send_fd(pair.in, file), 0);
	cr_assert(t_is_open(file));
	close(file);
	copy = recv_fd(pair.out, NULL);
	cr_assert_eq(read(copy, text, sizeof text), 10);
	cr_assert_str_eq(text, "still here");
}

static int
send_and_die(void *argument)
{
	int stream = *(int *)argument;

	return send_fd(stream, t_file("legacy of the dead")) == 0 ? 0 : 1;
}

T(passing, a_descriptor_outlives_the_process_that_sent_it)
{
	struct pair pair = pair_open();
	char text[32] = "";
	int copy;

	cr_assert_eq(t_wait(t_fork(send_and_die, &pair.in)), 0);
	close(pair.in);
	copy = recv_fd(pair.out, NULL);
	cr_assert_eq(read(copy, text, sizeof text), 18);
	cr_assert_str_eq(text, "legacy of the dead");
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, ENXIO);
}

T(passing, descriptors_of_every_kind_pass)
{
	struct pair pair = pair_open();
	struct pair stream = pair_open();
	int fds[8], n = 0, ends[2], i;

	fds[n++] = t_file("regular");
	fds[n++] = open("/", O_RDONLY | O_DIRECTORY);
	fds[n++] = open("/dev/null", O_RDWR);
	fds[n++] = socket(AF_INET, SOCK_STREAM, 0);
	cr_assert_eq(pipe(ends), 0);
	fds[n++] = ends[0];
	fds[n++] = ends[1];
	fds[n++] = stream.in;
	fds[n++] = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	for (i = 0; i < n; i++) {
		int copy;

		cr_assert_eq(send_fd(pair.in, fds[i]), 0);
		copy = recv_fd(pair.out, NULL);
		cr_assert_geq(copy, 0, "kind %d", i);
		cr_assert(t_same_file(copy, fds[i]), "kind %d", i);
	}
}

T(passing, an_end_of_a_stream_may_travel_over_that_stream)
{
	struct pair pair = pair_open();
	int copy;

	cr_assert_eq(send_fd(pair.in, pair.in), 0);
	copy = recv_fd(pair.out, NULL);
	cr_assert(t_same_file(copy, pair.in));
}

T(passing, descriptors_arrive_in_the_order_in_which_they_were_sent)
{
	struct pair pair = pair_open();
	int file[16], i, copy;

	for (i = 0; i < 16; i++) {
		file[i] = t_file("one of many");
		cr_assert_eq(send_fd(pair.in, file[i]), 0);
	}
	for (i = 0; i < 16; i++) {
		copy = recv_fd(pair.out, NULL);
		cr_assert(t_same_file(copy, file[i]), "number %d", i);
		close(copy);
	}
}

T(passing, bytes_behind_a_message_stay_in_the_stream)
{
	struct pair pair = pair_open();
	char text[8] = "";

	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	cr_assert_eq(write(pair.in, "after", 5), 5);
	cr_assert_geq(recv_fd(pair.out, NULL), 0);
	cr_assert_eq(read(pair.out, text, sizeof text), 5);
	cr_assert_str_eq(text, "after");
}

T(passing, success_leaves_errno_alone)
{
	struct pair pair = pair_open();

	errno = ERANGE;
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	cr_assert_eq(errno, ERANGE);
	cr_assert_geq(recv_fd(pair.out, NULL), 0);
	cr_assert_eq(errno, ERANGE);
}

T(passing, a_descriptor_that_is_not_open_is_EBADF_and_nothing_is_sent)
{
	struct pair pair = pair_open();
	int closed = dup(pair.in);

	close(closed);
	errno = 0;
	cr_assert_eq(send_fd(pair.in, closed), -1);
	cr_assert_eq(errno, EBADF);
	errno = 0;
	cr_assert_eq(send_fd(closed, pair.in), -1);
	cr_assert_eq(errno, EBADF);
	errno = 0;
	cr_assert_eq(recv_fd(closed, NULL), -1);
	cr_assert_eq(errno, EBADF);
	pair_assert_works(pair);
}

T(passing, what_is_no_stream_is_ENOSTR)
{
	int device = open("/dev/null", O_RDWR), file = t_file("no stream");

	errno = 0;
	cr_assert_eq(send_fd(device, file), -1);
	cr_assert_eq(errno, ENOSTR);
	errno = 0;
	cr_assert_eq(send_err(device, -1, "text"), -1);
	cr_assert_eq(errno, ENOSTR);
	errno = 0;
	cr_assert_eq(recv_fd(file, NULL), -1);
	cr_assert_eq(errno, ENOSTR);
}

static int
tcp_connection(void)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	int stream = socket(AF_INET, SOCK_STREAM, 0);

	cr_assert_eq(listen(listener, 1), 0);
	cr_assert_eq(getsockname(listener, (struct sockaddr *)&address, &size),
	    0);
	cr_assert_eq(connect(stream, (struct sockaddr *)&address, size), 0);
	return stream;
}

T(passing, a_TCP_connection_cannot_carry_a_descriptor_and_says_so)
{
	int stream = tcp_connection();

	errno = 0;
	cr_assert_eq(send_fd(stream, STDERR_FILENO), -1);
	cr_assert_eq(errno, ENOSTR);
}

T(passing, a_closed_other_end_is_EPIPE_without_a_signal)
{
	struct pair pair = pair_open();

	close(pair.out);
	errno = 0;
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), -1);
	cr_assert_eq(errno, EPIPE);
	errno = 0;
	cr_assert_eq(send_err(pair.in, -1, "nobody listens"), -1);
	cr_assert_eq(errno, EPIPE);
}

T(passing, a_full_stream_is_EAGAIN_when_it_must_not_block)
{
	struct pair pair = pair_open();
	int sent = 0, copy;

	t_set_nonblocking(pair.in);
	errno = 0;
	while (send_fd(pair.in, STDERR_FILENO) == 0)
		sent++;
	cr_assert_eq(errno, EAGAIN);
	cr_assert_gt(sent, 16);
	while (sent-- > 0) {
		copy = recv_fd(pair.out, NULL);
		cr_assert(t_same_file(copy, STDERR_FILENO));
		close(copy);
	}
	pair_assert_works(pair);
}

T(passing, an_empty_stream_is_EAGAIN_when_it_must_not_block)
{
	struct pair pair = pair_open();

	t_set_nonblocking(pair.out);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, EAGAIN);
	pair_assert_works(pair);
}

static int
receive(void *argument)
{
	return recv_fd(*(int *)argument, NULL) >= 0 ? 0 : 1;
}

T(passing, a_receiver_waits_for_the_sender)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(receive, &pair.out);

	cr_assert(t_is_blocked(child));
	cr_assert_eq(send_fd(pair.in, STDERR_FILENO), 0);
	cr_assert_eq(t_wait(child), 0);
}

/* For a queue of 16384 bytes, too. */
enum { TOO_MANY = 10000 };

static int
fill_and_send(void *argument)
{
	struct pair *pair = argument;
	int i;

	close(pair->out);
	for (i = 0; i < TOO_MANY; i++)
		if (send_fd(pair->in, STDERR_FILENO) < 0)
			return 1;
	return 0;
}

T(passing, a_sender_waits_for_room_and_loses_nothing)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(fill_and_send, &pair);
	int i, copy;

	cr_assert(t_is_blocked(child));
	for (i = 0; i < TOO_MANY; i++) {
		copy = recv_fd(pair.out, NULL);
		cr_assert_geq(copy, 0, "number %d, errno %d", i, errno);
		close(copy);
	}
	cr_assert_eq(t_wait(child), 0);
}
