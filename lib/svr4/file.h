/* SPDX-License-Identifier: ISC */
/*
 * fopen and freopen of names of streams.
 *
 * What the C library opens by itself nobody sees, and a file is what it has
 * become by then.  But its number can become a stream afterwards, because
 * nothing has been read yet; only emptied it must not be.
 */
#ifndef LSCI_SVR4_FILE_H
#define LSCI_SVR4_FILE_H

#include <stdio.h>

/* The C library's own. */
typedef FILE *lsci_svr4_fopener(const char *path, const char *mode);
typedef FILE *lsci_svr4_freopener(const char *path, const char *mode,
    FILE *file);

FILE *lsci_svr4_file_open(lsci_svr4_fopener *next, const char *path,
    const char *mode) __attribute__((visibility("hidden")));

/* Without a path the file stays what it is.  If it cannot become a stream it
   ends as if it could not have been opened. */
FILE *lsci_svr4_file_reopen(lsci_svr4_freopener *next, const char *path,
    const char *mode, FILE *file) __attribute__((visibility("hidden")));

#endif
