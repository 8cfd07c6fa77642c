/* SPDX-License-Identifier: ISC */
#ifndef HEAR_H
#define HEAR_H

struct lsci_letter;

/*
 * Receives what a client asks, and the descriptor that it shows, or -1; of
 * others the kernel disposes.  Does not wait.
 * Errors: EAGAIN; EMFILE: something was shown and there was no room for it;
 * anything else: it is no letter, or there is none.
 */
int hear(int client, struct lsci_letter *letter, int *shown);

#endif
