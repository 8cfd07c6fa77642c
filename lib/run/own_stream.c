/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <fcntl.h>

#include <streamcompat/streams.h>

#include "head/known.h"
#include "run/own_name.h"
#include "run/own_stream.h"

int
lsci_own_stream(const char *path)
{
	struct lsci_state state;
	int saved = errno;
	int fd = lsci_own_name(path);

	if (fd >= 0 && lsci_known_message_stream(fd, &state) <= 0)
		fd = -1;
	errno = saved;
	return fd;
}

int
lsci_own_stream_copy(int fd, bool close_on_exec)
{
	return lsc_fcntl(fd, close_on_exec ? F_DUPFD_CLOEXEC : F_DUPFD, 0);
}
