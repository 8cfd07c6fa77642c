/* SPDX-License-Identifier: ISC */
/* FD: descriptors that are passed between messages. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

static struct strrecvfd received;

/* What comes next is this file; its new descriptor. */
#define RECEIVES(fd, file) receives(fd, file, __FILE__, __LINE__)
static int
receives(int fd, int file, const char *name, int line)
{
	memset(&received, 0xff, sizeof received);
	expect_is(ioctl(fd, I_RECVFD, &received), 0, "I_RECVFD", name, line);
	expect_holds(t_same_file(received.fd, file), "it is the file", name,
	    line);
	return received.fd;
}

/* --- what is received */

CASE(passing, FD_01_shares_the_place_in_the_file)
{
	struct pair pair = pair_open();
	int file = t_file("0123456789"), copy;
	char c;

	IS(lseek(file, 7, SEEK_SET), 7);
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	copy = RECEIVES(pair.b, file);
	HOLDS(copy != file);
	IS(lseek(copy, 0, SEEK_CUR), 7);
	IS(read(copy, &c, 1), 1);
	IS(c, '7');
	IS(lseek(file, 0, SEEK_CUR), 8);
}

CASE(passing, FD_02_tells_the_ids_of_the_sender)
{
	struct pair pair = pair_open();
	int file = t_file("");
	size_t i;

	BEYOND_ACCRIGHTS();
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	(void)RECEIVES(pair.b, file);
	IS(received.uid, geteuid());
	IS(received.gid, getegid());
	for (i = 0; i < sizeof received.fill; i++)
		IS(received.fill[i], 0);
}

struct sending {
	struct pair pair;
	int file;
};

static int
send_as_another(void *argument)
{
	struct sending *sending = argument;

	must(setegid(T_OTHER_GID), "setegid");
	must(seteuid(T_OTHER_UID), "seteuid");
	IS(ioctl(sending->pair.a, I_SENDFD, sending->file), 0);
	return 0;
}

CASE(passing, FD_03_tells_the_ids_of_the_sender_and_not_of_the_opener)
{
	struct sending sending;

	BEYOND_ACCRIGHTS();
	if (!t_is_root())
		SKIP("only root can be somebody else");
	sending.pair = pair_open();
	sending.file = t_file("of root");
	WAKES(child_start(send_as_another, &sending), 0);
	(void)RECEIVES(sending.pair.b, sending.file);
	IS(received.uid, T_OTHER_UID);
	IS(received.gid, T_OTHER_GID);
}

CASE(passing, FD_04_gives_the_lowest_descriptor_and_not_close_on_exec)
{
	struct pair pair = pair_open();
	int file = t_file(""), lowest;

	BEYOND_ACCRIGHTS();
	IS(fcntl(file, F_SETFD, FD_CLOEXEC), 0);
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	lowest = dup(0);
	close(lowest);
	IS(RECEIVES(pair.b, file), lowest);
	IS(fcntl(received.fd, F_GETFD) & FD_CLOEXEC, 0);
}

CASE(passing, FD_05_shares_O_NONBLOCK)
{
	struct pair pair = pair_open();
	int end[2];

	IS(host_pipe(end), 0);
	t_set_nonblocking(end[0]);
	IS(ioctl(pair.a, I_SENDFD, end[0]), 0);
	IS(fcntl(RECEIVES(pair.b, end[0]), F_GETFL) & O_NONBLOCK,
	    O_NONBLOCK);
	IS(fcntl(end[0], F_SETFL, 0), 0);
	IS(fcntl(received.fd, F_GETFL) & O_NONBLOCK, 0);
}

static int
send_and_leave(void *argument)
{
	struct pair *pair = argument;
	int file = t_file("left behind");

	IS(ioctl(pair->a, I_SENDFD, file), 0);
	close(file);
	return 0;
}

CASE(passing, FD_06_outlives_the_sender)
{
	struct pair pair = pair_open();
	char text[12] = "";

	WAKES(child_start(send_and_leave, &pair), 0);
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	IS(read(received.fd, text, sizeof text), 11);
	IS(strcmp(text, "left behind"), 0);
}

/* --- refusals */

CASE(passing, FD_07_of_no_descriptor_is_EBADF)
{
	struct pair pair = pair_open();
	int fd = dup(0);

	close(fd);
	FAILS(ioctl(pair.a, I_SENDFD, -1), EBADF);
	FAILS(ioctl(pair.a, I_SENDFD, fd), EBADF);
	EMPTY(pair.b);
}

CASE(passing, FD_08_to_a_closed_peer_is_ENXIO)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	close(pair.b);
	FAILS(ioctl(pair.a, I_SENDFD, 0), ENXIO);
	CATCHES_NONE(SIGPIPE);
}

CASE_ONCE(passing, FD_09_over_a_file_fails)
{
	if (t_is_valgrind())
		SKIP("valgrind takes it for a request of CD-ROM drives");
	FAILS(ioctl(t_file(""), I_SENDFD, 0), ENOTTY);
	FAILS(ioctl(t_file(""), I_RECVFD, &received), ENOTTY);
}

