/* SPDX-License-Identifier: ISC */
/*
 * How much of what was sent is unread, by what the kernel charges for it.
 * The numbers are Linux's, measured: they are what the kernel would say.
 */
#include <limits.h>

#include "head/outstanding.h"
#include "tests/messages/chance.h"
#include "tests/support/t_test.h"

/* Of data of that size, on x86-64 and 6.18. */
static int
charged_for(size_t size)
{
	static const struct {
		size_t size;
		int charged;
	} table[] = {
		{ 192, 768 }, { 704, 1280 }, { 1728, 2304 }, { 3776, 4352 },
		{ 7872, 8448 }, { 16064, 16640 }, { 20160, 20736 },
		{ 24256, 24832 }, { 40640, 41216 }, { 69312, 69888 }
	};
	size_t i = 0;

	while (size > table[i].size)
		i++;
	return table[i].charged;
}

static struct lsci_state
stream(uint32_t key, bool second)
{
	struct lsci_state state = LSCI_STATE_INIT;

	state.kind = LSCI_MESSAGE_STREAM;
	state.key = key;
	state.second = second;
	return state;
}

T(outstanding, of_nothing_is_nothing)
{
	struct lsci_state end = stream(1, false);

	cr_assert_eq(lsci_outstanding_at_most(&end), 0);
	cr_assert_eq(lsci_outstanding_settle(&end, 0, 0), 0);
	cr_assert_eq(lsci_outstanding_settle(&end, 0, 99999), 0);
}

/* The newest are unread; as exact as a span. */
static void
expect_after_reading(struct lsci_state *end, size_t size, int count)
{
	int unread, charge = charged_for(size), i;

	for (i = 0; i < count; i++)
		lsci_outstanding_add(end, 0, size);
	for (unread = count; unread >= 0; unread--) {
		long bytes = lsci_outstanding_settle(end, 0, unread * charge);
		long exactly = unread * (long)size;

		cr_assert_leq(bytes, exactly, "%zu bytes, %d unread", size,
		    unread);
		cr_assert_geq(bytes, exactly - LSCI_SPAN,
		    "%zu bytes, %d unread: %ld", size, unread, bytes);
	}
	cr_assert_eq(lsci_outstanding_settle(end, 0, 0), 0);
}

/* As many as make a queue full. */
T(outstanding, is_what_has_not_been_read)
{
	static const size_t sizes[] = { 1, 10, 100, 190, 192, 193, 500,
	    704, 705, 1000, 1728, 2000, 3776, 4096, 8000, 16000 };
	size_t i;

	for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct lsci_state end = stream(100 + (uint32_t)i, false);

		expect_after_reading(&end, sizes[i],
		    (int)(16384 / sizes[i]) + 1);
	}
}

T(outstanding, is_what_has_not_been_read_of_large_messages)
{
	static const size_t sizes[] = { 17000, 20000, 24000, 40000, 65536 };
	size_t i;

	for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct lsci_state end = stream(200 + (uint32_t)i, false);

		expect_after_reading(&end, sizes[i], 1);
	}
}

/* Never too much, for that would stop a sender that may send. */
T(outstanding, is_never_more_than_was_sent)
{
	uint32_t state = 5;
	int round;

	for (round = 0; round < 300; round++) {
		struct lsci_state end = stream(300 + (uint32_t)round, false);
		long bytes[3] = { 0, 0, 0 };
		int charged = 0, i;

		for (i = 0; i < 200; i++) {
			int band = (int)random_below(&state, 3);
			size_t size = 1 + random_below(&state, 900);

			lsci_outstanding_add(&end, band, size);
			bytes[band] += (long)size;
			charged += charged_for(size);
		}
		for (i = 0; i < 3; i++)
			cr_assert_leq(lsci_outstanding_settle(&end, i,
			    charged), bytes[i]);
		cr_assert_leq(lsci_outstanding_at_most(&end) == LONG_MAX ? 0 :
		    lsci_outstanding_at_most(&end), bytes[0] + bytes[1] +
		    bytes[2]);
	}
}

