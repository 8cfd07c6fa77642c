/* SPDX-License-Identifier: ISC */
/*
 * How messages look as packets.
 */
#include <errno.h>
#include <string.h>

#include "head/record.h"
#include "tests/messages/chance.h"
#include "tests/messages/wire.h"
#include "tests/support/t_test.h"

enum { KEY = (int)0x7a6b5c4d };

static unsigned char header[LSCI_RECORD_HEADER];

static struct lsci_message
message(bool high, unsigned char band, long control, long data)
{
	struct lsci_message is = { .purpose = LSCI_DELIVER, .high = high,
	    .band = band, .control = control, .data = data };

	return is;
}

static size_t
size_of(const struct lsci_message *is)
{
	return LSCI_RECORD_HEADER + (size_t)(is->control > 0 ? is->control :
	    0) + (size_t)(is->data > 0 ? is->data : 0);
}

static void
expect_the_same(const struct lsci_message *is)
{
	struct lsci_message got;

	memset(&got, 0xa5, sizeof got);
	lsci_record_encode(header, is, KEY);
	cr_assert_eq(lsci_record_decode(&got, header, sizeof header,
	    size_of(is), KEY), 0);
	cr_assert_eq(got.purpose, is->purpose);
	cr_assert_eq(got.high, is->high);
	cr_assert_eq(got.band, is->band);
	cr_assert(got.record);
	cr_assert_eq(got.control, is->control);
	cr_assert_eq(got.data, is->data);
}

T(record, what_is_encoded_is_decoded)
{
	static const long controls[] = { -1, 0, 1, 255, 256,
	    LSCI_CONTROL_MAX };
	static const long datas[] = { -1, 0, 1, 255, 65535, LSCI_DATA_MAX };
	struct lsci_message is;
	size_t c, d;

	for (c = 0; c < 6; c++)
		for (d = 0; d < 6; d++) {
			if (controls[c] < 0 && datas[d] < 0)
				continue;
			is = message(false, 0, controls[c], datas[d]);
			expect_the_same(&is);
			is = message(false, 255, controls[c], datas[d]);
			expect_the_same(&is);
			is = message(true, 0, controls[c], datas[d]);
			if (is.control >= 0)
				expect_the_same(&is);
		}
}

T(record, what_asks_to_flush_is_decoded)
{
	struct lsci_message is = message(false, 0, -1, -1);

	is.purpose = LSCI_FLUSH;
	expect_the_same(&is);
	is.purpose = LSCI_FLUSH_BAND;
	for (is.band = 0; is.band < 255; is.band++)
		expect_the_same(&is);
}

/* Other releases must be able to read it. */
T(record, looks_as_it_is_documented)
{
	static const unsigned char expected[] = { 0, 'L', 'S', 'C',
	    0x4d, 0x5c, 0x6b, 0x7a, 1, 0, 9, 3, 0x34, 0x02, 0, 0 };
	struct lsci_message is = message(false, 9, 0x234, 7);

	lsci_record_encode(header, &is, KEY);
	cr_assert_eq(memcmp(header, expected, sizeof expected), 0);
	is = message(true, 0, 0, -1);
	lsci_record_encode(header, &is, KEY);
	cr_assert_eq(header[9], 1);
	cr_assert_eq(header[11], 1);
	is = message(false, 0, -1, 0);
	lsci_record_encode(header, &is, KEY);
	cr_assert_eq(header[9], 0);
	cr_assert_eq(header[11], 2);
}

/* --- data */

static void
expect_data(const void *bytes, size_t got, size_t size)
{
	struct lsci_message is;

	memset(&is, 0xa5, sizeof is);
	cr_assert_eq(lsci_record_decode(&is, bytes, got, size, KEY), 0);
	cr_assert_eq(is.purpose, LSCI_DELIVER);
	cr_assert_not(is.high);
	cr_assert_eq(is.band, 0);
	cr_assert_not(is.record);
	cr_assert_eq(is.control, -1);
	cr_assert_eq(is.data, (long)size);
}

