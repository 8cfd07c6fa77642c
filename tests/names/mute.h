/* SPDX-License-Identifier: ISC */
/*
 * A file system with one file, which can be opened, and of which neither a
 * description nor a close is ever answered.
 */
#ifndef MUTE_H
#define MUTE_H

#include <sys/types.h>

/* Mounts it on a directory, for this process alone and those that it makes.
   The process that does not answer; or -1, if that cannot be done here.  When
   it is killed, all who wait for it go on. */
pid_t mute_mount(const char *directory);

#endif
