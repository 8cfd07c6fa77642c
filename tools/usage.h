/* SPDX-License-Identifier: ISC */
/*
 * What ends a program before it begins: a question about it, or arguments that
 * it does not understand.
 */
#ifndef TOOLS_USAGE_H
#define TOOLS_USAGE_H

/* Says what is wrong with the arguments, and where it is told. */
_Noreturn void usage_wrong(const char *subject, const char *text);

/* Prints the text, or the version, as all that is asked for. */
_Noreturn void usage_print(const char *text);
_Noreturn void usage_version(void);

/* A number in decimal digits; it does not return for anything else. */
unsigned long usage_number(const char *text, unsigned long least,
    unsigned long most);

#endif
