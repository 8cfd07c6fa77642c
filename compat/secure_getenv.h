/* SPDX-License-Identifier: ISC */
/*
 * secure_getenv where the C library has none: a program that runs with other
 * ids than its caller's sees no environment.
 */
#ifndef LSCI_SECURE_GETENV_H
#define LSCI_SECURE_GETENV_H

#include <stdlib.h>
#include <unistd.h>

static inline const char *
lsci_secure_getenv(const char *name)
{
#ifdef HAVE_SECURE_GETENV
	return secure_getenv(name);
#elif defined HAVE_ISSETUGID
	return issetugid() ? NULL : getenv(name);
#else
	return getuid() != geteuid() || getgid() != getegid() ? NULL :
	    getenv(name);
#endif
}

#endif