CASE(passing, FD_10_receiving_from_an_empty_queue_is_EAGAIN)
{
	struct pair pair = pair_open();

	set_nonblocking(pair.b, true);
	FAILS(ioctl(pair.b, I_RECVFD, &received), EAGAIN);
}

static int
receive_late(void *argument)
{
	struct pair *pair = argument;
	char text[8] = "";

	IS(ioctl(pair->b, I_RECVFD, &received), 0);
	IS(read(received.fd, text, sizeof text), 4);
	IS(strcmp(text, "late"), 0);
	return 0;
}

CASE_ONCE(passing, FD_11_receiving_waits_for_longer_than_15_seconds)
{
	struct pair pair = pair_open();
	pid_t child = child_start(receive_late, &pair);

	t_sleep_ms(17000);
	BLOCKS(child);
	IS(ioctl(pair.a, I_SENDFD, t_file("late")), 0);
	WAKES(child, 0);
}

/* --- order */

CASE(passing, FD_12_receiving_where_data_is_is_EBADMSG)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "data"), 4);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	FAILS(ioctl(pair.b, I_RECVFD, &received), EBADMSG);
	READS(pair.b, 100, "data");
	(void)RECEIVES(pair.b, 0);
}

CASE(passing, FD_13_reading_where_a_descriptor_is_is_EBADMSG)
{
	struct pair pair = pair_open();
	char bytes[10];

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	FAILS(read(pair.b, bytes, sizeof bytes), EBADMSG);
	(void)RECEIVES(pair.b, 0);
}

CASE(passing, FD_14_stays_in_order_with_data)
{
	struct pair pair = pair_open();
	int file = t_file("");

	IS(write_text(pair.a, "one"), 3);
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	IS(write_text(pair.a, "two"), 3);
	READS(pair.b, 100, "one");
	(void)RECEIVES(pair.b, file);
	READS(pair.b, 100, "two");
	EMPTY(pair.b);
}

CASE(passing, FD_15_behind_two_bytes_is_what_recv_fd_of_APUE_reads)
{
	struct pair pair = pair_open();
	int file = t_file("");

	IS(write(pair.a, "\0", 2), 2);
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	GETS(get(pair.b, ABSENT, 1024, 0), 0, ABSENT, 2, 0);
	IS(got.data[0] | got.data[1], 0);
	(void)RECEIVES(pair.b, file);
}

CASE(passing, FD_16_without_a_free_descriptor_is_EMFILE_and_it_stays)
{
	struct pair pair = pair_open();
	int file = t_file("");
	struct t_fds before;

	BEYOND_ACCRIGHTS();
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	t_fill_table();
	t_fds_note(&before);
	FAILS(ioctl(pair.b, I_RECVFD, &received), EMFILE);
	FAILS(ioctl(pair.b, I_RECVFD, &received), EMFILE);
	HOLDS(t_fds_same(&before));
	t_free_slot();
	(void)RECEIVES(pair.b, file);
	t_free_table();
}

CASE(passing, FD_17_is_received_after_the_hang_up_and_then_ENXIO)
{
	struct pair pair = pair_open();
	int file = t_file("");

	IS(ioctl(pair.a, I_SENDFD, file), 0);
	close(pair.a);
	(void)RECEIVES(pair.b, file);
	FAILS(ioctl(pair.b, I_RECVFD, &received), ENXIO);
}

CASE(passing, FD_18_unreceived_is_let_go_with_the_stream)
{
	struct pair pair = pair_open(), x = pair_open();

	IS(ioctl(pair.a, I_SENDFD, x.a), 0);
	close(x.a);
	close(pair.b);
	READS(x.b, 1, "");
}

CASE(passing, FD_19_to_a_full_queue_is_EAGAIN_without_O_NONBLOCK)
{
	struct pair pair = pair_open();

	(void)fill_band_0(pair.a);
	IS(fcntl(pair.a, F_GETFL) & O_NONBLOCK, 0);
	FAILS(ioctl(pair.a, I_SENDFD, 0), EAGAIN);
}

CASE(passing, FD_20_is_first_in_first_out)
{
	struct pair pair = pair_open();
	int file[3], i;

	for (i = 0; i < 3; i++) {
		file[i] = t_file("");
		IS(ioctl(pair.a, I_SENDFD, file[i]), 0);
	}
	for (i = 0; i < 3; i++)
		(void)RECEIVES(pair.b, file[i]);
	EMPTY(pair.b);
}

CASE(passing, FD_21_of_an_end_over_itself_gives_that_end)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.a, I_SENDFD, pair.a), 0);
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	IS(isastream(received.fd), 1);
	IS(write_text(received.fd, "to b"), 4);
	READS(pair.b, 100, "to b");
	IS(write_text(pair.b, "to a"), 4);
	READS(received.fd, 100, "to a");
}

/* --- a stranger, who has no end of the stream until it is passed one */

static void
forget_all_but(int fd)
{
	int other;

	for (other = 3; other < 256; other++)
		if (other != fd)
			(void)close(other);
}

