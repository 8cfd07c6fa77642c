/* SPDX-License-Identifier: ISC */
/*
 * The bytes of a status message.
 */
#include <string.h>

#include "head/status.h"
#include "tests/support/t_test.h"

T(status, is_sent_as_its_positive_byte)
{
	cr_assert_eq(lsci_status_encode(-1), 1);
	cr_assert_eq(lsci_status_encode(-13), 13);
	cr_assert_eq(lsci_status_encode(-255), 255);
}

T(status, never_becomes_the_byte_that_promises_a_descriptor)
{
	int status;

	for (status = -1; status > -100000; status--)
		cr_assert_neq(lsci_status_encode(status), 0);
	cr_assert_neq(lsci_status_encode(-2147483647 - 1), 0);
}

static size_t
extent(const char *bytes, size_t size)
{
	return lsci_status_extent(bytes, size);
}

T(status, a_message_ends_behind_the_byte_after_the_zero)
{
	cr_assert_eq(extent("\0\1", 2), 2);
	cr_assert_eq(extent("\0\0", 2), 2);
	cr_assert_eq(extent("text\0\1", 6), 6);
	cr_assert_eq(extent("text\0\1next\0\2", 12), 6);
	cr_assert_eq(extent("\0\0\0\0", 4), 2);
}

T(status, an_end_that_is_not_complete_is_not_counted)
{
	cr_assert_eq(extent("", 0), 0);
	cr_assert_eq(extent("", 1), 0);
	cr_assert_eq(extent("text", 4), 4);
	cr_assert_eq(extent("text", 5), 4);
}

T(status, is_complete_only_with_both_bytes)
{
	cr_assert_not(lsci_status_is_complete("", 0));
	cr_assert_not(lsci_status_is_complete("", 1));
	cr_assert_not(lsci_status_is_complete("text", 4));
	cr_assert_not(lsci_status_is_complete("text", 5));
	cr_assert(lsci_status_is_complete("\0\1", 2));
	cr_assert(lsci_status_is_complete("text\0\0", 6));
}