T(record, anything_else_is_data)
{
	struct lsci_message is = message(false, 0, 4, 4);
	size_t got;

	expect_data("", 0, 0);
	expect_data("x", 1, 1);
	expect_data("a text that is long enough", 16, 26);
	lsci_record_encode(header, &is, KEY);
	for (got = 0; got < LSCI_RECORD_HEADER; got++)
		expect_data(header, got, got);
	lsci_record_encode(header, &is, KEY + 1);
	expect_data(header, sizeof header, 24);
	for (got = 0; got < 8; got++) {
		lsci_record_encode(header, &is, KEY);
		header[got] ^= 1;
		expect_data(header, sizeof header, 24);
	}
}

T(record, data_that_begins_like_a_record_is_recognised)
{
	cr_assert(lsci_record_looks_like_one("\0LSC", 4));
	cr_assert(lsci_record_looks_like_one("\0LSCmore", 8));
	cr_assert_not(lsci_record_looks_like_one("\0LSC", 3));
	cr_assert_not(lsci_record_looks_like_one("\0LSD", 4));
	cr_assert_not(lsci_record_looks_like_one("LSC\0", 4));
	cr_assert_not(lsci_record_looks_like_one("", 0));
}

/* --- what contradicts itself */

/* It is refused, or it is what its header says. */
static void
expect_verdict(size_t size)
{
	static const struct lsci_message before = { .band = 99,
	    .control = -9, .data = -9 };
	struct lsci_message is = before;
	bool valid = wire_is_valid(header, size);
	int r = lsci_record_decode(&is, header, sizeof header, size, KEY);

	cr_assert_eq(r, valid ? 0 : -EBADMSG,
	    "class %u band %u parts %u control %u size %zu: %d", header[9],
	    header[10], header[11], header[12] | header[13] << 8, size, r);
	if (valid) {
		cr_assert(is.record);
		cr_assert_eq(is.control >= 0, (header[11] & WIRE_CONTROL) !=
		    0);
		cr_assert_eq(is.data >= 0, (header[11] & WIRE_DATA) != 0);
		cr_assert_eq(size_of(&is), size);
	} else {
		cr_assert_eq(is.band, before.band);
		cr_assert_eq(is.control, before.control);
		cr_assert_eq(is.data, before.data);
	}
}

T(record, a_header_is_refused_or_true)
{
	static const size_t sizes[] = { WIRE_HEADER, WIRE_HEADER + 1,
	    WIRE_HEADER + 4, WIRE_HEADER + 255, WIRE_HEADER +
	    WIRE_CONTROL_MAX, WIRE_MAX - WIRE_CONTROL_MAX, WIRE_MAX - 1,
	    WIRE_MAX, WIRE_MAX + 1, 200000, (size_t)1 << 31 };
	static const unsigned controls[] = { 0, 1, 4, 255, 256,
	    WIRE_CONTROL_MAX, WIRE_CONTROL_MAX + 1, 65535 };
	struct wire wire = { .key = KEY };
	unsigned class, parts, c, s, band;

	for (class = 0; class < 6; class++)
		for (parts = 0; parts < 9; parts++)
			for (c = 0; c < 8; c++)
				for (s = 0; s < 11; s++)
					for (band = 0; band < 256;
					    band += 51) {
						wire.class =
						    (unsigned char)class;
						wire.parts =
						    (unsigned char)parts;
						wire.control = controls[c];
						wire.band =
						    (unsigned char)band;
						wire_header(header, &wire);
						expect_verdict(sizes[s]);
					}
}

T(record, a_random_header_is_refused_or_true)
{
	uint32_t state = 4711;
	struct wire wire = { .key = KEY };
	long round;
	size_t i;

	for (round = 0; round < 500000; round++) {
		wire_header(header, &wire);
		for (i = 8; i < WIRE_HEADER; i++)
			if (random_below(&state, 3) == 0)
				header[i] = (unsigned char)random_below(
				    &state, random_below(&state, 2) == 0 ? 5 :
				    256);
		expect_verdict(WIRE_HEADER + random_below(&state,
		    random_below(&state, 3) == 0 ? WIRE_MAX : 20));
	}
}
