/* SPDX-License-Identifier: ISC */
/*
 * I_SENDFD and I_RECVFD on byte streams, isastream, and ioctl on everything
 * else.  The program's ioctl is the library's by <stropts.h> alone.  Names
 * with an id (FD_06) are cases of the STREAMS conformance list.
 */
#include <stropts.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/apue/pair.h"

static struct strrecvfd got;

static void
assert_ioctl(int r, int expected)
{
	cr_assert_eq(r, -1);
	cr_assert_eq(errno, expected, "errno %d, not %d", errno, expected);
}

static void
assert_receives(int out, int file)
{
	cr_assert_eq(ioctl(out, I_RECVFD, &got), 0, "errno %d", errno);
	cr_assert(t_same_file(got.fd, file));
	close(got.fd);
}

/* --- isastream */

T(isastream, ISA_01_is_1_for_both_ends_of_a_pipe_and_leaves_errno_alone)
{
	struct pair pair = pair_open();

	errno = ERANGE;
	cr_assert_eq(isastream(pair.in), 1);
	cr_assert_eq(isastream(pair.out), 1);
	cr_assert_eq(errno, ERANGE);
}

T(isastream, ISA_02_of_a_closed_descriptor_is_EBADF)
{
	int fd = dup(0);

	close(fd);
	errno = 0;
	assert_ioctl(isastream(fd), EBADF);
	errno = 0;
	assert_ioctl(isastream(-1), EBADF);
}

T(isastream, ISA_03_is_0_for_files_directories_and_devices)
{
	errno = ERANGE;
	cr_assert_eq(isastream(t_file("file")), 0);
	cr_assert_eq(isastream(open("/", O_RDONLY)), 0);
	cr_assert_eq(isastream(open("/dev/null", O_RDONLY)), 0);
	cr_assert_eq(errno, ERANGE);
}

T(isastream, ISA_04_is_0_for_sockets_and_pipes_that_are_not_ours)
{
	int end[2];

	t_socketpair(SOCK_STREAM, end);
	cr_assert_eq(isastream(end[0]), 0);
	cr_assert_eq(pipe(end), 0);
	cr_assert_eq(isastream(end[0]), 0);
	cr_assert_eq(isastream(socket(AF_INET, SOCK_STREAM, 0)), 0);
}

T(isastream, ISA_05_is_1_after_the_other_end_was_closed)
{
	struct pair pair = pair_open();

	close(pair.out);
	cr_assert_eq(isastream(pair.in), 1);
}

static int
ask_in_child(void *argument)
{
	return isastream(*(int *)argument) == 1 ? 0 : 1;
}

T(isastream, ISA_06_is_1_for_a_duplicate_and_in_a_child)
{
	struct pair pair = pair_open();

	cr_assert_eq(isastream(dup(pair.in)), 1);
	cr_assert_eq(t_wait(t_fork(ask_in_child, &pair.in)), 0);
}

T(isastream, ISA_07_is_1_for_an_end_that_was_passed)
{
	struct pair pair = pair_open(), other = pair_open();

	cr_assert_eq(ioctl(pair.in, I_SENDFD, other.in), 0);
	close(other.in);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_eq(isastream(got.fd), 1);
}

static int
connect_and_say_x(void *argument)
{
	int client = cli_conn(argument);
	char c;

	return isastream(client) == 1 && write(client, "x", 1) == 1 &&
	    read(client, &c, 1) == 0 ? 0 : 1;
}

T_IN_DIRECTORY(isastream, is_1_for_server_and_client)
{
	int listener = serv_listen(t_path("name")), stream;
	pid_t client = t_fork(connect_and_say_x, t_path("name"));
	char c;

	cr_assert_eq(isastream(listener), 1);
	stream = serv_accept(listener, NULL);
	cr_assert_eq(isastream(stream), 1);
	cr_assert_eq(read(stream, &c, 1), 1);
	close(stream);
	cr_assert_eq(t_wait(client), 0);
}

/* --- passing */

T(passing, FD_01_shares_the_open_file)
{
	struct pair pair = pair_open();
	int file = t_file("0123456789");
	char c;

	cr_assert_eq(lseek(file, 7, SEEK_SET), 7);
	errno = ERANGE;
	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_eq(errno, ERANGE);
	cr_assert_eq(read(got.fd, &c, 1), 1);
	cr_assert_eq(c, '7');
	cr_assert_eq(lseek(file, 0, SEEK_CUR), 8);
}

