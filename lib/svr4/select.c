/* SPDX-License-Identifier: ISC */
/*
 * select and pselect, which give way to functions of the program's as poll
 * does (see poll.c).
 */
#include "svr4/trampoline.h"

#include <sys/select.h>

#ifdef LSCI_SVR4_STRONG
#define LSCI_BINDING LSCI_NO_MORE
#else
#define LSCI_BINDING LSCI_YIELDING
LSCI_SVR4_MEMBER(select);
const char lsci_svr4_has_select = 0;
#endif

LSCI_TRAMPOLINE_AS(int, select, LSCI_TIMED("select"),
    (int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
    struct timeval *timeout), LSCI_BINDING)
{
	return lsc_select(count, readable, writable, exceptional, timeout);
}

LSCI_TRAMPOLINE_AS(int, pselect, LSCI_TIMED("pselect"),
    (int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
    const struct timespec *timeout, const sigset_t *mask), LSCI_BINDING)
{
	return lsc_pselect(count, readable, writable, exceptional, timeout,
	    mask);
}
