/* SPDX-License-Identifier: ISC */
/*
 * What is said between an attach agent and those who come to it, as bytes.
 */
#include <errno.h>
#include <string.h>

#include "name/wire.h"
#include "tests/support/t_test.h"

/* Where the header says that what is. */
enum { WORD = 4, ZEROS = 5, NUMBER = 8, CONNLD = 40 };

static const int words[] = { LSCI_ASK_OPEN, LSCI_ASK_DETACH,
	LSCI_ASK_DESCRIBE, LSCI_SAY_NO, LSCI_SAY_GONE, LSCI_SAY_SHARED,
	LSCI_SAY_CONNECTED, LSCI_SAY_DETACHED, LSCI_SAY_DESCRIPTION };
enum { WORDS = sizeof words / sizeof *words };

/* One byte more than any letter has. */
static unsigned char bytes[LSCI_WIRE_MAX + 1];

static size_t
size_of(int word)
{
	return word == LSCI_SAY_DESCRIPTION ? LSCI_WIRE_MAX :
	    LSCI_WIRE_HEADER;
}

static bool
is_word(int byte)
{
	int i;

	for (i = 0; i < WORDS; i++)
		if (words[i] == byte)
			return true;
	return false;
}

/* A letter of this word that has something in each place. */
static size_t
write_letter(int word)
{
	struct lsci_letter letter = { .word = (enum lsci_word)word,
	    .number = 0x01020304, .description = { .since = 5, .opens = 6,
	    .pid = 7, .user = 8, .unread = 9, .connld = true } };

	memset(bytes, 0xa5, sizeof bytes);
	return lsci_wire_encode(bytes, &letter);
}

/* --- what is said */

static bool
same(const struct lsci_letter *a, const struct lsci_letter *b)
{
	const struct lsci_description *x = &a->description;
	const struct lsci_description *y = &b->description;

	return a->word == b->word && a->number == b->number &&
	    x->since == y->since && x->opens == y->opens &&
	    x->pid == y->pid && x->user == y->user &&
	    x->unread == y->unread && x->connld == y->connld;
}

static void
expect_the_same(const struct lsci_letter *letter)
{
	struct lsci_letter got;
	size_t size = lsci_wire_encode(bytes, letter);

	memset(&got, 0xa5, sizeof got);
	cr_assert_eq(size, size_of((int)letter->word));
	cr_assert_eq(lsci_wire_decode(&got, bytes, size), 0);
	cr_assert(same(letter, &got));
}

T(wire, a_letter_of_every_word_is_decoded)
{
	static const uint32_t numbers[] = { 0, 1, 255, 256, 65536, 1u << 24,
	    INT32_MAX, UINT32_MAX };
	struct lsci_letter letter = { .number = 0 };
	size_t i, j;

	for (i = 0; i < WORDS; i++)
		for (j = 0; j < sizeof numbers / sizeof *numbers; j++) {
			letter.word = (enum lsci_word)words[i];
			letter.number = numbers[j];
			expect_the_same(&letter);
		}
}

/* One field at a time, so that two cannot be mistaken for each other. */
T(wire, a_description_is_decoded_up_to_its_limits)
{
	const struct lsci_letter empty = { .word = LSCI_SAY_DESCRIPTION };
	struct lsci_letter letter;
	int bit;

	expect_the_same(&empty);
	for (bit = 0; bit <= 64; bit++) {
		uint64_t number = bit == 64 ? UINT64_MAX : (uint64_t)1 << bit;

		letter = empty;
		letter.description.since = number;
		expect_the_same(&letter);
		letter = empty;
		letter.description.opens = number;
		expect_the_same(&letter);
		letter = empty;
		letter.description.pid = (uint32_t)number;
		expect_the_same(&letter);
		letter = empty;
		letter.description.user = (uint32_t)number;
		expect_the_same(&letter);
		letter = empty;
		letter.description.unread = (uint32_t)number;
		expect_the_same(&letter);
	}
	letter = empty;
	letter.description.connld = true;
	expect_the_same(&letter);
}