static int
use_received_end(void *argument)
{
	int from = ((struct pair *)argument)->b, fd;

	forget_all_but(from);
	IS(ioctl(from, I_RECVFD, &received), 0);
	fd = received.fd;
	IS(isastream(fd), 1);
	GETS_BAND(get_band(fd, 100, 100, 5, MSG_BAND), 0, 2, 3, MSG_BAND, 5);
	READS(fd, 100, "written");
	GETS(get(fd, 100, 100, 0), 0, 4, 6, 0);
	KNOWN(0, 0);
	IS(write_text(fd, "answer"), 6);
	IS(put(fd, 7, 8, 0), 0);
	READS(fd, 1, "");
	return 0;
}

CASE(passing, FD_22_of_an_end_to_a_stranger_lets_it_do_everything)
{
	struct pair pair = pair_open(), x = pair_open();
	pid_t stranger = child_start_anew(use_received_end, &pair);

	IS(write_text(x.b, "written"), 7);
	IS(put(x.b, 4, 6, 0), 0);
	IS(put_band(x.b, 2, 3, 5, MSG_BAND), 0);
	IS(ioctl(pair.a, I_SENDFD, x.a), 0);
	close(x.a);
	READS(x.b, 100, "answer");
	GETS(get(x.b, 100, 100, 0), 0, 7, 8, 0);
	KNOWN(0, 0);
	close(x.b);
	WAKES(stranger, 0);
}

/* --- the rest */

CASE(passing, FD_23_reading_with_RPROTDIS_is_EBADMSG_too)
{
	struct pair pair = pair_open();
	char c;

	IS(ioctl(pair.b, I_SRDOPT, RPROTDIS), 0);
	set_nonblocking(pair.b, true);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	FAILS(read(pair.b, &c, 1), EBADMSG);
	(void)RECEIVES(pair.b, 0);
}

static int
receive_hang_up(void *argument)
{
	struct pair *pair = argument;

	close(pair->a);
	FAILS(ioctl(pair->b, I_RECVFD, &received), ENXIO);
	return 0;
}

CASE(passing, FD_24_receiving_that_waits_ends_with_ENXIO)
{
	struct pair pair = pair_open();
	pid_t child = child_start(receive_hang_up, &pair);

	BLOCKS(child);
	close(pair.a);
	WAKES(child, 0);
}

static int
receive_until_signal(void *argument)
{
	struct pair *pair = argument;

	catch_signal(SIGUSR1, false);
	FAILS(ioctl(pair->b, I_RECVFD, &received), EINTR);
	return 0;
}

CASE(passing, FD_25_receiving_that_waits_ends_with_EINTR)
{
	struct pair pair = pair_open();
	pid_t child = child_start(receive_until_signal, &pair);

	BLOCKS(child);
	kill(child, SIGUSR1);
	WAKES(child, 0);
}

enum { KINDS = 7 };

static void
open_one_of_each(int fd[KINDS])
{
	int end[2];

	fd[0] = t_file("regular");
	fd[1] = open("/", O_RDONLY | O_DIRECTORY);
	must(host_pipe(end), "a pipe of the host");
	fd[2] = end[1];
	t_socketpair(SOCK_STREAM, end);
	fd[3] = end[0];
	fd[4] = must(posix_openpt(O_RDWR | O_NOCTTY), "posix_openpt");
	must(grantpt(fd[4]), "grantpt");
	must(unlockpt(fd[4]), "unlockpt");
	fd[5] = open(ptsname(fd[4]), O_RDWR | O_NOCTTY);
	fd[6] = pair_open().a;
}

CASE(passing, FD_26_works_with_every_kind_of_descriptor)
{
	struct pair pair = pair_open();
	int fd[KINDS], kind, copy;

	open_one_of_each(fd);
	for (kind = 0; kind < KINDS; kind++) {
		HOLDS(fd[kind] >= 0);
		IS(ioctl(pair.a, I_SENDFD, fd[kind]), 0);
		copy = RECEIVES(pair.b, fd[kind]);
		IS(fcntl(copy, F_GETFL), fcntl(fd[kind], F_GETFL));
		IS(isatty(copy), isatty(fd[kind]));
		IS(isastream(copy), isastream(fd[kind]));
		close(copy);
	}
}

/* Whoever made a stream may have set options of its socket. */
CASE(passing, what_the_kernel_adds_is_no_descriptor_that_was_passed)
{
	enum { PASS_PIDFD = 76 };               /* on most machines */
	struct pair pair = pair_open();
	int file = t_file(""), on = 1, i;
	char text[8];

	BEYOND_ACCRIGHTS();
	if (setsockopt(pair.b, SOL_SOCKET, PASS_PIDFD, &on, sizeof on) < 0)
		SKIP("this kernel has no SO_PASSPIDFD");
	for (i = 0; i < 3; i++) {
		IS(ioctl(pair.a, I_SENDFD, file), 0);
		(void)RECEIVES(pair.b, file);
		IS(write(pair.a, "data", 4), 4);
		IS(read(pair.b, text, sizeof text), 4);
		must(setsockopt(pair.b, SOL_SOCKET, PASS_PIDFD, &on,
		    sizeof on), "SO_PASSPIDFD");
	}
}
