/* SPDX-License-Identifier: ISC */
/*
 * Starting a program that nobody is the parent of.
 *
 * A child of the caller would send it SIGCHLD and come out of its wait.  So
 * the child is made without a signal, which an ordinary wait does not see,
 * starts the program in a child of its own, and is waited for here.  It runs in
 * the caller's memory while the calling thread stands still; other threads go
 * on.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compat/secure_getenv.h"
#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

const char *
lsci_sys_program(const char *variable, const char *path)
{
	const char *other = secure_getenv(variable);

	return other != NULL && *other == '/' ? other : path;
}

uid_t
lsci_sys_user(void)
{
	return geteuid();
}

#ifdef __WCLONE

/* Functions that run on a stack which no sanitizer knows. */
#if defined __GNUC__
#define ON_OTHER_STACK __attribute__((no_sanitize_address, \
    no_sanitize_thread, no_sanitize_undefined))
#else
#define ON_OTHER_STACK
#endif

enum { STACK = 32768, FIRST_FREE = 3 };

struct start {
	const char *path;
	const int *fds;
	char *stack;            /* two, one behind the other */
	int r;                  /* 0, or why it did not start */
};

/* Out of the way of the numbers that they shall have. */
ON_OTHER_STACK static int
arrange(const int fds[3])
{
	int i, high[3];

	for (i = 0; i < 3; i++) {
		high[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, FIRST_FREE);
		if (high[i] < 0)
			return -errno;
	}
	for (i = 0; i < 3; i++)
		if (dup2(high[i], i) < 0)
			return -errno;
	return 0;
}

ON_OTHER_STACK static int
become_program(void *argument)
{
	struct start *start = argument;
	char name[] = "streamcompat";
	char *empty[] = { NULL }, *arguments[] = { name, NULL };

	start->r = arrange(start->fds);
	if (start->r == 0) {
		(void)execve(start->path, arguments, empty);
		start->r = -errno;
	}
	_exit(127);
}

ON_OTHER_STACK static int
leave_child(void *argument)
{
	struct start *start = argument;
	pid_t child = clone(become_program, start->stack + 2 * STACK,
	    CLONE_VM | CLONE_VFORK | SIGCHLD, start);

	if (child < 0)
		start->r = -errno;
	_exit(0);
}

static int
start_and_wait(struct start *start)
{
	pid_t child = LSCI_INT_RESULT(clone(leave_child, start->stack + STACK,
	    CLONE_VM | CLONE_VFORK, start));

	if (child < 0)
		return child;
	while (waitpid(child, NULL, (int)__WCLONE) < 0 && errno == EINTR)
		continue;
	return start->r;
}

/* A handler that ran in the child would run in the caller's memory. */
int
lsci_sys_start_program(const char *path, const int fds[3])
{
	struct start start = { .path = path, .fds = fds };
	sigset_t all, before;
	int r;

	start.stack = lsci_sys_map(2 * STACK);
	if (start.stack == NULL)
		return -ENOMEM;
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	r = start_and_wait(&start);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	lsci_sys_unmap(start.stack, 2 * STACK);
	return r;
}

#else

int
lsci_sys_start_program(const char *path, const int fds[3])
{
	(void)path;
	(void)fds;
	return -ENOSYS;
}

#endif