#ifndef T_ACCRIGHTS
T(passing, FD_02_tells_the_effective_ids_of_the_sender)
{
	struct pair pair = pair_open();
	static const char zeros[8];

	memset(&got, 0x55, sizeof got);
	cr_assert_eq(ioctl(pair.in, I_SENDFD, 0), 0);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_eq(got.uid, geteuid());
	cr_assert_eq(got.gid, getegid());
	cr_assert_eq(memcmp(got.fill, zeros, sizeof got.fill), 0);
}

static int
send_as_other(void *argument)
{
	if (setegid(T_OTHER_GID) < 0 || seteuid(T_OTHER_UID) < 0)
		return 1;
	return ioctl(*(int *)argument, I_SENDFD, 0) == 0 ? 0 : 2;
}

T(passing, FD_03_tells_the_ids_of_the_sender_and_not_of_who_made_the_pipe)
{
	struct pair pair = pair_open();

	NEEDS_ROOT();
	cr_assert_eq(t_wait(t_fork(send_as_other, &pair.in)), 0);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_eq(got.uid, T_OTHER_UID);
	cr_assert_eq(got.gid, T_OTHER_GID);
}
#endif

T(passing, tells_no_ids_where_nobody_vouches_for_them)
{
	struct pair pair = pair_open();
	int fd = 0;

	T_NOT_ON_STREAMS("the system vouches for all");
	cr_assert_eq(t_send(pair.in, "x", 1, &fd, 1, 1), 1);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_eq(got.uid, (uid_t)-1);
	cr_assert_eq(got.gid, (gid_t)-1);
}

T(passing, FD_04_gives_the_lowest_descriptor_which_survives_exec)
{
	struct pair pair = pair_open();
	int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int lowest = dup(file);

	close(lowest);
	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_eq(got.fd, lowest);
	cr_assert_not(t_is_cloexec(got.fd));
}

T(passing, FD_05_shares_O_NONBLOCK)
{
	struct pair pair = pair_open();
	int file = open("/dev/null", O_RDONLY | O_NONBLOCK);

	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_neq(fcntl(got.fd, F_GETFL) & O_NONBLOCK, 0);
}

static int
send_and_exit(void *argument)
{
	int file = t_file("mine no more");

	if (ioctl(*(int *)argument, I_SENDFD, file) < 0)
		return 1;
	return close(file);
}

T(passing, FD_06_outlives_the_sender)
{
	struct pair pair = pair_open();
	char text[16] = "";

	cr_assert_eq(t_wait(t_fork(send_and_exit, &pair.in)), 0);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0);
	cr_assert_eq(read(got.fd, text, sizeof text), 12);
	cr_assert_str_eq(text, "mine no more");
}

T(passing, FD_07_of_a_closed_descriptor_is_EBADF)
{
	struct pair pair = pair_open();
	int closed = dup(0);

	close(closed);
	assert_ioctl(ioctl(pair.in, I_SENDFD, -1), EBADF);
	assert_ioctl(ioctl(pair.in, I_SENDFD, closed), EBADF);
	assert_ioctl(ioctl(closed, I_SENDFD, 0), EBADF);
	assert_ioctl(ioctl(closed, I_RECVFD, &got), EBADF);
}

T(passing, FD_08_to_a_closed_end_is_ENXIO_without_a_signal)
{
	struct pair pair = pair_open();

	close(pair.out);
	assert_ioctl(ioctl(pair.in, I_SENDFD, 0), ENXIO);
}

T(passing, FD_09_over_a_file_never_succeeds)
{
	if (t_is_valgrind())
		cr_skip_test("valgrind takes it for a request of CD-ROM drives");
	assert_ioctl(ioctl(t_file("file"), I_SENDFD, 0), ENOTTY);
	assert_ioctl(ioctl(t_file("file"), I_RECVFD, &got), ENOTTY);
}

T(passing, FD_10_from_an_empty_pipe_is_EAGAIN_when_it_must_not_block)
{
	struct pair pair = pair_open();

	t_set_nonblocking(pair.out);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EAGAIN);
}

T(passing, FD_12_with_data_in_front_is_EBADMSG_and_the_data_stay)
{
	struct pair pair = pair_open();
	char text[8] = "";
	ssize_t have, n;

	cr_assert_eq(write(pair.in, "d", 1), 1);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EBADMSG);
	cr_assert_eq(write(pair.in, "ata", 3), 3);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EBADMSG);
	cr_assert_eq(ioctl(pair.in, I_SENDFD, 0), 0);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EBADMSG);
	/* once senders are reported, one read does not cross from bytes that
	   tell theirs to bytes that do not */
	for (have = 0; have < 4; have += n) {
		n = read(pair.out, text + have, 4 - (size_t)have);
		cr_assert_gt(n, 0);
	}
	cr_assert_str_eq(text, "data");
	assert_receives(pair.out, 0);
}

