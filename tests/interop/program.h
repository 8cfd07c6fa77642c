/* SPDX-License-Identifier: ISC */
/*
 * An example, run as a program of its own: what it says goes to a file in
 * the test's private directory, and the test waits for words there, never
 * for a time.  None of these asserts; what the test cannot do without ends
 * it with a message.
 */
#ifndef T_PROGRAM_H
#define T_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

/* Where the examples are, from the build directory. */
#ifndef T_EXAMPLES
#define T_EXAMPLES "examples/"
#endif

enum { T_PROGRAM_ARGUMENTS = 4 };

struct t_program {
	const char *path;
	const char *argument[T_PROGRAM_ARGUMENTS];
	const char *output;     /* files in the private directory */
	const char *errors;     /* NULL: with the output */
	int input;              /* standard input; -1: nothing */
	int life;               /* ends with the last of its processes */
	pid_t pid;              /* 0: it has been waited for */
};

/* Starts it, and fills in life and pid.  It is ended after some minutes if
   the test does not. */
void t_program_start(struct t_program *program);

/* t_wait for it. */
int t_program_wait(struct t_program *program);

/* Waits until no process that came from the program is left. */
void t_program_await_end(const struct t_program *program);

/* Ends it by SIGTERM, if it still runs, and waits as those do. */
void t_program_stop(struct t_program *program);

/* What a file of the private directory holds (the last mebibyte of it), until
   the next call. */
const char *t_program_text(const char *file);

/* The n-th line (from 0) in the file with this beginning, or NULL. */
const char *t_program_find_line(const char *file, const char *beginning,
    int n);

/* Waits for that line and returns the number that follows its beginning. */
long t_program_await_number(const char *file, const char *beginning, int n);

/* Waits until a process has gone and has been buried. */
void t_program_await_burial(pid_t pid);

/* A connection to a port on the loopback interface. */
int t_program_connect(long port);

#endif
