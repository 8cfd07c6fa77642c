/* SPDX-License-Identifier: ISC */
/*
 * Work of which the caller shall notice nothing.
 *
 * A child of the caller would send it SIGCHLD and come out of its wait.  So
 * the child is made without a signal, which an ordinary wait does not see, and
 * is waited for here.  It has descriptors of its own, in the caller's memory,
 * and the calling thread stands still until it ends; other threads go on.
 */
#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
#include <unistd.h>

#include "sys/child.h"
#include "sys/seam.h"
#include "sys/sys.h"

#ifdef __WCLONE

/* The caller may be dead already. */
LSCI_ON_OTHER_STACK static void
die_with_caller(pid_t caller)
{
#ifdef HAVE_SYS_PRCTL_H
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	if (getppid() != caller)
		_exit(LSCI_CHILD_CANNOT);
}

/* Not every checker leaves the child in the caller's memory, so it tells by
   its exit code. */
LSCI_ON_OTHER_STACK static int
work_and_exit(void *argument)
{
	struct lsci_child *self = argument;

	die_with_caller(self->caller);
	_exit(-self->job(self->argument, self) & 0xff);
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
run_child(struct lsci_child *child, char *stack)
{
	int pid, r;

	lsci_keeper_bury_dead();
	r = lsci_keeper_prepare(&child->keeper);
	if (r < 0)
		return r;
	pid = LSCI_INT_RESULT(clone(work_and_exit, stack + LSCI_CHILD_STACK,
	    CLONE_VM | CLONE_VFORK, child));
	r = pid < 0 ? pid : wait_for_end(pid);
	lsci_keeper_note(child->keeper, r);
	return r;
}

/* A handler that ran in the child would run in the caller's memory. */
static int
run_undisturbed(struct lsci_child *child, char *stack)
{
	sigset_t all, before;
	int cancel, r;

	(void)sigfillset(&all);
	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	r = run_child(child, stack);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	(void)pthread_setcancelstate(cancel, &cancel);
	return r;
}

int
lsci_sys_in_child(lsci_job *job, void *argument)
{
	struct lsci_child child = { job, argument, getpid(), NULL };
	char *stack = lsci_sys_map(LSCI_CHILD_STACK);
	int r;

	if (stack == NULL)
		return -ENOMEM;
	r = run_undisturbed(&child, stack);
	lsci_sys_unmap(stack, LSCI_CHILD_STACK);
	return r;
}

#else

int
lsci_sys_in_child(lsci_job *job, void *argument)
{
	(void)job;
	(void)argument;
	return -ENOTSUP;
}

#endif
