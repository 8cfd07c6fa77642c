/* SPDX-License-Identifier: ISC */
/*
 * The codec of records, given anything.  The first byte says how the input is
 * used; the rest is a packet, or what a message is made of.
 */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "head/record.h"

/* What is not so ends the process, which is how a fuzzer notices. */
static void
expect(bool truth)
{
	if (!truth)
		abort();
}

static uint32_t
number(const uint8_t *bytes)
{
	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	    (uint32_t)bytes[3] << 24;
}

static bool
same(const struct lsci_message *a, const struct lsci_message *b)
{
	return a->purpose == b->purpose && a->high == b->high &&
	    a->band == b->band && a->record == b->record &&
	    a->control == b->control && a->data == b->data;
}

static size_t
size_of(const struct lsci_message *message)
{
	return (size_t)(message->record ? LSCI_RECORD_HEADER : 0) +
	    (size_t)(message->control > 0 ? message->control : 0) +
	    (size_t)(message->data > 0 ? message->data : 0);
}

/* --- a packet */

static void
check_message(const struct lsci_message *message, const uint8_t *packet,
    size_t size, uint32_t key)
{
	unsigned char header[LSCI_RECORD_HEADER];

	expect(size_of(message) == size);
	expect(message->control <= LSCI_CONTROL_MAX);
	if (!message->record) {
		expect(message->purpose == LSCI_DELIVER && !message->high &&
		    message->band == 0 && message->control == -1);
		return;
	}
	expect(message->data <= LSCI_DATA_MAX);
	expect(!message->high || message->control >= 0);
	expect(message->purpose != LSCI_DELIVER || message->control >= 0 ||
	    message->data >= 0);
	lsci_record_encode(header, message, key);
	expect(memcmp(header, packet, sizeof header) == 0);
}

/* Whether all of it is seen, or its header. */
static void
decode(const uint8_t *packet, size_t size, uint32_t key)
{
	static const struct lsci_message untouched = { .band = 99,
	    .control = -9, .data = -9 };
	struct lsci_message message = untouched, again = untouched;
	int r = lsci_record_decode(&message, packet, size, size, key);
	size_t got = size < LSCI_RECORD_HEADER ? size : LSCI_RECORD_HEADER;

	expect(r == 0 || r == -EBADMSG);
	expect(lsci_record_decode(&again, packet, got, size, key) == r);
	expect(same(&message, &again));
	if (r == 0)
		check_message(&message, packet, size, key);
	else
		expect(same(&message, &untouched) &&
		    lsci_record_looks_like_one(packet, size));
}

/* As if its first bytes had come of a packet of another size. */
static void
decode_part(const uint8_t *packet, size_t got, uint32_t key, size_t size)
{
	struct lsci_message message = { .control = -9, .data = -9 };

	if (got >= LSCI_RECORD_HEADER && size >= got &&
	    lsci_record_decode(&message, packet, got, size, key) == 0)
		check_message(&message, packet, size, key);
}

/* --- a message */

static void
encode(const uint8_t *bytes, uint32_t key)
{
	unsigned char header[LSCI_RECORD_HEADER];
	struct lsci_message message = { .record = true }, got;

	message.purpose = bytes[0] % 8 == 6 ? LSCI_FLUSH : bytes[0] % 8 == 7 ?
	    LSCI_FLUSH_BAND : LSCI_DELIVER;
	message.control = message.data = -1;
	if (message.purpose == LSCI_DELIVER) {
		message.control = (long)(number(bytes + 1) %
		    (LSCI_CONTROL_MAX + 2)) - 1;
		message.data = (long)(number(bytes + 4) %
		    (LSCI_DATA_MAX + 2)) - 1;
		message.high = bytes[0] % 2 != 0 && message.control >= 0;
		if (message.control < 0 && message.data < 0)
			message.data = 0;
	}
	message.band = message.high || message.purpose == LSCI_FLUSH ? 0 :
	    bytes[8];
	lsci_record_encode(header, &message, key);
	expect(lsci_record_decode(&got, header, sizeof header,
	    size_of(&message), key) == 0);
	expect(same(&message, &got));
	expect(lsci_record_decode(&got, header, sizeof header,
	    size_of(&message), key + 1) == 0);
	expect(!got.record);
}

enum { WITH_ITS_KEY, WITH_ANOTHER_KEY, OF_ANOTHER_SIZE, MESSAGE, USES };
enum { MESSAGE_BYTES = 9 };

int
LLVMFuzzerTestOneInput(const uint8_t *input, size_t size)
{
	const uint8_t *packet = input + 1;
	uint32_t key = size >= 9 ? number(packet + 4) : 0;

	if (size == 0)
		return 0;
	size--;
	switch (input[0] % USES) {
	case WITH_ITS_KEY:
		decode(packet, size, key);
		break;
	case WITH_ANOTHER_KEY:
		decode(packet, size, key ^ 1);
		break;
	case OF_ANOTHER_SIZE:
		decode_part(packet, size, key, size + (size_t)key % 70000);
		break;
	default:
		if (size >= MESSAGE_BYTES)
			encode(packet, key);
		break;
	}
	return 0;
}
