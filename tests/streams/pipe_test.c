/* SPDX-License-Identifier: ISC */
/* PIP: the pipe, and what the system says about its ends. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>

#include "tests/streams/message.h"
#include "tests/streams/room.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

CASE_ONCE(pipe, PIP_01_takes_the_lowest_two_free_descriptors)
{
	int n = dup(0), m = dup(0), end[2];

	HOLDS(n >= 0 && m > n);
	close(n);
	close(m);
	IS(pipe(end), 0);
	IS(end[0], n);
	IS(end[1], m);
}

CASE(pipe, PIP_02_is_open_for_both_and_blocks_and_is_inherited)
{
	struct pair pair = pair_open();

	IS(fcntl(pair.a, F_GETFL) & (O_ACCMODE | O_NONBLOCK), O_RDWR);
	IS(fcntl(pair.b, F_GETFL) & (O_ACCMODE | O_NONBLOCK), O_RDWR);
	IS(fcntl(pair.a, F_GETFD) & FD_CLOEXEC, 0);
	IS(fcntl(pair.b, F_GETFD) & FD_CLOEXEC, 0);
}

CASE(pipe, PIP_03_delivers_in_both_directions)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "x"), 1);
	READS(pair.b, 100, "x");
	IS(write_text(pair.b, "y"), 1);
	READS(pair.a, 100, "y");
}

CASE(pipe, PIP_04_does_not_mix_the_directions)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "to be"), 5);
	IS(write_text(pair.b, "to an a"), 7);
	READS(pair.a, 100, "to an a");
	READS(pair.b, 100, "to be");
}

CASE(pipe, PIP_05_is_a_FIFO_without_content_to_fstat)
{
	struct pair pair = pair_open();
	struct stat st;

	IS(fstat(pair.a, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	IS(st.st_size, 0);
}

CASE(pipe, PIP_06_has_the_size_of_what_can_be_read_at_each_end)
{
	struct pair pair = pair_open();
	struct stat st;

	IS(write_text(pair.a, "eleven byte"), 11);
	IS(fstat(pair.b, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	IS(st.st_size, 11);
	IS(fstat(pair.a, &st), 0);
	IS(st.st_size, 0);
}

CASE(pipe, PIP_07_has_no_place_to_seek)
{
	struct pair pair = pair_open();
	char c;

	FAILS(lseek(pair.a, 0, SEEK_CUR), ESPIPE);
	FAILS(pread(pair.a, &c, 1, 0), ESPIPE);
}

CASE_ONCE(pipe, PIP_08_with_one_descriptor_left_is_EMFILE_and_leaks_none)
{
	struct t_fds before;
	int end[2];

	if (t_is_valgrind())
		SKIP("valgrind hides the limit from socketpair");
	t_fill_table();
	t_free_slot();
	t_fds_note(&before);
	FAILS(pipe(end), EMFILE);
	HOLDS(t_fds_same(&before));
	t_free_slot();
	IS(pipe(end), 0);
	t_free_table();
}

CASE(pipe, PIP_09_takes_many_single_bytes_and_then_EAGAIN)
{
	struct pair pair = pair_open();

	set_nonblocking(pair.a, true);
	set_nonblocking(pair.b, true);
	HOLDS(write_until_full(pair.a, 1) >= room_for_single_bytes());
}

/* Bytes one at a time, each with its number in it. */
static size_t
write_numbers_until_full(int fd)
{
	unsigned char number = 0;
	size_t count = 0;

	while (write(fd, &number, 1) == 1) {
		count++;
		number = (unsigned char)(count % 251);
	}
	IS(errno, EAGAIN);
	return count;
}

static void
read_numbers(int fd, size_t from, size_t count)
{
	unsigned char number;
	size_t i;

	for (i = from; i < from + count; i++) {
		IS(read(fd, &number, 1), 1);
		IS(number, i % 251);
	}
}

CASE(pipe, PIP_10_takes_more_before_it_is_empty_and_keeps_the_order)
{
	struct pair pair = pair_open();
	size_t done = 0, total;
	unsigned char number;

	set_nonblocking(pair.a, true);
	set_nonblocking(pair.b, true);
	total = write_numbers_until_full(pair.a);
	number = (unsigned char)(total % 251);
	do {
		HOLDS(done < total);
		read_numbers(pair.b, done++, 1);
	} while (write(pair.a, &number, 1) < 0);
	read_numbers(pair.b, done, total + 1 - done);
	FAILS(read(pair.b, &number, 1), EAGAIN);
}

CASE_ONCE(pipe, PIP_11_can_be_born_close_on_exec_and_nonblocking)
{
	int end[2], i;

	IS(pipe2(end, O_CLOEXEC | O_NONBLOCK), 0);
	for (i = 0; i < 2; i++) {
		IS(fcntl(end[i], F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
		IS(fcntl(end[i], F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	}
	FAILS(pipe2(end, 0x40000000), EINVAL);
}

CASE(pipe, PIP_12_is_no_terminal)
{
	struct pair pair = pair_open();
	struct termios state;
	int r;

	IS(isatty(pair.a), 0);
	r = tcgetattr(pair.a, &state);
	IS(r, -1);
	HOLDS(errno == EINVAL || errno == ENOTTY);
}
