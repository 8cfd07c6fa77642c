/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_REPORT_H
#define TOOLS_REPORT_H

#include <sys/types.h>

/* The exit statuses that are the program's own. */
enum {
	EXIT_REFUSED = 123,     /* the highest that stands for a status */
	EXIT_TIMED_OUT = 124,
	EXIT_FAILED = 125,
	EXIT_CANNOT_RUN = 126,
	EXIT_NOT_FOUND = 127
};

/* Each program says what it is called, and its exit status when it fails. */
struct report_program {
	const char *name;
	int failed;
};
extern const struct report_program report_program;

/*
 * Where messages go: standard error, as it was when the program began, or -1
 * for nowhere.  Only the program that is run may find another file there.
 */
extern int report_to;

/* report - say "program: subject: text".  Leaves errno alone. */
void report(const char *subject, const char *text);

/* report_errno - report, with errno's text.  Returns -1. */
int report_errno(const char *subject);

/*
 * report_piece - show a piece of the other side's text; a userfunc for
 * recv_fd.  What could command a terminal is shown as question marks.
 */
ssize_t report_piece(int fd, const void *text, size_t n);

/* report_refusal - the status that came after the text, if any. */
void report_refusal(const char *name, int status);

#endif
