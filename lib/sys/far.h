/* SPDX-License-Identifier: ISC */
/*
 * Marks on a file that do not touch it: locks on bytes that it will never
 * have.
 *
 * They belong to the open file, whoever holds it, and are gone with it.  Who
 * can open the file can see where a mark is, and set others.
 */
#ifndef LSCI_FAR_H
#define LSCI_FAR_H

#include <stdbool.h>
#include <stdint.h>

/* Marks are at places of their own below this. */
#define LSCI_FAR_PLACES (INT64_C(1) << 61)

/* 0 if there is no mark; 1 and its place; or 2, if what is there is no mark.
   -EBADF, -ENOLCK, -EINVAL (a file that has none). */
int lsci_sys_far_find(int fd, int64_t *place);
int lsci_sys_far_mark(int fd, int64_t place);

/* One at a time: 0, or -EAGAIN.  Whoever holds the open file, ends it. */
int lsci_sys_far_begin_turn(int fd);
void lsci_sys_far_end_turn(int fd);
/* Takes away all that. */
void lsci_sys_far_clear(int fd);

#endif
