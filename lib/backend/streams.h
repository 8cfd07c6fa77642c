/* SPDX-License-Identifier: ISC */
/*
 * What the files streams_*.c share.
 */
#ifndef LSCI_BACKEND_STREAMS_H
#define LSCI_BACKEND_STREAMS_H

#include "backend/backend.h"

/* Makes a new descriptor what born.h says; it is open across exec and blocks
   before. */
int lsci_streams_settle(int fd, unsigned born);

/* Before a call that waits in the kernel for ever, or as O_NONBLOCK allows:
   0 when it would not have to wait.  -EAGAIN if it may not be waited. */
int lsci_streams_await_input(int end, lsci_until until);
int lsci_streams_await_room(int end, lsci_until until);

#endif
