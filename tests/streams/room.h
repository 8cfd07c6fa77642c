/* SPDX-License-Identifier: ISC */
/*
 * How much a stream holds.  SVR4's takes 16384 bytes, in pieces of any size.
 * Here the kernel counts a packet of one byte as several hundred, so that
 * number needs a buffer that only a privileged process is given.
 */
#ifndef ROOM_H
#define ROOM_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* Being root is not the privilege: in a container it may be without it. */
static inline bool
may_force_buffers(void)
{
#ifdef SO_SNDBUFFORCE
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), size = 1 << 24;
	bool may = setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size,
	    sizeof size) == 0;

	close(fd);
	return may;
#else
	return false;
#endif
}

static inline long
largest_buffer(void)
{
	FILE *file = fopen("/proc/sys/net/core/wmem_max", "r");
	long size = 0;

	if (file != NULL) {
		if (fscanf(file, "%ld", &size) != 1)
			size = 0;
		(void)fclose(file);
	}
	return size;
}

/* What is promised, and nothing that was measured: adjust it here when the
   documentation says something else. */
static inline size_t
room_for_single_bytes(void)
{
	if (may_force_buffers())
		return 16384;
	return largest_buffer() >= 4L << 20 ? 4096 : 200;
}

#endif
