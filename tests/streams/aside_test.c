/* SPDX-License-Identifier: ISC */
/*
 * Messages that a process has taken and not delivered: from the first one in
 * a band on, whoever reads takes all that waits.  They are that process's.
 */
#define _GNU_SOURCE 1

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

/* Nobody has the other end of this one any more, within a while. */
static bool
hangs_up(int fd, int timeout)
{
	struct pollfd end = { fd, POLLIN, 0 };

	HOLDS(poll(&end, 1, timeout) >= 0);
	return (end.revents & POLLHUP) != 0;
}

/* At B a message is set aside that has an end of X, which nobody else has,
   and one of data behind it. */
static struct pair
pair_with_end_aside(struct pair *x)
{
	struct pair pair = pair_open();

	*x = pair_open();
	IS(ioctl(pair.a, I_SENDFD, x->a), 0);
	close(x->a);
	IS(write_text(pair.a, "behind"), 6);
	IS(put_text(pair.a, "band", 3), 0);
	READS(pair.b, 100, "band");
	QUEUED(pair.b, 2);
	return pair;
}

CASE(aside, goes_with_the_last_descriptor_of_the_end_and_not_before)
{
	struct pair x, pair = pair_with_end_aside(&x);
	int copy = must(dup(pair.b), "dup");
	int another = must(fcntl(pair.b, F_DUPFD, 0), "F_DUPFD");

	close(pair.b);
	HOLDS(!hangs_up(x.b, 200));
	close(copy);
	HOLDS(!hangs_up(x.b, 200));
	QUEUED(another, 2);
	close(another);
	HOLDS(hangs_up(x.b, 5000));
}

CASE(aside, goes_with_its_end_and_not_with_the_other)
{
	struct pair x, pair = pair_with_end_aside(&x);
	struct strrecvfd received;

	close(pair.a);
	HOLDS(!hangs_up(x.b, 200));
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	READS(pair.b, 100, "behind");
	READS(pair.b, 100, "");
	IS(write_text(received.fd, "kept"), 4);
	READS(x.b, 100, "kept");
}

CASE(aside, is_received_by_whichever_descriptor_of_the_end)
{
	struct pair x, pair = pair_with_end_aside(&x);
	int copy = must(dup(pair.b), "dup");
	struct strrecvfd received;

	close(pair.b);
	IS(ioctl(copy, I_RECVFD, &received), 0);
	READS(copy, 100, "behind");
	close(received.fd);
	HOLDS(hangs_up(x.b, 5000));
}

CASE(aside, is_discarded_by_a_flush)
{
	struct pair x, pair = pair_with_end_aside(&x);

	IS(ioctl(pair.b, I_FLUSH, FLUSHR), 0);
	EMPTY(pair.b);
	HOLDS(hangs_up(x.b, 5000));
}

/* --- other processes */

static int leave[2];

/* Stays until the parent closes the pipe. */
static int
has_nothing_of_its_parent(void *argument)
{
	struct pair *pair = argument;
	char nothing;

	close(leave[1]);
	EMPTY(pair->b);
	IS(read(leave[0], &nothing, 1), 0);
	EMPTY(pair->b);
	return 0;
}

CASE(aside, stays_with_the_parent_and_is_nothing_to_a_child)
{
	struct pair x, pair = pair_with_end_aside(&x);
	struct strrecvfd received;
	pid_t child;

	/* what the child has of the end itself is closed, and not this */
	IS(host_pipe(leave), 0);
	child = child_start(has_nothing_of_its_parent, &pair);
	close(leave[0]);
	BLOCKS(child);
	QUEUED(pair.b, 2);
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	close(received.fd);
	HOLDS(hangs_up(x.b, 5000));
	READS(pair.b, 100, "behind");
	close(leave[1]);
	WAKES(child, 0);
}

static int
close_all_of_it(void *argument)
{
	struct pair *pair = argument;

	close(pair->b);
	close(pair->a);
	return 0;
}

CASE(aside, stays_with_the_parent_when_a_child_closes_the_end)
{
	struct pair x, pair = pair_with_end_aside(&x);
	struct strrecvfd received;

	WAKES(child_start(close_all_of_it, &pair), 0);
	HOLDS(!hangs_up(x.b, 200));
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
	READS(pair.b, 100, "behind");
}

static int
receive_what_comes_later(void *argument)
{
	struct pair *pair = argument;

	READS(pair->b, 100, "later");
	return 0;
}

CASE(aside, does_not_keep_a_child_from_what_comes_later)
{
	struct pair x, pair = pair_with_end_aside(&x);
	pid_t child = child_start(receive_what_comes_later, &pair);

	BLOCKS(child);
	IS(write_text(pair.a, "later"), 5);
	WAKES(child, 0);
	QUEUED(pair.b, 2);
}

static int
finds_nothing(void *argument)
{
	struct pair *pair = argument;

	EMPTY(pair->b);
	IS(write_text(pair->a, "later"), 5);
	READS(pair->b, 100, "later");
	return 0;
}

static int
set_aside_and_become_anew(void *argument)
{
	struct pair *pair = argument;

	IS(write_text(pair->a, "lost"), 4);
	IS(put_text(pair->a, "band", 3), 0);
	READS(pair->b, 4, "band");
	QUEUED(pair->b, 1);
	become_anew(finds_nothing, pair, 1);
	return 99;
}

CASE(aside, is_lost_to_the_program_that_comes_after)
{
	struct pair pair = pair_open();

	WAKES(child_start(set_aside_and_become_anew, &pair), 0);
}
