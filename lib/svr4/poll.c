/* SPDX-License-Identifier: ISC */
/*
 * poll and ppoll.
 *
 * Programs have functions of their own by these names, so these give way:
 * they are weak.  (Not strong in a member that is fetched when needed, as
 * one would think: with -lc or a sanitizer in front, it never is.)  That is
 * right everywhere but for a sanitizer that is linked statically, clang's
 * usual one: its own are weak too, and come first.  For such a build
 * poll_strong.c has others.
 */
#include "svr4/trampoline.h"

#include <poll.h>

#include "svr4/checked.h"

#ifdef LSCI_SVR4_STRONG
#define LSCI_BINDING LSCI_NO_MORE
#else
#define LSCI_BINDING LSCI_YIELDING
LSCI_SVR4_MEMBER(poll);
const char lsci_svr4_has_poll = 0;
#endif

LSCI_TRAMPOLINE_AS(int, poll, "poll",
    (struct pollfd *fds, nfds_t count, int timeout), LSCI_BINDING)
{
	return lsc_poll(fds, count, timeout);
}

LSCI_TRAMPOLINE_AS(int, ppoll, LSCI_TIMED("ppoll"),
    (struct pollfd *fds, nfds_t count, const struct timespec *timeout,
    const sigset_t *mask), LSCI_BINDING)
{
	return lsc_ppoll(fds, count, timeout, mask);
}

#ifdef HAVE___CHK_FAIL

LSCI_TRAMPOLINE_AS(int, poll_chk, "__poll_chk",
    (struct pollfd *fds, nfds_t count, int timeout, size_t room), LSCI_BINDING)
{
	lsci_svr4_check(room / sizeof *fds, count);
	return lsc_poll(fds, count, timeout);
}

#ifdef LSCI_WIDE_TIME
#define LSCI_PPOLL_CHK "__ppoll64_chk"
#else
#define LSCI_PPOLL_CHK "__ppoll_chk"
#endif

LSCI_TRAMPOLINE_AS(int, ppoll_chk, LSCI_PPOLL_CHK,
    (struct pollfd *fds, nfds_t count, const struct timespec *timeout,
    const sigset_t *mask, size_t room), LSCI_BINDING)
{
	lsci_svr4_check(room / sizeof *fds, count);
	return lsc_ppoll(fds, count, timeout, mask);
}

#endif
