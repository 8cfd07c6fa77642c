/* SPDX-License-Identifier: ISC */
/*
 * The errnos of STREAMS on systems that have none (FreeBSD, OpenBSD): the
 * nearest that the system's strerror knows.
 */
#ifndef LSCI_STREAM_ERRNO_H
#define LSCI_STREAM_ERRNO_H

#include <errno.h>

#ifndef ENOSTR
#define ENOSTR ENOTSOCK
#endif
#ifndef ENOSR
#define ENOSR ENOBUFS
#endif
#ifndef EBADMSG
#define EBADMSG EPROTO
#endif

#endif
