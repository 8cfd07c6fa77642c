/* SPDX-License-Identifier: ISC */
/*
 * A message with its descriptors in one piece is what STREAMS do not have, and
 * every stream here is a message stream, for which there are no parcels.
 */
#ifndef LSCI_EDGE_PARCEL_H
#define LSCI_EDGE_PARCEL_H

#include "api/edge.h"
#include "sys/streams.h"

static inline int
lsci_edge_parcel(int fd, const void *message)
{
	int saved = errno;
	int r = message == NULL ? -EFAULT : lsci_sys_is_stream(fd);

	return lsci_edge(saved, r < 0 ? r : r > 0 ? -EINVAL : -ENOSTR);
}

#endif
