/* SPDX-License-Identifier: ISC */
/*
 * Modules on terminals.
 *
 * On SVR4 a pseudo-terminal was a bare stream, on which ptem, ldterm and
 * ttcompat had to be pushed before it behaved like a terminal.  Elsewhere it
 * is one from the beginning: so they may be pushed, are remembered, and do
 * nothing.  What is remembered is this process's and its children's by fork.
 */
#ifndef LSCI_TERMINAL_H
#define LSCI_TERMINAL_H

#include <stdbool.h>

enum { LSCI_TERMINAL_MODULES = 9 };

/* Whether there is a module of that name for terminals. */
bool lsci_terminal_knows(const char *name);

/* Which driver it is, by name. */
const char *lsci_terminal_driver(int fd);

/* Before the descriptor is closed: a terminal without its master side is none,
   and another may have its number. */
void lsci_terminal_close(int fd);

/* The modules, from the topmost down; returns how many. */
int lsci_terminal_list(int fd, const char *list[LSCI_TERMINAL_MODULES]);

/* Errors: EINVAL (no such module, too many; none to pop), ENOSR. */
int lsci_terminal_push(int fd, const char *name);
int lsci_terminal_pop(int fd);

#endif
