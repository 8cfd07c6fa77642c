/* SPDX-License-Identifier: ISC */
/*
 * What a byte stream begins with.
 */
#ifndef LSCI_BYTES_H
#define LSCI_BYTES_H

#include "backend/backend.h"

enum lsci_beginning { LSCI_BEGINS_WITH_NOTHING, LSCI_BEGINS_WITH_DATA,
	LSCI_BEGINS_WITH_DESCRIPTOR };

/* Never waits.  Errors: those of lsci_backend_peek but EAGAIN. */
int lsci_bytes_begin(int end);

/* Copies the data that it begins with, at most `room' bytes, up to what a
   descriptor came with.  Returns how many; without room, 1 if there is data;
   0 at hang-up.  -EBADMSG: a passed descriptor is first. */
ssize_t lsci_bytes_peek(int end, void *to, size_t room, lsci_until until);

/* How many bytes wait up to a passed descriptor, as far as that is near. */
int lsci_bytes_first(int end);

/* Discards all of them; passed descriptors are closed. */
int lsci_bytes_discard(int end);

#endif