T(wire, what_is_no_description_is_decoded_without_one)
{
	struct lsci_letter got;

	memset(&got, 0xa5, sizeof got);
	cr_assert_eq(lsci_wire_decode(&got, bytes,
	    write_letter(LSCI_SAY_CONNECTED)), 0);
	cr_assert_eq(got.description.since, 0);
	cr_assert_eq(got.description.opens, 0);
	cr_assert_eq(got.description.pid, 0);
	cr_assert_eq(got.description.user, 0);
	cr_assert_eq(got.description.unread, 0);
	cr_assert_not(got.description.connld);
}

/* An agent of another release may be asked. */
T(wire, looks_as_it_is_documented)
{
	static const unsigned char expected[LSCI_WIRE_MAX] = {
	    'L', 'S', 'A', 1, 69, 0, 0, 0, 4, 3, 2, 1,
	    8, 7, 6, 5, 4, 3, 2, 1, 16, 15, 14, 13, 12, 11, 10, 9,
	    20, 19, 18, 17, 24, 23, 22, 21, 28, 27, 26, 25, 1, 0, 0, 0 };
	struct lsci_letter letter = { .word = LSCI_SAY_DESCRIPTION,
	    .number = 0x01020304, .description = {
	    .since = 0x0102030405060708, .opens = 0x090a0b0c0d0e0f10,
	    .pid = 0x11121314, .user = 0x15161718, .unread = 0x191a1b1c,
	    .connld = true } };

	cr_assert_eq(lsci_wire_encode(bytes, &letter), sizeof expected);
	cr_assert_eq(memcmp(bytes, expected, sizeof expected), 0);
	letter.word = LSCI_ASK_OPEN;
	cr_assert_eq(lsci_wire_encode(bytes, &letter), LSCI_WIRE_HEADER);
	cr_assert_eq(bytes[WORD], 1);
	cr_assert_eq(memcmp(bytes, "LSA\1\1\0\0\0\4\3\2\1", LSCI_WIRE_HEADER),
	    0);
}

/* --- what is none */

static void
expect_verdict(size_t size, bool accepted)
{
	static const struct lsci_letter before = { .word = LSCI_SAY_GONE,
	    .number = 99, .description = { .since = 98 } };
	struct lsci_letter got = before;
	int r = lsci_wire_decode(&got, bytes, size);

	cr_assert_eq(r, accepted ? 0 : -EBADMSG, "%zu bytes of word %d: %d",
	    size, bytes[WORD], r);
	cr_assert(accepted || same(&got, &before));
}

T(wire, a_letter_of_another_size_is_refused)
{
	size_t i, size;

	for (i = 0; i < WORDS; i++)
		for (size = 0; size <= sizeof bytes; size++)
			expect_verdict(size, size == write_letter(words[i]));
}

T(wire, a_byte_that_is_nothing_is_refused_unless_it_is_zero)
{
	int value, at;
	size_t i, size;

	for (i = 0; i < WORDS; i++)
		for (at = ZEROS; at < NUMBER; at++)
			for (value = 0; value < 256; value++) {
				size = write_letter(words[i]);
				bytes[at] = (unsigned char)value;
				expect_verdict(size, value == 0);
			}
}

T(wire, every_other_mark_and_version_is_refused)
{
	int value, at;
	size_t i, size;

	for (i = 0; i < WORDS; i++)
		for (at = 0; at < WORD; at++)
			for (value = 0; value < 256; value++) {
				size = write_letter(words[i]);
				expect_verdict(size, true);
				bytes[at] ^= (unsigned char)value;
				expect_verdict(size, value == 0);
			}
}

T(wire, every_other_word_is_refused)
{
	int value;

	for (value = 0; value < 256; value++) {
		size_t size = write_letter(LSCI_SAY_DESCRIPTION);

		bytes[WORD] = (unsigned char)value;
		expect_verdict(size, value == LSCI_SAY_DESCRIPTION);
		expect_verdict(LSCI_WIRE_HEADER, is_word(value) &&
		    value != LSCI_SAY_DESCRIPTION);
	}
}

T(wire, a_description_either_has_connld_or_has_not)
{
	int value, at;

	for (at = CONNLD; at < CONNLD + 4; at++)
		for (value = 0; value < 256; value++) {
			size_t size = write_letter(LSCI_SAY_DESCRIPTION);

			bytes[CONNLD] = 0;
			bytes[at] = (unsigned char)value;
			expect_verdict(size, value == 0 ||
			    (at == CONNLD && value == 1));
		}
}
