/* SPDX-License-Identifier: ISC */
#ifndef PROOF_H
#define PROOF_H

#include <stdbool.h>
#include <sys/stat.h>

/* Whether the descriptor is of this file, whose stat it is; asks nobody but
   the kernel. */
bool proof_is_of(int fd, const struct stat *file);

#endif
