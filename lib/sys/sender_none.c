/* SPDX-License-Identifier: ISC */
/*
 * A system that does not vouch for the sender of a message: nobody is told.
 */
#include <config.h>

#include "sys/sender.h"

const bool lsci_sender_is_told = false;
const int lsci_sender_type = 0;
const size_t lsci_sender_size = 0;

void
lsci_sender_sign(void *record)
{
	(void)record;
}

void
lsci_sender_note(struct lsci_identity *sender, const void *record,
    size_t size)
{
	(void)sender;
	(void)record;
	(void)size;
}

int
lsci_sender_want(int fd, bool wanted)
{
	(void)fd;
	(void)wanted;
	return 0;
}

bool
lsci_sender_alone(int fd)
{
	(void)fd;
	return false;
}
