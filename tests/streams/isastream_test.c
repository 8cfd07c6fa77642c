/* SPDX-License-Identifier: ISC */
/* ISA: what is a stream, and stays one wherever it goes. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

CASE(isastream, ISA_01_is_1_for_both_ends_and_leaves_errno_alone)
{
	struct pair pair = pair_open();
	int err, one, other;

	errno = ERANGE;
	one = isastream(pair.a);
	other = isastream(pair.b);
	err = errno;
	IS(one, 1);
	IS(other, 1);
	IS(err, ERANGE);
}

CASE_ONCE(isastream, ISA_02_of_no_descriptor_is_EBADF)
{
	int fd = dup(0);

	close(fd);
	FAILS(isastream(-1), EBADF);
	FAILS(isastream(fd), EBADF);
}

CASE_ONCE(isastream, ISA_02_of_an_end_that_was_closed_is_EBADF)
{
	struct pair pair = pair_open();

	IS(isastream(pair.a), 1);
	close(pair.a);
	FAILS(isastream(pair.a), EBADF);
}

CASE_ONCE(isastream, ISA_03_is_0_for_files_directories_and_devices)
{
	IS(isastream(t_file("file")), 0);
	IS(isastream(open("/", O_RDONLY)), 0);
	IS(isastream(open("/dev/null", O_RDWR)), 0);
}

CASE_ONCE(isastream, ISA_04_is_0_for_sockets_and_pipes_of_the_host)
{
	int end[2];

	t_socketpair(SOCK_STREAM, end);
	IS(isastream(end[0]), 0);
	t_socketpair(SOCK_SEQPACKET, end);
	IS(isastream(end[0]), 0);
	IS(host_pipe(end), 0);
	IS(isastream(end[0]), 0);
	IS(isastream(end[1]), 0);
}

CASE(isastream, ISA_05_is_1_for_an_end_that_was_hung_up)
{
	struct pair pair = pair_open();

	close(pair.b);
	IS(isastream(pair.a), 1);
}

static int
is_stream(void *argument)
{
	const struct pair *pair = argument;

	IS(isastream(pair->a), 1);
	return 0;
}

CASE(isastream, ISA_06_is_1_for_a_duplicate_and_in_a_child)
{
	struct pair pair = pair_open();

	IS(isastream(dup(pair.a)), 1);
	WAKES(child_start(is_stream, &pair), 0);
}

CASE(isastream, ISA_07_is_1_for_an_end_that_was_passed)
{
	struct pair pair = pair_open(), other = pair_open();
	struct strrecvfd received;

	IS(ioctl(pair.a, I_SENDFD, other.a), 0);
	close(other.a);
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	IS(isastream(received.fd), 1);
}

CASE(isastream, ISA_08_is_1_in_another_program_that_inherits_it)
{
	struct pair pair = pair_open();

	WAKES(child_start_anew(is_stream, &pair), 0);
}
