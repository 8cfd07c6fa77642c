/* SPDX-License-Identifier: ISC */
/*
 * A program that is nobody's child.
 *
 * It is started by a child that ends (child.c), and then the system's; or,
 * where it would become one of the caller's, by a keeper.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
#include <sys/socket.h>
#include <unistd.h>

#include "compat/secure_getenv.h"
#include "sys/child.h"
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

enum { FIRST_FREE = LSCI_START_FDS };

struct start {
	const char *path;
	const int *fds;         /* LSCI_START_FDS of them */
	char *stack;            /* of the program, until it is one */
	int tell;               /* where a keeper says how it went */
	int r;                  /* 0, or why it did not start */
};

/* Out of the way of the numbers that they shall have. */
LSCI_ON_OTHER_STACK static int
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

LSCI_ON_OTHER_STACK static int
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
	_exit(LSCI_CHILD_CANNOT);
}

LSCI_ON_OTHER_STACK static int
start_program(struct start *start)
{
	int child = LSCI_INT_RESULT(clone(become_program,
	    start->stack + LSCI_CHILD_STACK,
	    CLONE_VM | CLONE_VFORK | SIGCHLD, start));

	return child < 0 ? child : start->r;
}

/* --- by a keeper */

/* It holds nothing of the caller's but the memory, and no signal but SIGKILL
   comes to it.  0 is where it tells. */
LSCI_ON_OTHER_STACK static void
leave_all_but(int tell)
{
#ifdef PR_SET_NAME
	(void)prctl(PR_SET_NAME, "streamcompat");
#endif
	(void)setsid();
	(void)dup2(tell, 0);
	lsci_sys_close_all_from(1);
	if (chdir("/") < 0)
		return;                 /* then it stays where it is */
}

LSCI_ON_OTHER_STACK static int
keep(void *argument)
{
	struct start *start = argument;
	int r = start_program(start);

	leave_all_but(start->tell);
	if (write(0, &r, sizeof r) != (ssize_t)sizeof r)
		_exit(LSCI_CHILD_CANNOT);
	(void)close(0);
	while (waitpid(-1, NULL, 0) < 0 && errno == EINTR)
		continue;
	_exit(0);
}

/* A child of the caller's, as this one is: without a signal, but with memory of
   its own. */
static int
start_keeper(struct start *start, char *stack, pid_t *pid)
{
	int end[2], child;
	int r = lsci_sys_socketpair(SOCK_STREAM, LSCI_CLOSE_ON_EXEC, end);

	if (r < 0)
		return r;
	start->tell = end[1];
	child = LSCI_INT_RESULT(clone(keep, stack + LSCI_CHILD_STACK,
	    CLONE_PARENT, start));
	lsci_sys_close(end[1]);
	if (child > 0)
		*pid = child;
	if (child > 0 && read(end[0], &r, sizeof r) != (ssize_t)sizeof r)
		r = -ECHILD;
	lsci_sys_close(end[0]);
	return child < 0 ? child : r;
}

int
lsci_sys_start_program(struct lsci_child *self, const char *path,
    const int fds[LSCI_START_FDS])
{
	static const size_t size = 2 * LSCI_CHILD_STACK;
	struct start start = { .path = path, .fds = fds };
	int r;

	start.stack = lsci_sys_map(size);
	if (start.stack == NULL)
		return -ENOMEM;
	r = self->keeper == NULL ? start_program(&start) :
	    start_keeper(&start, start.stack + LSCI_CHILD_STACK,
	    &self->keeper->pid);
	lsci_sys_unmap(start.stack, size);
	return r;
}

#else

int
lsci_sys_start_program(struct lsci_child *self, const char *path,
    const int fds[LSCI_START_FDS])
{
	(void)self;
	(void)path;
	(void)fds;
	return -ENOSYS;
}

#endif
