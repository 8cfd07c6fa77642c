/* SPDX-License-Identifier: ISC */
#ifndef RUN_COMPLAIN_H
#define RUN_COMPLAIN_H

/* The status if it is streamcompat-run that fails, if the program is there
   and cannot be run, and if it is not there: as env(1) has them. */
enum { EXIT_FAILED = 125, EXIT_CANNOT_RUN = 126, EXIT_NOT_FOUND = 127 };

/* Says it on standard error. */
void complain(const char *subject, const char *text);

/* The text is that of errno, which stays. */
void complain_errno(const char *subject);

#endif
