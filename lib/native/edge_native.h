/* SPDX-License-Identifier: ISC */
/*
 * The edge of the calls that the system's own <stropts.h> declares, and of
 * those that the library has besides.
 */
#ifndef LSCI_EDGE_NATIVE_H
#define LSCI_EDGE_NATIVE_H

#ifdef HAVE_VISIBILITY
#pragma GCC visibility push(default)
#endif
#include <stropts.h>
int lsc_putmsg_xpg4(int fd, const struct strbuf *control,
    const struct strbuf *data, int flags);
int lsc_putpmsg_xpg4(int fd, const struct strbuf *control,
    const struct strbuf *data, int band, int flags);
#ifdef HAVE_VISIBILITY
#pragma GCC visibility pop
#endif

#include "api/edge.h"
#include "sys/streams.h"

#endif
