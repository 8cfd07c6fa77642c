/* SPDX-License-Identifier: ISC */
#include "tests/support/t.h"
#include "tests/support/t_must.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

pid_t
t_fork(int (*job)(void *), void *argument)
{
	pid_t child = must(fork(), "fork");

	if (child == 0)
		_exit(job(argument));
	return child;
}

int
t_wait(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
}

void
t_sleep_ms(long milliseconds)
{
	struct timespec left = { milliseconds / 1000,
	    milliseconds % 1000 * 1000000 };

	while (nanosleep(&left, &left) < 0 && errno == EINTR)
		continue;
}

bool
t_is_blocked(pid_t child)
{
	siginfo_t info;

	t_sleep_ms(300);
	memset(&info, 0, sizeof info);
	return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG |
	    WNOWAIT) == 0 && info.si_pid == 0;
}

static void
do_nothing(int number)
{
	(void)number;
}

void
t_interrupt_by(int number)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_handler = do_nothing;
	must(sigaction(number, &action, NULL), "sigaction");
}

bool
t_is_valgrind(void)
{
	return getenv("T_VALGRIND") != NULL;
}

bool
t_is_root(void)
{
	return geteuid() == 0;
}
