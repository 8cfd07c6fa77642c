/* SPDX-License-Identifier: ISC */
/*
 * Who sent a message: a control record that the kernel vouches for, its
 * signature.  One of the files sender_*.c is linked; configure chooses.
 */
#ifndef LSCI_SENDER_H
#define LSCI_SENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/identity.h"

enum { LSCI_SIGNATURE_MAX = 128 };

extern const bool lsci_sender_is_told;
/* Type and size of the record, at the level of sockets; 0 and 0 if there is
   none. */
extern const int lsci_sender_type;
extern const size_t lsci_sender_size;

/* The record of this process, with its effective ids. */
void lsci_sender_sign(void *record);
/* What the kernel has put there; a record of another size means nobody. */
void lsci_sender_note(struct lsci_identity *sender, const void *record,
    size_t size);
/* Whether a socket reports signatures from now on, where it has to be told. */
int lsci_sender_want(int fd, bool wanted);
/* Makes a socket report nothing besides; true if it did. */
bool lsci_sender_alone(int fd);

#endif
