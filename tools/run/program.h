/* SPDX-License-Identifier: ISC */
#ifndef RUN_PROGRAM_H
#define RUN_PROGRAM_H

/*
 * program_obstacle - why nothing can be loaded in front of the program of
 * that name, which is looked for like execvp does.  NULL if nothing is known
 * against it, also if there is no such program.
 */
const char *program_obstacle(const char *name);

#endif
