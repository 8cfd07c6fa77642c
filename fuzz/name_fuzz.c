/* SPDX-License-Identifier: ISC */
/*
 * The codec of what is said to attach agents, given anything.  The first byte
 * says how the input is used; the rest is a packet, or what a letter is made
 * of.
 */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "name/wire.h"

/* What is not so ends the process, which is how a fuzzer notices. */
static void
expect(bool truth)
{
	if (!truth)
		abort();
}

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

/* --- a packet */

static void
check_letter(const struct lsci_letter *letter, const uint8_t *packet,
    size_t size)
{
	unsigned char bytes[LSCI_WIRE_MAX];

	expect(lsci_wire_encode(bytes, letter) == size);
	expect(memcmp(bytes, packet, size) == 0);
}

static void
decode(const uint8_t *packet, size_t size)
{
	static const struct lsci_letter untouched = { .number = 99 };
	struct lsci_letter letter = untouched;
	int r = lsci_wire_decode(&letter, packet, size);

	expect(r == 0 || r == -EBADMSG);
	if (r == 0)
		check_letter(&letter, packet, size);
	else
		expect(same(&letter, &untouched));
}

/* --- a letter */

static const enum lsci_word words[] = { LSCI_ASK_OPEN, LSCI_ASK_DETACH,
	LSCI_ASK_DESCRIBE, LSCI_SAY_NO, LSCI_SAY_GONE, LSCI_SAY_SHARED,
	LSCI_SAY_CONNECTED, LSCI_SAY_DETACHED, LSCI_SAY_DESCRIPTION };
enum { WORDS = sizeof words / sizeof *words };

struct numbers {
	uint64_t since, opens;
	uint32_t number, pid, user, unread;
};

static void
encode(const uint8_t *input)
{
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_letter letter = { .word = words[input[0] % WORDS] }, got;
	struct numbers numbers;
	size_t size;

	memcpy(&numbers, input + 1, sizeof numbers);
	letter.number = numbers.number;
	if (letter.word == LSCI_SAY_DESCRIPTION) {
		letter.description.since = numbers.since;
		letter.description.opens = numbers.opens;
		letter.description.pid = numbers.pid;
		letter.description.user = numbers.user;
		letter.description.unread = numbers.unread;
		letter.description.connld = input[0] >= 128;
	}
	size = lsci_wire_encode(bytes, &letter);
	expect(size <= sizeof bytes);
	expect(lsci_wire_decode(&got, bytes, size) == 0);
	expect(same(&letter, &got));
}

int
LLVMFuzzerTestOneInput(const uint8_t *input, size_t size)
{
	if (size == 0)
		return 0;
	if (input[0] % 2 == 0)
		decode(input + 1, size - 1);
	else if (size - 1 > sizeof(struct numbers))
		encode(input + 1);
	return 0;
}
