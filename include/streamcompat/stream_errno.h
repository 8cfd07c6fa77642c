/* SPDX-License-Identifier: ISC */
/*
 * The errnos of STREAMS on systems that have none (FreeBSD, OpenBSD): the
 * nearest that the system's strerror knows.
 */
#ifndef STREAMCOMPAT_STREAM_ERRNO_H
#define STREAMCOMPAT_STREAM_ERRNO_H

#include <errno.h>

#ifndef EBADMSG
#define EBADMSG EPROTO
#endif
#ifndef ENODATA
#define ENODATA ENOMSG
#endif
#ifndef ENOSR
#define ENOSR ENOBUFS
#endif
#ifndef ENOSTR
#define ENOSTR ENOTSOCK
#endif
#ifndef ETIME
#define ETIME ETIMEDOUT
#endif

#endif
