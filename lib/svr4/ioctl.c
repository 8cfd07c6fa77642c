/* SPDX-License-Identifier: ISC */
/*
 * ioctl of files that do not include <stropts.h>, which redirects it by
 * itself.
 */
#include "svr4/trampoline.h"

#include <stdarg.h>

#include <streamcompat/ioctl.h>

LSCI_SVR4_MEMBER(ioctl);
const char lsci_svr4_has_ioctl = 0;

#define LSCI_IOCTL(name, spelling) \
	LSCI_TRAMPOLINE_AS(int, name, spelling, \
	    (int fd, unsigned long request, ...), LSCI_NO_MORE) \
	{ \
		va_list arguments; \
		int r; \
	\
		va_start(arguments, request); \
		r = lsc_ioctl(fd, request, va_arg(arguments, void *)); \
		va_end(arguments); \
		return r; \
	}

LSCI_IOCTL(ioctl, "ioctl")
#ifdef LSCI_WIDE_TIME
LSCI_IOCTL(ioctl_time64, "__ioctl" LSCI_WIDE_TIME)
#endif
