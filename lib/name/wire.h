/* SPDX-License-Identifier: ISC */
/*
 * What an attach agent and those who come to it say to each other.
 *
 * One packet each way.  The asker says what it wants:
 *
 *     offset  0  "LSA", version 1
 *             4  what is wanted, or what this answers: one byte
 *             5  three zero bytes
 *             8  a number of four bytes, lowest first
 *            12  of a description: when the name was attached, in seconds, and
 *                how often it was opened, eight bytes each; the agent's
 *                process, the attaching user, bytes unread at the attached
 *                end, and 1 if it has connld, four bytes each
 *
 * Who wants it opened sends his descriptor of the file along: the kernel lets
 * everybody connect, and this shows that it lets him open the file.
 *
 * Whoever takes a connection from the other end of the attached stream answers
 * in place of the agent.  Neither side makes a system call here.
 */
#ifndef LSCI_WIRE_H
#define LSCI_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LSCI_WIRE_HEADER = 12, LSCI_WIRE_MAX = 12 + 2 * 8 + 4 * 4 };

enum lsci_word {
	LSCI_ASK_OPEN = 1,
	LSCI_ASK_DETACH,
	LSCI_ASK_DESCRIBE,
	LSCI_SAY_NO = 64,       /* the number is an errno */
	LSCI_SAY_GONE,          /* it is attached no more: look again */
	LSCI_SAY_SHARED,        /* the attached end comes along */
	LSCI_SAY_CONNECTED,     /* this is it; the number is its key */
	LSCI_SAY_DETACHED,
	LSCI_SAY_DESCRIPTION
};

struct lsci_description {
	uint64_t since;
	uint64_t opens;
	uint32_t pid;
	uint32_t user;
	uint32_t unread;
	bool connld;
};

struct lsci_letter {
	enum lsci_word word;
	uint32_t number;
	struct lsci_description description;
};

/* Returns how many bytes there are. */
size_t lsci_wire_encode(unsigned char bytes[LSCI_WIRE_MAX],
    const struct lsci_letter *letter);

/* 0, or -EBADMSG for what is none of this version; then the letter is left as
   it was. */
int lsci_wire_decode(struct lsci_letter *letter, const void *bytes,
    size_t size);

#endif
