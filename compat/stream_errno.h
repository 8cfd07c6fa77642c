/* SPDX-License-Identifier: ISC */
/*
 * The errnos of STREAMS, as programs see them too.
 */
#ifndef LSCI_STREAM_ERRNO_H
#define LSCI_STREAM_ERRNO_H

#include <streamcompat/stream_errno.h>

#endif
