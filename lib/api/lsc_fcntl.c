/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <fcntl.h>
#include <stdarg.h>

#include "api/edge_streams.h"
#include "head/admission.h"
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

/* Linux.  Programs ask how much a pipe holds before they write all of it and
   only then read; some take an error for very much. */
static int
capacity(int fd, int refused)
{
	struct lsci_state state;

	return lsci_known_message_stream(fd, &state) > 0 ? LSCI_HIGH_WATER :
	    refused;
}

/* Sockets are for reading and writing; who opened a name may have asked for
   less. */
static int
access_mode(int fd, int flags)
{
	struct lsci_state state;

	if (lsci_known_message_stream(fd, &state) <= 0)
		return flags;
	if (state.unwritable)
		return (flags & ~O_ACCMODE) | O_RDONLY;
	return state.unreadable ? (flags & ~O_ACCMODE) | O_WRONLY : flags;
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
	if (r >= 0 && command == F_GETFL)
		r = access_mode(fd, r);
#ifdef F_GETPIPE_SZ
	if (r < 0 && command == F_GETPIPE_SZ)
		r = capacity(fd, r);
#endif
	return lsci_edge(saved, r);
}
