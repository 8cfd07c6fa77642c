/* SPDX-License-Identifier: ISC */
/*
 * fopen and freopen, which open the stream that is attached to a name.
 *
 * A program cannot define them by their own names: no C library has others for
 * what these would have to call.  So the flags of streamcompat-svr4 tell the
 * linker to exchange them (-Wl,--wrap=fopen): who calls fopen calls
 * __wrap_fopen, and __real_fopen is the C library's, or the program's own if
 * it has one.
 *
 * They are not hidden: binutils takes a shared library's reference to fopen,
 * if it has no version (musl), for one to __wrap_fopen, and refuses to link a
 * program that hides it.  No shared library asks for that when it runs.
 */
#include "svr4/trampoline.h"

#include <stdio.h>

#include "svr4/file.h"

LSCI_SVR4_MEMBER(fopen);
const char lsci_svr4_has_fopen = 0;

/* Where sizes of files come in two kinds, the larger one (see open.c). */
#if defined __GLIBC__ && !defined __LP64__
#define LSCI_REAL(name) "__real_" name "64"
#else
#define LSCI_REAL(name) "__real_" name
#endif

extern lsci_svr4_fopener lsci_svr4_real_fopen
    __asm__(LSCI_SVR4_TEXT(__USER_LABEL_PREFIX__) LSCI_REAL("fopen"));
extern lsci_svr4_freopener lsci_svr4_real_freopen
    __asm__(LSCI_SVR4_TEXT(__USER_LABEL_PREFIX__) LSCI_REAL("freopen"));

#define LSCI_WRAP(name, spelling, parameters) \
	extern FILE *lsci_svr4_##name parameters \
	    __asm__(LSCI_SVR4_TEXT(__USER_LABEL_PREFIX__) \
	    "__wrap_" spelling) __attribute__((visibility("protected"))); \
	FILE *lsci_svr4_##name parameters

#define LSCI_FOPEN(name, spelling) \
	LSCI_WRAP(name, spelling, (const char *path, const char *mode)) \
	{ \
		return lsci_svr4_file_open(lsci_svr4_real_fopen, path, \
		    mode); \
	}

#define LSCI_FREOPEN(name, spelling) \
	LSCI_WRAP(name, spelling, \
	    (const char *path, const char *mode, FILE *file)) \
	{ \
		return lsci_svr4_file_reopen(lsci_svr4_real_freopen, path, \
		    mode, file); \
	}

LSCI_FOPEN(fopen, "fopen")
LSCI_FOPEN(fopen_large, "fopen64")
LSCI_FREOPEN(freopen, "freopen")
LSCI_FREOPEN(freopen_large, "freopen64")
