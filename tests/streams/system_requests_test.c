/* SPDX-License-Identifier: ISC */
/* Requests that are not of STREAMS, on message streams. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <sys/ioctl.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* --- FIONREAD */

#define WAIT_BYTES(fd, expected) \
	do { \
		int waiting = -77; \
		IS(ioctl(fd, FIONREAD, &waiting), 0); \
		IS(waiting, expected); \
	} while (0)

CASE(system_requests, FIONREAD_counts_the_data_of_all_messages)
{
	struct pair pair = pair_open();

	WAIT_BYTES(pair.b, 0);
	IS(write_text(pair.a, "abc"), 3);
	WAIT_BYTES(pair.b, 3);
	IS(put(pair.a, 4, 6, 0), 0);
	WAIT_BYTES(pair.b, 9);
	IS(put_band(pair.a, 2, 5, 7, MSG_BAND), 0);
	WAIT_BYTES(pair.b, 14);
	IS(put(pair.a, 8, 100, RS_HIPRI), 0);
	WAIT_BYTES(pair.b, 114);
	WAIT_BYTES(pair.a, 0);
}

CASE(system_requests, FIONREAD_counts_no_control_and_no_descriptor)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 100, ABSENT, 0), 0);
	IS(put(pair.a, 100, 0, 0), 0);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(put_urgent(pair.a, "!"), 0);
	WAIT_BYTES(pair.b, 0);
	QUEUED(pair.b, 4);
	IS(write_text(pair.a, "abc"), 3);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(put_text(pair.a, "band", 1), 0);
	WAIT_BYTES(pair.b, 7);
}

CASE(system_requests, FIONREAD_counts_what_is_left)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "ordinary", 0), 0);
	IS(put_text(pair.a, "band", 1), 0);
	WAIT_BYTES(pair.b, 12);
	GETS(get(pair.b, ABSENT, 1, 0), MOREDATA, ABSENT, 1, 0);
	WAIT_BYTES(pair.b, 11);
	READS(pair.b, 3, "and");
	WAIT_BYTES(pair.b, 8);
	close(pair.a);
	WAIT_BYTES(pair.b, 8);
	READS(pair.b, 100, "ordinary");
	WAIT_BYTES(pair.b, 0);
}

CASE(system_requests, FIONREAD_to_nowhere_is_EFAULT)
{
	struct pair pair = pair_open();
	int fd = dup(pair.a), waiting;

	FAILS(ioctl(pair.b, FIONREAD, NULL), EFAULT);
	close(fd);
	FAILS(ioctl(fd, FIONREAD, &waiting), EBADF);
}

/* --- FIONBIO */

CASE(system_requests, FIONBIO_sets_O_NONBLOCK_and_takes_it_away)
{
	struct pair pair = pair_open();
	int yes = 1, no = 0;

	IS(ioctl(pair.b, FIONBIO, &yes), 0);
	IS(fcntl(pair.b, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	IS(fcntl(pair.a, F_GETFL) & O_NONBLOCK, 0);
	FAILS(get(pair.b, 100, 100, 0), EAGAIN);
	IS(ioctl(pair.b, FIONBIO, &no), 0);
	IS(fcntl(pair.b, F_GETFL) & O_NONBLOCK, 0);
}

/* --- what only terminals have */

CASE(system_requests, of_terminals_are_EINVAL)
{
	struct pair pair = pair_open();
	struct winsize size;
	char settings[200];
	pid_t group = 0;

	FAILS(ioctl(pair.a, TCGETS, settings), EINVAL);
	FAILS(ioctl(pair.a, TCSBRK, 1), EINVAL);
	FAILS(ioctl(pair.a, TCFLSH, 0), EINVAL);
	FAILS(ioctl(pair.a, TIOCGWINSZ, &size), EINVAL);
	FAILS(ioctl(pair.a, TIOCGPGRP, &group), EINVAL);
	IS(isatty(pair.a), 0);
	EMPTY(pair.b);
}

CASE_ONCE(system_requests, of_terminals_are_ENOTTY_for_everything_else)
{
	int file = t_file("");
	char settings[200];

	FAILS(ioctl(file, TCGETS, settings), ENOTTY);
	close(file);
	FAILS(ioctl(file, TCGETS, settings), EBADF);
}
