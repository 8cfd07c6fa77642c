/* SPDX-License-Identifier: ISC */
/*
 * Work of which the caller shall notice nothing, and a program that is nobody's
 * child.
 *
 * A child of the caller would send it SIGCHLD and come out of its wait.  So
 * the child is made without a signal, which an ordinary wait does not see, and
 * is waited for here.  It has descriptors of its own, in the caller's memory,
 * and the calling thread stands still until it ends; other threads go on.  A
 * program that it starts is its child, and when it has ended, nobody's.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
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
#if defined __clang__
#define ON_OTHER_STACK \
	__attribute__((no_sanitize("address", "thread", "undefined")))
#elif defined __GNUC__
#define ON_OTHER_STACK __attribute__((no_sanitize_address, \
    no_sanitize_thread, no_sanitize_undefined))
#else
#define ON_OTHER_STACK
#endif

enum { STACK = 65536, FIRST_FREE = LSCI_START_FDS, CANNOT = 127 };

/* --- work in a child */

struct work {
	int (*job)(void *argument);
	void *argument;
	pid_t caller;
};

/* The caller may be dead already. */
ON_OTHER_STACK static void
die_with_caller(pid_t caller)
{
#ifdef HAVE_SYS_PRCTL_H
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	if (getppid() != caller)
		_exit(CANNOT);
}

/* Not every checker leaves the child in the caller's memory, so it tells by
   its exit code. */
ON_OTHER_STACK static int
work_and_exit(void *argument)
{
	const struct work *work = argument;

	die_with_caller(work->caller);
	_exit(-work->job(work->argument) & 0xff);
}

static int
wait_for_end(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, (int)__WCLONE) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) ? -WEXITSTATUS(status) : -ECHILD;
}

static int
run_child(const struct work *work, char *stack)
{
	struct work copy = *work;
	int child = LSCI_INT_RESULT(clone(work_and_exit, stack + STACK,
	    CLONE_VM | CLONE_VFORK, &copy));

	return child < 0 ? child : wait_for_end(child);
}

/* A handler that ran in the child would run in the caller's memory. */
static int
run_undisturbed(const struct work *work, char *stack)
{
	sigset_t all, before;
	int cancel, r;

	(void)sigfillset(&all);
	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	r = run_child(work, stack);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	(void)pthread_setcancelstate(cancel, &cancel);
	return r;
}

int
lsci_sys_in_child(int (*job)(void *argument), void *argument)
{
	struct work work = { job, argument, getpid() };
	char *stack = lsci_sys_map(STACK);
	int r;

	if (stack == NULL)
		return -ENOMEM;
	r = run_undisturbed(&work, stack);
	lsci_sys_unmap(stack, STACK);
	return r;
}

/* --- a program */

struct start {
	const char *path;
	const int *fds;         /* LSCI_START_FDS of them */
	int r;                  /* 0, or why it did not start */
};

/* Out of the way of the numbers that they shall have. */
ON_OTHER_STACK static int
arrange(const int *fds)
{
	int i, high[LSCI_START_FDS];

	for (i = 0; i < LSCI_START_FDS; i++) {
		high[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, FIRST_FREE);
		if (high[i] < 0)
			return -errno;
	}
	for (i = 0; i < LSCI_START_FDS; i++)
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
	_exit(CANNOT);
}

int
lsci_sys_start_program(const char *path, const int fds[LSCI_START_FDS])
{
	struct start start = { .path = path, .fds = fds };
	char *stack = lsci_sys_map(STACK);
	int child;

	if (stack == NULL)
		return -ENOMEM;
	child = LSCI_INT_RESULT(clone(become_program, stack + STACK,
	    CLONE_VM | CLONE_VFORK | SIGCHLD, &start));
	lsci_sys_unmap(stack, STACK);
	return child < 0 ? child : start.r;
}

#else

int
lsci_sys_in_child(int (*job)(void *argument), void *argument)
{
	(void)job;
	(void)argument;
	return -ENOTSUP;
}

int
lsci_sys_start_program(const char *path, const int fds[LSCI_START_FDS])
{
	(void)path;
	(void)fds;
	return -ENOSYS;
}

#endif
