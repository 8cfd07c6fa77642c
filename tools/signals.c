/* SPDX-License-Identifier: ISC */
/*
 * Signals and the time limit.
 *
 * The alarm ends the program from inside its handler.  A flag would not do:
 * the signal may come just before a call that waits, and there are places
 * in which the library's calls must not be interrupted.
 */
#include <config.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "name.h"
#include "report.h"
#include "signals.h"

static struct caught {
	int number;
	int changed;
	struct sigaction before;
} caught[] = {
	{ .number = SIGHUP },
	{ .number = SIGINT },
	{ .number = SIGQUIT },
	{ .number = SIGTERM },
};
static struct caught alarm_clock = { .number = SIGALRM };
static struct caught broken_pipe = { .number = SIGPIPE };
static sigset_t mask;

/* The default action is back (SA_RESETHAND) and comes when this returns. */
static void
end(int number)
{
	name_withdraw();
	(void)raise(number);
}

static void
end_in_time(int number)
{
	static const char text[] = ": timed out\n";
	const char *name = report_program.name;

	(void)number;
	name_withdraw();
	if (write(report_to, name, strlen(name)) < 0 ||
	    write(report_to, text, sizeof text - 1) < 0)
		_exit(EXIT_TIMED_OUT);
	_exit(EXIT_TIMED_OUT);
}

static void
set(struct caught *one, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };

	(void)sigfillset(&action.sa_mask);
	action.sa_flags = (int)SA_RESETHAND;
	one->changed =
	    sigaction(one->number, &action, &one->before) == 0;
}

static void
restore(struct caught *one)
{
	if (one->changed)
		(void)sigaction(one->number, &one->before, NULL);
	one->changed = 0;
}

void
signals_catch(unsigned int timeout)
{
	struct sigaction now;
	sigset_t wanted;
	size_t i;

	(void)sigprocmask(SIG_SETMASK, NULL, &mask);
	for (i = 0; i < sizeof caught / sizeof *caught; i++)
		if (sigaction(caught[i].number, NULL, &now) == 0 &&
		    now.sa_handler == SIG_DFL)
			set(&caught[i], end);
	set(&broken_pipe, SIG_IGN);
	if (timeout == 0)
		return;
	set(&alarm_clock, end_in_time);
	(void)sigemptyset(&wanted);
	(void)sigaddset(&wanted, SIGALRM);
	(void)sigprocmask(SIG_UNBLOCK, &wanted, NULL);
	(void)alarm(timeout);
}

void
signals_restore(void)
{
	size_t i;

	if (alarm_clock.changed)
		(void)alarm(0);
	restore(&alarm_clock);
	restore(&broken_pipe);
	for (i = 0; i < sizeof caught / sizeof *caught; i++)
		restore(&caught[i]);
	(void)sigprocmask(SIG_SETMASK, &mask, NULL);
}
