/* SPDX-License-Identifier: ISC */
/*
 * The table of getmsg; no system call here.
 *
 * An absent part stays absent.  Without room (-1) a part is left alone; a part
 * of length 0 is delivered even into no room (0); of a longer one the rest
 * stays.
 */
#include <config.h>

#include <string.h>

#include "head/part.h"

static long
taken(const struct lsci_part *part, long length)
{
	return length < part->room ? length : part->room;
}

long
lsci_part_rest(const struct lsci_part *part, long length)
{
	if (length < 0 || part->room < 0)
		return length;
	return taken(part, length) == length ? -1 :
	    length - taken(part, length);
}

void
lsci_part_deliver(struct lsci_part *part, const unsigned char *bytes,
    long length)
{
	part->length = -1;
	if (length < 0 || part->room < 0)
		return;
	part->length = taken(part, length);
	if (part->length > 0 && part->to != NULL)
		memcpy(part->to, bytes, (size_t)part->length);
}

/* A message that has lost its control part is ordinary. */
bool
lsci_parts_rest(const struct lsci_part *control, const struct lsci_part *data,
    const struct lsci_message *is, struct lsci_message *rest)
{
	*rest = *is;
	rest->control = lsci_part_rest(control, is->control);
	rest->data = lsci_part_rest(data, is->data);
	if (rest->control < 0)
		rest->high = false;
	return rest->control >= 0 || rest->data >= 0;
}