T(passing, with_a_status_message_in_front_is_EBADMSG_and_it_stays)
{
	struct pair pair = pair_open();
	int file = t_file("status message");

	cr_assert_eq(send_fd(pair.in, file), 0);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EBADMSG);
	cr_assert(t_same_file(recv_fd(pair.out, NULL), file));
}

T(passing, FD_14_keeps_the_order_of_data_and_descriptors)
{
	struct pair pair = pair_open();
	char text[8] = "";

	cr_assert_eq(write(pair.in, "one", 3), 3);
	cr_assert_eq(ioctl(pair.in, I_SENDFD, 0), 0);
	cr_assert_eq(write(pair.in, "two", 3), 3);
	cr_assert_eq(read(pair.out, text, 3), 3);
	cr_assert_str_eq(text, "one");
	assert_receives(pair.out, 0);
	cr_assert_eq(read(pair.out, text, sizeof text), 3);
	cr_assert_str_eq(text, "two");
}

T(passing, FD_15_behind_two_bytes_is_what_recv_fd_understands)
{
	struct pair pair = pair_open();
	int file = t_file("the way of SVR4");
	char two[2] = { 1, 1 };

	cr_assert_eq(write(pair.in, "\0", 2), 2);
	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	cr_assert_eq(read(pair.out, two, 2), 2);
	cr_assert_eq(two[0] | two[1], 0);
	assert_receives(pair.out, file);
	cr_assert_eq(write(pair.in, "\0", 2), 2);
	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	cr_assert(t_same_file(recv_fd(pair.out, NULL), file));
}

T(passing, FD_16_without_a_free_slot_is_EMFILE_and_the_descriptor_waits)
{
	struct pair pair = pair_open();
	int file = t_file("patience");
	struct t_fds before;

	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	t_fill_table();
	t_fds_note(&before);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EMFILE);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EMFILE);
	cr_assert(t_fds_same(&before));
	t_free_slot();
	assert_receives(pair.out, file);
	t_free_table();
}

T(passing, FD_17_is_possible_after_the_sender_hung_up_and_then_ENXIO)
{
	struct pair pair = pair_open();
	int file = t_file("last words");

	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	close(pair.in);
	assert_receives(pair.out, file);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), ENXIO);
}

T(passing, FD_18_unreceived_is_let_go_with_the_stream)
{
	struct pair pair = pair_open(), other = pair_open();
	char c;

	cr_assert_eq(ioctl(pair.in, I_SENDFD, other.in), 0);
	close(other.in);
	close(pair.out);
	cr_assert_eq(read(other.out, &c, 1), 0);
}

T(passing, FD_19_over_a_full_stream_is_EAGAIN_at_once)
{
	struct pair pair = pair_open();
	int sent = 0;

	while (ioctl(pair.in, I_SENDFD, 0) == 0)
		sent++;
	cr_assert_eq(errno, EAGAIN);
	while (sent-- > 0)
		assert_receives(pair.out, 0);
}

T(passing, FD_20_is_first_in_first_out)
{
	struct pair pair = pair_open();
	int file[3], i;

	for (i = 0; i < 3; i++)
		cr_assert_eq(ioctl(pair.in, I_SENDFD,
		    file[i] = t_file("one of three")), 0);
	for (i = 0; i < 3; i++)
		assert_receives(pair.out, file[i]);
}

T(passing, FD_21_of_an_end_over_itself_is_possible)
{
	struct pair pair = pair_open();

	cr_assert_eq(ioctl(pair.in, I_SENDFD, pair.in), 0);
	assert_receives(pair.out, pair.in);
}

static int
receive_in_child(void *argument)
{
	struct pair *pair = argument;

	close(pair->in);
	t_interrupt_by(SIGUSR1);
	return ioctl(pair->out, I_RECVFD, &got) == 0 ? 0 : errno;
}

T(passing, FD_24_waiting_ends_with_ENXIO_when_the_sender_hangs_up)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(receive_in_child, &pair);

	cr_assert(t_is_blocked(child));
	close(pair.in);
	cr_assert_eq(t_wait(child), ENXIO);
}

T(passing, FD_25_waiting_ends_with_EINTR)
{
	struct pair pair = pair_open();
	pid_t child = t_fork(receive_in_child, &pair);

	cr_assert(t_is_blocked(child));
	kill(child, SIGUSR1);
	cr_assert_eq(t_wait(child), EINTR);
}

