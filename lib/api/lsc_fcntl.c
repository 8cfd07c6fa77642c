/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <fcntl.h>
#include <stdarg.h>

#include "api/edge_streams.h"
#include "head/known.h"
#include "sys/call.h"

static bool
makes_descriptor(int command)
{
#ifdef F_DUPFD_CLOEXEC
	if (command == F_DUPFD_CLOEXEC)
		return true;
#endif
	return command == F_DUPFD;
}

int
lsc_fcntl(int fd, int command, ...)
{
	int saved = errno;
	va_list argument;
	int r;

	va_start(argument, command);
	r = lsci_sys_fcntl(fd, command, va_arg(argument, void *));
	va_end(argument);
	if (r >= 0 && makes_descriptor(command))
		lsci_known_forget(r);
	return lsci_edge(saved, r);
}
