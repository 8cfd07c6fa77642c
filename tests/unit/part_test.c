/* SPDX-License-Identifier: ISC */
/*
 * The table of getmsg: which part is delivered into which room, what is told
 * and what stays.
 */
#include <string.h>

#include "head/part.h"
#include "tests/support/t_test.h"

static const unsigned char bytes[] = "0123456789";

/* The columns of the table: length of the part, room for it, what is told,
   and the length of what stays. */
static const struct {
	long length;
	long room;
	long told;
	long stays;
} table[] = {
	{ -1, -1, -1, -1 }, { -1, 0, -1, -1 }, { -1, 5, -1, -1 },
	{ 0, -1, -1, 0 }, { 0, 0, 0, -1 }, { 0, 5, 0, -1 },
	{ 3, -1, -1, 3 }, { 3, 0, 0, 3 }, { 3, 2, 2, 1 },
	{ 3, 3, 3, -1 }, { 3, 4, 3, -1 }
};
enum { ROWS = sizeof table / sizeof *table };

T(part, is_delivered_by_the_table)
{
	int i;

	for (i = 0; i < ROWS; i++) {
		unsigned char to[8];
		struct lsci_part part = { to, table[i].room, -9 };
		long told = table[i].told > 0 ? table[i].told : 0;

		memset(to, 'x', sizeof to);
		cr_assert_eq(lsci_part_rest(&part, table[i].length),
		    table[i].stays, "row %d", i);
		lsci_part_deliver(&part, bytes, table[i].length);
		cr_assert_eq(part.length, table[i].told, "row %d", i);
		cr_assert_eq(memcmp(to, bytes, (size_t)told), 0);
		cr_assert_eq(to[told], 'x', "row %d", i);
	}
}

T(part, without_a_place_is_thrown_away)
{
	struct lsci_part part = { NULL, 5, -9 };

	lsci_part_deliver(&part, bytes, 3);
	cr_assert_eq(part.length, 3);
	cr_assert_eq(lsci_part_rest(&part, 3), -1);
}

/* Both parts, in every combination: something is left if of either part
   something is. */
T(part, two_of_them_are_what_each_of_them_is)
{
	int c, d;

	for (c = 0; c < ROWS; c++)
		for (d = 0; d < ROWS; d++) {
			struct lsci_part control = { NULL, table[c].room, 0 };
			struct lsci_part data = { NULL, table[d].room, 0 };
			struct lsci_message is = { .band = 7,
			    .control = table[c].length,
			    .data = table[d].length };
			struct lsci_message rest;

			cr_assert_eq(lsci_parts_rest(&control, &data, &is,
			    &rest), table[c].stays >= 0 ||
			    table[d].stays >= 0);
			cr_assert_eq(rest.control, table[c].stays);
			cr_assert_eq(rest.data, table[d].stays);
			cr_assert_eq(rest.band, 7);
			cr_assert_not(rest.high);
		}
}

T(part, a_message_stays_of_high_priority_as_long_as_it_has_a_control_part)
{
	struct lsci_part all = { NULL, 100, 0 }, some = { NULL, 2, 0 };
	struct lsci_part none = LSCI_PART_UNWANTED;
	struct lsci_message is = { .high = true, .control = 4, .data = 6 };
	struct lsci_message rest;

	cr_assert(lsci_parts_rest(&some, &all, &is, &rest));
	cr_assert(rest.high);
	cr_assert(lsci_parts_rest(&none, &all, &is, &rest));
	cr_assert(rest.high);
	cr_assert(lsci_parts_rest(&all, &some, &is, &rest));
	cr_assert_not(rest.high);
	cr_assert_not(lsci_parts_rest(&all, &all, &is, &rest));
}
