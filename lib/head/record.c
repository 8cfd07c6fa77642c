/* SPDX-License-Identifier: ISC */
/*
 * Records; no system call here.
 */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "head/record.h"

static const unsigned char MAGIC[4] = { 0, 'L', 'S', 'C' };

enum { FORMAT = 1 };
enum { AT_KEY = 4, AT_VERSION = 8, AT_CLASS, AT_BAND, AT_PARTS, AT_CONTROL,
	AT_RESERVED = 14 };
enum { CONTROL_PART = 1, DATA_PART = 2 };
enum { NORMAL, HIGH, FLUSH, FLUSH_BAND };

bool
lsci_record_looks_like_one(const void *data, size_t size)
{
	return size >= sizeof MAGIC && memcmp(data, MAGIC, sizeof MAGIC) == 0;
}

static void
put_key(unsigned char *to, uint32_t key)
{
	to[0] = (unsigned char)(key & 0xff);
	to[1] = (unsigned char)(key >> 8 & 0xff);
	to[2] = (unsigned char)(key >> 16 & 0xff);
	to[3] = (unsigned char)(key >> 24);
}

static unsigned char
class_of(const struct lsci_message *message)
{
	switch (message->purpose) {
	case LSCI_FLUSH:
		return FLUSH;
	case LSCI_FLUSH_BAND:
		return FLUSH_BAND;
	default:
		return message->high ? HIGH : NORMAL;
	}
}

void
lsci_record_encode(unsigned char header[LSCI_RECORD_HEADER],
    const struct lsci_message *message, uint32_t key)
{
	long control = message->control > 0 ? message->control : 0;

	memset(header, 0, LSCI_RECORD_HEADER);
	memcpy(header, MAGIC, sizeof MAGIC);
	put_key(header + AT_KEY, key);
	header[AT_VERSION] = FORMAT;
	header[AT_CLASS] = class_of(message);
	header[AT_BAND] = message->band;
	header[AT_PARTS] = (unsigned char)
	    ((message->control >= 0 ? CONTROL_PART : 0) |
	    (message->data >= 0 ? DATA_PART : 0));
	header[AT_CONTROL] = (unsigned char)(control & 0xff);
	header[AT_CONTROL + 1] = (unsigned char)(control >> 8);
}

static bool
has_key(const unsigned char *start, size_t got, uint32_t key)
{
	unsigned char expected[4];

	put_key(expected, key);
	return got >= LSCI_RECORD_HEADER &&
	    lsci_record_looks_like_one(start, got) &&
	    memcmp(start + AT_KEY, expected, sizeof expected) == 0;
}

static bool
fits_class(unsigned class, unsigned parts, unsigned band)
{
	switch (class) {
	case NORMAL:
		return parts != 0;
	case HIGH:
		return (parts & CONTROL_PART) != 0 && band == 0;
	case FLUSH:
		return parts == 0 && band == 0;
	default:
		return class == FLUSH_BAND && parts == 0;
	}
}

static bool
is_consistent(const unsigned char *header, long control, long rest)
{
	unsigned parts = header[AT_PARTS];

	return header[AT_VERSION] == FORMAT &&
	    fits_class(header[AT_CLASS], parts, header[AT_BAND]) &&
	    parts <= (CONTROL_PART | DATA_PART) &&
	    header[AT_RESERVED] == 0 && header[AT_RESERVED + 1] == 0 &&
	    control <= LSCI_CONTROL_MAX && rest >= 0 &&
	    rest <= LSCI_DATA_MAX &&
	    ((parts & CONTROL_PART) != 0 || control == 0) &&
	    ((parts & DATA_PART) != 0 || rest == 0);
}

int
lsci_record_decode(struct lsci_message *message, const void *start,
    size_t got, size_t size, uint32_t key)
{
	const unsigned char *header = start;
	long control, rest;

	if (!has_key(header, got, key)) {
		struct lsci_message plain = { .control = -1,
		    .data = (long)size };

		*message = plain;
		return 0;
	}
	control = header[AT_CONTROL] | header[AT_CONTROL + 1] << 8;
	rest = (long)(size - LSCI_RECORD_HEADER) - control;
	if (!is_consistent(header, control, rest))
		return -EBADMSG;
	message->purpose = header[AT_CLASS] == FLUSH ? LSCI_FLUSH :
	    header[AT_CLASS] == FLUSH_BAND ? LSCI_FLUSH_BAND : LSCI_DELIVER;
	message->high = header[AT_CLASS] == HIGH;
	message->band = header[AT_BAND];
	message->record = true;
	message->control = (header[AT_PARTS] & CONTROL_PART) ? control : -1;
	message->data = (header[AT_PARTS] & DATA_PART) ? rest : -1;
	return 0;
}
