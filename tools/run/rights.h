/* SPDX-License-Identifier: ISC */
#ifndef RUN_RIGHTS_H
#define RUN_RIGHTS_H

/* Whether this process has more rights than its caller.  What it runs is
   then loaded without anything in front of it. */
int rights_are_more(void);

/* Whether a process gets more rights by running this file. */
int rights_come_with(const char *path);

#endif