T(passing, to_nowhere_is_EFAULT_and_the_descriptor_waits)
{
	struct pair pair = pair_open();

	cr_assert_eq(ioctl(pair.in, I_SENDFD, 0), 0);
	assert_ioctl(ioctl(pair.out, I_RECVFD, NULL), EFAULT);
	assert_receives(pair.out, 0);
}

/* --- a hostile sender */

static void
assert_one_kept(unsigned count, unsigned records)
{
	struct pair pair = pair_open();
	struct t_fds before;
	int fds[253], file = t_file("the first");
	unsigned i;

	fds[0] = file;
	for (i = 1; i < count; i++)
		fds[i] = STDERR_FILENO;
	cr_assert_eq(t_send(pair.in, "x", 1, fds, count, records), 1);
	t_fds_note(&before);
	assert_receives(pair.out, file);
	cr_assert(t_fds_same(&before));
}

T(hostile, of_many_descriptors_one_is_received_and_the_rest_closed)
{
	assert_one_kept(2, 1);
	assert_one_kept(10, 1);
	assert_one_kept(253, 1);
	assert_one_kept(7, 3);
}

T(hostile, descriptors_on_two_bytes_are_data)
{
	struct pair pair = pair_open();
	struct t_fds before;
	int fd = 0;

	cr_assert_eq(t_send(pair.in, "xy", 2, &fd, 1, 1), 2);
	t_fds_note(&before);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), EBADMSG);
	cr_assert(t_fds_same(&before));
}

T(hostile, a_peer_that_closed_with_our_bytes_unread_is_ENXIO)
{
	struct pair pair = pair_open();

	cr_assert_eq(write(pair.out, "unread", 6), 6);
	close(pair.in);
	assert_ioctl(ioctl(pair.out, I_RECVFD, &got), ENXIO);
	assert_ioctl(ioctl(pair.out, I_SENDFD, 0), ENXIO);
}

/* --- a listener */

T_IN_DIRECTORY(listener, I_RECVFD_accepts_and_tells_who_the_client_is)
{
	int listener = serv_listen(t_path("name"));
	pid_t client = t_fork(connect_and_say_x, t_path("name"));
	char c;

	cr_assert_eq(ioctl(listener, I_RECVFD, &got), 0);
	cr_assert_eq(got.uid, geteuid());
	cr_assert_eq(got.gid, getegid());
	cr_assert_not(t_is_cloexec(got.fd));
	cr_assert_eq(read(got.fd, &c, 1), 1);
	close(got.fd);
	cr_assert_eq(t_wait(client), 0);
	t_set_nonblocking(listener);
	assert_ioctl(ioctl(listener, I_RECVFD, &got), EAGAIN);
#ifndef T_STREAMS                       /* whose listener is an end as any */
	assert_ioctl(ioctl(listener, I_SENDFD, 0), EINVAL);
#endif
}

/* --- other requests, other descriptors */

T(request, of_the_system_works_on_streams_and_on_everything_else)
{
	struct pair pair = pair_open();
	int bytes = -1, ends[2];

	cr_assert_eq(write(pair.in, "four", 4), 4);
	cr_assert_eq(ioctl(pair.out, FIONREAD, &bytes), 0);
	cr_assert_eq(bytes, 4);
	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(write(ends[1], "seven..", 7), 7);
	cr_assert_eq(ioctl(ends[0], FIONREAD, &bytes), 0);
	cr_assert_eq(bytes, 7);
}

T(request, of_STREAMS_that_means_nothing_here_is_EINVAL)
{
	struct pair pair = pair_open();

	assert_ioctl(ioctl(pair.in, I_PUSH, "nosuch"), EINVAL);
	T_NOT_ON_STREAMS("there all requests mean something");
	assert_ioctl(ioctl(pair.in, I_SETSIG, S_INPUT), EINVAL);
}

T(request, of_STREAMS_on_what_is_not_ours_goes_to_the_system)
{
	int end[2];

	if (t_is_valgrind())
		cr_skip_test("valgrind takes it for a request of CD-ROM drives");
	t_socketpair(SOCK_STREAM, end);
	assert_ioctl(ioctl(end[0], I_SENDFD, 0), ENOTTY);
	assert_ioctl(ioctl(open("/dev/null", O_RDONLY), I_SETSIG, 1), ENOTTY);
}

/* A structure may have a member, and a program a variable, of this name. */
struct driver {
	int (*ioctl)(int);
};

static int
twice(int n)
{
	return 2 * n;
}

T(request, members_called_ioctl_keep_their_name)
{
	struct driver driver = { twice };

	cr_assert_eq(driver.ioctl(21), 42);
}
