/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "name/wire.h"

static const unsigned char MARK[] = { 'L', 'S', 'A', 1 };
enum { WORD_AT = 4, ZEROS_AT = 5, NUMBER_AT = 8, SINCE_AT = 12, OPENS_AT = 20,
	PID_AT = 28, USER_AT = 32, UNREAD_AT = 36, CONNLD_AT = 40 };

static void
put(unsigned char *to, uint64_t number, int size)
{
	while (size-- > 0) {
		*to++ = (unsigned char)(number & 0xff);
		number >>= 8;
	}
}

static uint64_t
get(const unsigned char *from, int size)
{
	uint64_t number = 0;

	while (size-- > 0)
		number = number << 8 | from[size];
	return number;
}

static void
put_description(unsigned char *bytes, const struct lsci_description *what)
{
	put(bytes + SINCE_AT, what->since, 8);
	put(bytes + OPENS_AT, what->opens, 8);
	put(bytes + PID_AT, what->pid, 4);
	put(bytes + USER_AT, what->user, 4);
	put(bytes + UNREAD_AT, what->unread, 4);
	put(bytes + CONNLD_AT, what->connld, 4);
}

static void
get_description(struct lsci_description *what, const unsigned char *bytes)
{
	what->since = get(bytes + SINCE_AT, 8);
	what->opens = get(bytes + OPENS_AT, 8);
	what->pid = (uint32_t)get(bytes + PID_AT, 4);
	what->user = (uint32_t)get(bytes + USER_AT, 4);
	what->unread = (uint32_t)get(bytes + UNREAD_AT, 4);
	what->connld = get(bytes + CONNLD_AT, 4) != 0;
}

size_t
lsci_wire_encode(unsigned char bytes[LSCI_WIRE_MAX],
    const struct lsci_letter *letter)
{
	memset(bytes, 0, LSCI_WIRE_MAX);
	memcpy(bytes, MARK, sizeof MARK);
	bytes[WORD_AT] = (unsigned char)letter->word;
	put(bytes + NUMBER_AT, letter->number, 4);
	if (letter->word != LSCI_SAY_DESCRIPTION)
		return LSCI_WIRE_HEADER;
	put_description(bytes, &letter->description);
	return LSCI_WIRE_MAX;
}

static bool
is_word(unsigned char byte)
{
	return (byte >= LSCI_ASK_OPEN && byte <= LSCI_ASK_DESCRIBE) ||
	    (byte >= LSCI_SAY_NO && byte <= LSCI_SAY_DESCRIPTION);
}

/* What is nothing today may be something in another version. */
static bool
is_letter(const unsigned char *from, size_t size)
{
	if (size < LSCI_WIRE_HEADER || memcmp(from, MARK, sizeof MARK) != 0 ||
	    !is_word(from[WORD_AT]) ||
	    get(from + ZEROS_AT, NUMBER_AT - ZEROS_AT) != 0)
		return false;
	if (from[WORD_AT] != LSCI_SAY_DESCRIPTION)
		return size == LSCI_WIRE_HEADER;
	return size == LSCI_WIRE_MAX && get(from + CONNLD_AT, 4) <= 1;
}

int
lsci_wire_decode(struct lsci_letter *letter, const void *bytes, size_t size)
{
	const unsigned char *from = bytes;

	if (!is_letter(from, size))
		return -EBADMSG;
	memset(letter, 0, sizeof *letter);
	letter->word = (enum lsci_word)from[WORD_AT];
	letter->number = (uint32_t)get(from + NUMBER_AT, 4);
	if (letter->word == LSCI_SAY_DESCRIPTION)
		get_description(&letter->description, from);
	return 0;
}
