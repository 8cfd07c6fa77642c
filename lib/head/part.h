/* SPDX-License-Identifier: ISC */
/*
 * One part of a message, control or data, and how getmsg delivers it.
 */
#ifndef LSCI_PART_H
#define LSCI_PART_H

#include <stdbool.h>

#include "head/record.h"

struct lsci_part {
	void *to;               /* NULL: what is taken is thrown away */
	long room;              /* -1: the part is left alone */
	long length;            /* result: -1 if absent or left alone */
};
#define LSCI_PART_UNWANTED { NULL, -1, -1 }

/* What would be left of a part of this length (-1: absent). */
long lsci_part_rest(const struct lsci_part *part, long length);

/* Delivers from `bytes'. */
void lsci_part_deliver(struct lsci_part *part, const unsigned char *bytes,
    long length);

/* What would be left of a message; false if nothing is. */
bool lsci_parts_rest(const struct lsci_part *control,
    const struct lsci_part *data, const struct lsci_message *is,
    struct lsci_message *rest);

#endif
