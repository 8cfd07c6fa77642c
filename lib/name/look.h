/* SPDX-License-Identifier: ISC */
#ifndef LSCI_LOOK_H
#define LSCI_LOOK_H

#include <sys/stat.h>

/* A connection to the agent of a file that was found to be this, or -ENOENT,
   for who does not open it; also for who may not. */
int lsci_name_look(int directory, const char *path, const struct stat *st);

#endif
