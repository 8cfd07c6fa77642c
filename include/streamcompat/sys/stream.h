/* SPDX-License-Identifier: ISC */
/*
 * <sys/stream.h>: the inside of STREAMS.  Programs include it because other
 * headers of SVR4, <sys/ptem.h> among them, needed its types; they have no
 * use for what is in these.
 */
#ifndef STREAMCOMPAT_SYS_STREAM_H
#define STREAMCOMPAT_SYS_STREAM_H

#include <sys/types.h>

#define NBAND 256               /* bands are numbered from 0 */
#define NSTRPUSH 9              /* modules on a stream */

typedef struct queue queue_t;
typedef struct msgb mblk_t;

#endif
