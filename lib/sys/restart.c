/* SPDX-License-Identifier: ISC */
/*
 * SA_RESTART for calls that wait in poll, which knows nothing of it.
 *
 * poll does not tell which signal ended it.  If none of the handlers that
 * could have run is without SA_RESTART, the call goes on; if one is, the
 * program perhaps relies on it to end the call, and it ends.
 */
#include <config.h>

#include <signal.h>

#include "sys/seam.h"
#include "sys/sys.h"

#ifdef NSIG
enum { SIGNALS = NSIG };
#else
enum { SIGNALS = 65 };
#endif

/* Those come from the program's own doing, never while it waits. */
static bool
comes_by_itself(int number)
{
	return number != SIGSEGV && number != SIGBUS && number != SIGFPE &&
	    number != SIGILL && number != SIGTRAP && number != SIGABRT;
}

static bool
ends_calls(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 &&
	    action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN &&
	    (action.sa_flags & SA_RESTART) == 0;
}

bool
lsci_sys_restarts(void)
{
	sigset_t blocked;
	int saved = errno;
	int number;

	(void)sigemptyset(&blocked);
	(void)pthread_sigmask(SIG_BLOCK, NULL, &blocked);
	for (number = 1; number < SIGNALS; number++)
		if (comes_by_itself(number) &&
		    sigismember(&blocked, number) == 0 && ends_calls(number))
			break;
	errno = saved;
	return number == SIGNALS;
}
