/* SPDX-License-Identifier: ISC */
/*
 * -Wl,-u,streamcompat_svr4_poll: poll and ppoll that win against a sanitizer which
 * is linked statically.  A program with a function of its own by one of these
 * names cannot be linked with them.
 */
#define LSCI_SVR4_STRONG
#include "svr4/poll.c"

extern const char streamcompat_svr4_poll
    __attribute__((visibility("hidden")));

const char streamcompat_svr4_poll = 0;
