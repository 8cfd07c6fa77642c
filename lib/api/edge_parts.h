/* SPDX-License-Identifier: ISC */
/*
 * The parts of readv and writev.
 */
#ifndef LSCI_EDGE_PARTS_H
#define LSCI_EDGE_PARTS_H

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <sys/uio.h>

/* As many as systems take. */
enum { LSCI_PARTS_MAX = 1024 };

/* Bytes, all together; -EINVAL for too many of either, as readv has it. */
static inline ssize_t
lsci_parts_size(const struct iovec *part, int parts)
{
	size_t size = 0;
	int i;

	if (parts < 0 || parts > LSCI_PARTS_MAX)
		return -EINVAL;
	if (parts > 0 && part == NULL)
		return -EFAULT;
	for (i = 0; i < parts; i++) {
		if (part[i].iov_len > (size_t)SSIZE_MAX - size)
			return -EINVAL;
		size += part[i].iov_len;
	}
	return (ssize_t)size;
}

#endif
