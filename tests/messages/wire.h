/* SPDX-License-Identifier: ISC */
/*
 * Packets of message streams, made by hand.
 */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/messages/key.h"

enum { WIRE_HEADER = 16, WIRE_CONTROL_MAX = 1024, WIRE_DATA_MAX = 65536,
	WIRE_MAX = WIRE_HEADER + WIRE_CONTROL_MAX + WIRE_DATA_MAX };
enum { WIRE_NORMAL, WIRE_HIGH, WIRE_FLUSH, WIRE_FLUSH_BAND };
enum { WIRE_CONTROL = 1, WIRE_DATA = 2 };

struct wire {
	uint32_t key;
	unsigned char class;
	unsigned char band;
	unsigned char parts;
	unsigned control;       /* its length, as the header says */
};

static inline void
wire_header(unsigned char *to, const struct wire *wire)
{
	memset(to, 0, WIRE_HEADER);
	memcpy(to, "\0LSC", 4);
	to[4] = (unsigned char)wire->key;
	to[5] = (unsigned char)(wire->key >> 8);
	to[6] = (unsigned char)(wire->key >> 16);
	to[7] = (unsigned char)(wire->key >> 24);
	to[8] = 1;
	to[9] = wire->class;
	to[10] = wire->band;
	to[11] = wire->parts;
	to[12] = (unsigned char)wire->control;
	to[13] = (unsigned char)(wire->control >> 8);
}

/* Whether a packet that has the magic and the key is a record, by
   lib/head/record.h. */
static inline bool
wire_is_valid(const unsigned char *packet, size_t size)
{
	unsigned class = packet[9], band = packet[10], parts = packet[11];
	unsigned control = packet[12] | (unsigned)packet[13] << 8;
	bool flushes = class == WIRE_FLUSH || class == WIRE_FLUSH_BAND;

	if (packet[8] != 1 || class > WIRE_FLUSH_BAND || parts > 3 ||
	    packet[14] != 0 || packet[15] != 0)
		return false;
	if (flushes)
		return parts == 0 && control == 0 && size == WIRE_HEADER &&
		    (class == WIRE_FLUSH_BAND || band == 0);
	if (parts == 0 || (class == WIRE_HIGH && (band != 0 ||
	    (parts & WIRE_CONTROL) == 0)))
		return false;
	if (((parts & WIRE_CONTROL) == 0 && control != 0) ||
	    control > WIRE_CONTROL_MAX || size < WIRE_HEADER + control ||
	    size - WIRE_HEADER - control > WIRE_DATA_MAX)
		return false;
	return (parts & WIRE_DATA) != 0 || size == WIRE_HEADER + control;
}

#endif
