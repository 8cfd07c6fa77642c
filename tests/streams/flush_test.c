/* SPDX-License-Identifier: ISC */
/* FL: throwing messages away. */
#define _GNU_SOURCE 1
#include <errno.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* Two messages wait at A, and one at B. */
static struct pair
pair_with_data(void)
{
	struct pair pair = pair_open();

	IS(write_text(pair.b, "to a"), 4);
	IS(put(pair.b, 4, 6, 0), 0);
	IS(write_text(pair.a, "to b"), 4);
	QUEUED(pair.a, 2);
	QUEUED(pair.b, 1);
	return pair;
}

/* Whatever was flushed, the next message comes through. */
static void
assert_works(struct pair pair)
{
	IS(put(pair.a, 3, 5, 0), 0);
	GETS(get(pair.b, 100, 100, 0), 0, 3, 5, 0);
	KNOWN(0, 0);
	IS(put(pair.b, 3, 5, 0), 0);
	GETS(get(pair.a, 100, 100, 0), 0, 3, 5, 0);
	KNOWN(0, 0);
}

CASE(flush, FL_01_FLUSHR_empties_the_queue_of_this_end)
{
	struct pair pair = pair_with_data();

	IS(ioctl(pair.a, I_FLUSH, FLUSHR), 0);
	EMPTY(pair.a);
	READS(pair.b, 100, "to b");
	assert_works(pair);
}

CASE(flush, FL_02_FLUSHW_empties_the_queue_of_the_peer)
{
	struct pair pair = pair_with_data();

	IS(ioctl(pair.a, I_FLUSH, FLUSHW), 0);
	EMPTY(pair.b);
	QUEUED(pair.a, 2);
	READS(pair.a, 100, "to a");
	GETS(get(pair.a, 100, 100, 0), 0, 4, 6, 0);
	assert_works(pair);
}

CASE(flush, FL_03_FLUSHRW_empties_both)
{
	struct pair pair = pair_with_data();

	IS(ioctl(pair.a, I_FLUSH, FLUSHRW), 0);
	EMPTY(pair.a);
	EMPTY(pair.b);
	assert_works(pair);
}

CASE(flush, FL_04_FLUSHBAND_throws_away_one_band)
{
	struct pair pair = pair_open();
	struct bandinfo band = { 2, FLUSHR };

	IS(put_text(pair.b, "zero", 0), 0);
	IS(put_text(pair.b, "two", 2), 0);
	IS(put_urgent(pair.b, "!"), 0);
	IS(ioctl(pair.a, I_FLUSHBAND, &band), 0);
	QUEUED(pair.a, 2);
	GETS(get(pair.a, 100, 100, 0), 0, 1, ABSENT, RS_HIPRI);
	READS(pair.a, 100, "zero");
	EMPTY(pair.a);
}

CASE(flush, FL_04_FLUSHBAND_of_band_0_leaves_the_others)
{
	struct pair pair = pair_open();
	struct bandinfo band = { 0, FLUSHR };

	IS(put_text(pair.b, "zero", 0), 0);
	IS(put_text(pair.b, "two", 2), 0);
	IS(ioctl(pair.a, I_FLUSHBAND, &band), 0);
	QUEUED(pair.a, 1);
	READS(pair.a, 100, "two");
}

CASE(flush, FL_05_lets_go_what_was_passed)
{
	struct pair pair = pair_open(), other = pair_open();
	struct pollfd end = { other.b, POLLIN, 0 };

	IS(ioctl(pair.b, I_SENDFD, other.a), 0);
	close(other.a);
	IS(poll(&end, 1, 0), 0);
	IS(ioctl(pair.a, I_FLUSH, FLUSHR), 0);
	EMPTY(pair.a);
	IS(poll(&end, 1, 2000), 1);
	IS(end.revents, POLLHUP);
	READS(other.b, 1, "");
}

CASE(flush, FL_06_of_something_else_is_EINVAL)
{
	struct pair pair = pair_with_data();
	struct bandinfo band = { 0, 8 };

	FAILS(ioctl(pair.a, I_FLUSH, 8), EINVAL);
	FAILS(ioctl(pair.a, I_FLUSHBAND, &band), EINVAL);
	QUEUED(pair.a, 2);
	QUEUED(pair.b, 1);
}

/* The note D12 of the list. */
CASE(flush, FL_06_of_nothing_is_EINVAL)
{
	struct pair pair = pair_with_data();

	FAILS(ioctl(pair.a, I_FLUSH, 0), EINVAL);
	QUEUED(pair.a, 2);
}

CASE(flush, FL_07_after_a_hang_up_is_ENXIO)
{
	struct pair pair = pair_open();
	struct bandinfo band = { 0, FLUSHR };

	close(pair.b);
	FAILS(ioctl(pair.a, I_FLUSH, FLUSHR), ENXIO);
	FAILS(ioctl(pair.a, I_FLUSH, 8), ENXIO);
	FAILS(ioctl(pair.a, I_FLUSHBAND, &band), ENXIO);
}

static int
write_late(void *argument)
{
	struct pair *pair = argument;

	close(pair->b);
	IS(write_text(pair->a, "late"), 4);
	return 0;
}

CASE(flush, FL_08_lets_a_writer_go_on)
{
	struct pair pair = pair_open();
	pid_t child;

	(void)fill_band_0(pair.a);
	child = child_start(write_late, &pair);
	BLOCKS(child);
	IS(ioctl(pair.b, I_FLUSH, FLUSHR), 0);
	WAKES(child, 0);
	READS(pair.b, 100, "late");
}
