/* SPDX-License-Identifier: ISC */
/*
 * The spellings of -D_FORTIFY_SOURCE: the last argument is how many bytes the
 * compiler knows to be there.
 */
#ifndef LSCI_SVR4_CHECKED_H
#define LSCI_SVR4_CHECKED_H

#include <stddef.h>

#ifdef HAVE___CHK_FAIL
extern void __chk_fail(void) __attribute__((noreturn));

static inline void
lsci_svr4_check(size_t room, size_t wanted)
{
	if (wanted > room)
		__chk_fail();
}
#endif

#endif
