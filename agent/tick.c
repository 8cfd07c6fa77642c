/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/time.h>

#include "agent/tick.h"

/* Work is done long before the first tick as a rule; once it is not, somebody
   is at play who can do it again. */
enum { FIRST_US = 10000, NEXT_US = 1000 };

static bool ticks;

static void
do_nothing(int number)
{
	(void)number;
}

static void
set(long first, long next)
{
	const struct itimerval times = { { 0, next }, { 0, first } };

	(void)setitimer(ITIMER_REAL, &times, NULL);
}

void
tick_prepare(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_handler = do_nothing;
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGALRM, &action, NULL);
}

void
tick_begin(void)
{
	if (!ticks)
		set(FIRST_US, NEXT_US);
	ticks = true;
}

void
tick_end(void)
{
	if (ticks)
		set(0, 0);
	ticks = false;
}
