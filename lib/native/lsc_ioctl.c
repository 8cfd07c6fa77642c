/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <stdarg.h>

#include "api/edge_streams.h"
#include "sys/sys.h"

/* An argument that is a number comes through as what a pointer has room
   for. */
int
lsc_ioctl(int fd, unsigned long request, ...)
{
	int saved = errno;
	va_list argument;
	int r;

	va_start(argument, request);
	r = lsci_sys_ioctl(fd, request, va_arg(argument, void *));
	va_end(argument);
	return lsci_edge(saved, r);
}