T(outstanding, is_counted_for_each_band)
{
	struct lsci_state end = stream(2, false);
	int all = 4 * charged_for(4000) + charged_for(100);

	lsci_outstanding_add(&end, 0, 4000);
	lsci_outstanding_add(&end, 3, 4000);
	lsci_outstanding_add(&end, 3, 4000);
	lsci_outstanding_add(&end, 255, 100);
	lsci_outstanding_add(&end, 0, 4000);
	cr_assert_eq(lsci_outstanding_settle(&end, 0, all), 8000);
	cr_assert_eq(lsci_outstanding_settle(&end, 3, all), 8000);
	cr_assert_eq(lsci_outstanding_settle(&end, 255, all), 100);
	cr_assert_eq(lsci_outstanding_settle(&end, 1, all), 0);
	/* the first has been read */
	all -= charged_for(4000);
	cr_assert_eq(lsci_outstanding_settle(&end, 0, all), 4000);
	cr_assert_eq(lsci_outstanding_settle(&end, 3, all), 8000);
}

T(outstanding, of_one_band_can_be_forgotten)
{
	struct lsci_state end = stream(3, true);
	int all = 2 * charged_for(4000);

	lsci_outstanding_add(&end, 0, 4000);
	lsci_outstanding_add(&end, 3, 4000);
	lsci_outstanding_forget(&end, 3);
	cr_assert_eq(lsci_outstanding_settle(&end, 0, all), 4000);
	cr_assert_eq(lsci_outstanding_settle(&end, 3, all), 0);
	lsci_outstanding_forget(&end, -1);
	cr_assert_eq(lsci_outstanding_settle(&end, 0, all), 0);
}

T(outstanding, of_the_two_ends_of_a_stream_are_two)
{
	struct lsci_state one = stream(4, false), other = stream(4, true);

	lsci_outstanding_add(&one, 0, 4000);
	cr_assert_eq(lsci_outstanding_settle(&other, 0, 99999), 0);
	cr_assert_eq(lsci_outstanding_settle(&one, 0, 99999), 4000);
}

T(outstanding, of_bands_that_were_used_all_must_be_full)
{
	struct lsci_state end = stream(5, false);
	int charge = charged_for(4000);

	cr_assert_not(lsci_outstanding_fills_bands(&end, 4000, 0));
	lsci_outstanding_add(&end, 2, 4000);
	cr_assert(lsci_outstanding_fills_bands(&end, 4000, charge));
	cr_assert_not(lsci_outstanding_fills_bands(&end, 4001, charge));
	lsci_outstanding_add(&end, 9, 100);
	cr_assert_not(lsci_outstanding_fills_bands(&end, 4000,
	    charge + charged_for(100)));
	lsci_outstanding_add(&end, 9, 4000);
	cr_assert(lsci_outstanding_fills_bands(&end, 4000, 2 * charge +
	    charged_for(100)));
	/* read */
	cr_assert_not(lsci_outstanding_fills_bands(&end, 4000, 0));
}

T(outstanding, an_announcement_is_noted_once_for_each_end)
{
	struct lsci_state one = stream(6, false), other = stream(6, true);

	cr_assert_not(lsci_outstanding_note_announced(&one));
	cr_assert(lsci_outstanding_note_announced(&one));
	cr_assert_not(lsci_outstanding_note_announced(&other));
}

/* Once a great deal is charged for, only the kernel knows. */
T(outstanding, of_many_messages_must_be_asked_for)
{
	struct lsci_state end = stream(7, false);
	int i;

	for (i = 0; i < 10; i++)
		lsci_outstanding_add(&end, 0, 10);
	cr_assert_eq(lsci_outstanding_at_most(&end), 100);
	for (i = 0; i < 200; i++)
		lsci_outstanding_add(&end, 0, 10);
	cr_assert_eq(lsci_outstanding_at_most(&end), LONG_MAX);
}
