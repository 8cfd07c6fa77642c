/* SPDX-License-Identifier: ISC */
#ifndef RUN_ENVIRONMENT_H
#define RUN_ENVIRONMENT_H

/*
 * environment_set - what the program, and all that it runs, finds in its
 * environment: the object to load, behind what is to be loaded anyway, and
 * perhaps that pipes are the system's.  Returns 0, or -1 and errno.
 */
int environment_set(const char *object, int system_pipe);

#endif
