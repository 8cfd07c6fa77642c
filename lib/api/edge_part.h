/* SPDX-License-Identifier: ISC */
/*
 * A struct strbuf, as the parts of a message are inside.
 */
#ifndef LSCI_EDGE_PART_H
#define LSCI_EDGE_PART_H

#include "api/edge_stropts.h"
#include "head/exchange.h"

/* No buffer is a buffer without room, in which a part is left alone. */
static inline struct lsci_part
lsci_part_from(const struct strbuf *buffer)
{
	struct lsci_part part = LSCI_PART_UNWANTED;

	if (buffer != NULL && buffer->maxlen >= 0) {
		part.to = buffer->buf;
		part.room = buffer->maxlen;
	}
	return part;
}

/* Room without a place. */
static inline bool
lsci_part_is_nowhere(const struct strbuf *buffer)
{
	return buffer != NULL && buffer->maxlen > 0 && buffer->buf == NULL;
}

/* At a hang-up the length is 0 whatever was asked for. */
static inline void
lsci_part_tell(struct strbuf *buffer, const struct lsci_part *part,
    const struct lsci_arrival *arrival)
{
	if (buffer != NULL)
		buffer->len = arrival->hung_up ? 0 : (int)part->length;
}

static inline int
lsci_more(const struct lsci_arrival *arrival)
{
	return (arrival->more_control ? MORECTL : 0) |
	    (arrival->more_data ? MOREDATA : 0);
}

/* A part is there if its length says so; without a buffer it is not. */
static inline void
lsci_putting_parts(struct lsci_putting *putting, const struct strbuf *control,
    const struct strbuf *data)
{
	putting->control = control != NULL ? control->buf : NULL;
	putting->control_length = control != NULL && control->len >= 0 ?
	    control->len : -1;
	putting->data = data != NULL ? data->buf : NULL;
	putting->data_length = data != NULL && data->len >= 0 ? data->len : -1;
}

/* Parts that have a length and no bytes. */
static inline bool
lsci_putting_lacks_bytes(const struct lsci_putting *putting)
{
	return (putting->control == NULL && putting->control_length > 0) ||
	    (putting->data == NULL && putting->data_length > 0);
}

#endif
