/* SPDX-License-Identifier: ISC */
/*
 * How a message looks as a packet.
 *
 * Plain data is the bytes and nothing else, so that a program that knows
 * nothing of this library can read and write it.  Everything richer is a
 * record:
 *
 *     offset  0  "\0LSC"
 *             4  the key of the stream, four bytes, lowest first
 *             8  version, class, band, parts: one byte each
 *            12  length of the control part, two bytes, lowest first
 *            14  two zero bytes
 *            16  the control part, and behind it, to the end, the data part
 *
 * Class is 0, 1 for high priority, 2 to flush all that was sent before, 3 to
 * flush one band of it; parts is 1 for a control part, 2 for a data part, 3
 * for both, and 0 to flush.  Only who holds an end knows the key, so data that
 * comes from elsewhere cannot be taken for a record; what begins like one is
 * sent as the data part of one.
 */
#ifndef LSCI_RECORD_H
#define LSCI_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LSCI_RECORD_HEADER = 16,
	LSCI_CONTROL_MAX = 1024,        /* STRCTLSZ */
	LSCI_DATA_MAX = 65536,          /* STRMSGSZ */
	LSCI_RECORD_MAX = LSCI_RECORD_HEADER + LSCI_CONTROL_MAX + LSCI_DATA_MAX
};

/* The byte that a passed descriptor travels with; anything but zero is a
   descriptor. */
enum lsci_carrier { LSCI_CARRIES_DESCRIPTOR = 'F',
	LSCI_CARRIES_CONNECTION = 'C' };

/* What a record asks for: to be delivered; or that what was sent before it is
   discarded, all or that of its band. */
enum lsci_purpose { LSCI_DELIVER, LSCI_FLUSH, LSCI_FLUSH_BAND };

/* A message without its bytes.  A part that is absent has the length -1; one
   of length 0 is there. */
struct lsci_message {
	enum lsci_purpose purpose;
	bool high;              /* high priority */
	unsigned char band;
	bool record;            /* there is a header in front of the parts */
	long control;
	long data;
};

/* Whether these bytes cannot be sent as they are. */
bool lsci_record_looks_like_one(const void *data, size_t size);

void lsci_record_encode(unsigned char header[LSCI_RECORD_HEADER],
    const struct lsci_message *message, uint32_t key);

/*
 * What a packet of `size' bytes is, of which the first `got' are at `start'
 * (all, or at least a header's).  -EBADMSG for a record that contradicts
 * itself; `*message' is then untouched.
 */
int lsci_record_decode(struct lsci_message *message, const void *start,
    size_t got, size_t size, uint32_t key);

#endif
