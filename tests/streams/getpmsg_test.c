/* SPDX-License-Identifier: ISC */
/* GP: bands, and the order of messages. */
#define _GNU_SOURCE 1
#include <errno.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* The next message is this text of this band. */
#define NEXT(fd, text, band) \
	(GETS_BAND(get_band(fd, 100, 100, 0, MSG_ANY), 0, ABSENT, \
	    (int)sizeof text - 1, MSG_BAND, band), GOT_TEXT(text))

CASE(getpmsg, GP_01_gives_high_priority_then_bands_downwards)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "n1", 0), 0);
	IS(put_text(pair.a, "p", 2), 0);
	IS(put_text(pair.a, "n2", 0), 0);
	IS(put_text(pair.a, "q", 7), 0);
	IS(put_urgent(pair.a, "h"), 0);
	GETS_BAND(get_band(pair.b, 100, 100, 9, MSG_ANY), 0, 1, ABSENT,
	    MSG_HIPRI, 0);
	GOT_CONTROL("h");
	NEXT(pair.b, "q", 7);
	NEXT(pair.b, "p", 2);
	NEXT(pair.b, "n1", 0);
	NEXT(pair.b, "n2", 0);
	EMPTY(pair.b);
}

CASE(getpmsg, GP_02_from_a_band_gives_that_band)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "normal", 0), 0);
	IS(put_text(pair.a, "three", 3), 0);
	GETS_BAND(get_band(pair.b, 100, 100, 3, MSG_BAND), 0, ABSENT, 5,
	    MSG_BAND, 3);
	GOT_TEXT("three");
}

CASE(getpmsg, GP_03_from_a_higher_band_passes_over_nothing)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "three", 3), 0);
	set_nonblocking(pair.b, true);
	FAILS(get_band(pair.b, 100, 100, 4, MSG_BAND), EAGAIN);
	NEXT(pair.b, "three", 3);
}

CASE(getpmsg, GP_04_from_a_band_gives_high_priority_too)
{
	struct pair pair = pair_open();

	IS(put_urgent(pair.a, "h"), 0);
	GETS_BAND(get_band(pair.b, 100, 100, 200, MSG_BAND), 0, 1, ABSENT,
	    MSG_HIPRI, 0);
}

CASE(getpmsg, GP_05_with_other_flags_or_bands_is_EINVAL)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "stays", 0), 0);
	FAILS(get_band(pair.b, 100, 100, 0, 0), EINVAL);
	FAILS(get_band(pair.b, 100, 100, 0, MSG_ANY | MSG_BAND), EINVAL);
	FAILS(get_band(pair.b, 100, 100, 1, MSG_HIPRI), EINVAL);
	FAILS(get_band(pair.b, 100, 100, 256, MSG_BAND), EINVAL);
	FAILS(get_band(pair.b, 100, 100, -1, MSG_BAND), EINVAL);
	NEXT(pair.b, "stays", 0);
}

CASE(getpmsg, GP_06_gives_the_rest_of_a_message_before_the_next)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "abc", 1), 0);
	IS(put_text(pair.a, "def", 1), 0);
	GETS_BAND(get_band(pair.b, 100, 2, 0, MSG_ANY), MOREDATA, ABSENT, 2,
	    MSG_BAND, 1);
	GOT_TEXT("ab");
	NEXT(pair.b, "c", 1);
	NEXT(pair.b, "def", 1);
}

CASE(getpmsg, GP_07_gives_a_higher_band_before_the_rest_of_a_message)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "abc", 1), 0);
	GETS_BAND(get_band(pair.b, 100, 2, 0, MSG_ANY), MOREDATA, ABSENT, 2,
	    MSG_BAND, 1);
	IS(put_text(pair.a, "five", 5), 0);
	NEXT(pair.b, "five", 5);
	NEXT(pair.b, "c", 1);
}

CASE(getpmsg, GP_08_after_a_hang_up_leaves_the_band_alone)
{
	struct pair pair = pair_open();

	close(pair.a);
	GETS_BAND(get_band(pair.b, 100, 100, 9, MSG_ANY), 0, 0, 0, 0, 9);
}

CASE(getpmsg, GP_09_gives_one_band_in_the_order_of_arrival)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "first", 4), 0);
	IS(put_text(pair.a, "second", 4), 0);
	IS(put_text(pair.a, "third", 4), 0);
	NEXT(pair.b, "first", 4);
	NEXT(pair.b, "second", 4);
	NEXT(pair.b, "third", 4);
}
