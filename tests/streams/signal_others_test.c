/* SPDX-License-Identifier: ISC */
/* I_ESETSIG and I_EGETSIG: signals for other processes. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

static int
ask_for(int fd, pid_t whom, int events)
{
	struct strsigset set = { whom, events };

	return ioctl(fd, I_ESETSIG, &set);
}

/* What was asked for; -1 is a failure. */
static int
asked_for(int fd, pid_t whom)
{
	struct strsigset set = { whom, -77 };
	int r = ioctl(fd, I_EGETSIG, &set);

	IS(set.ss_pid, whom);
	return r < 0 ? r : set.ss_events;
}

/* --- processes that wait for signals */

static int ready[2];

static int
catch_one(void *group)
{
	if (group != NULL)
		must(setpgid(0, *(const pid_t *)group), "setpgid");
	catch_signal(SIGPOLL, true);
	must((int)write(ready[1], "!", 1), "write");
	IS(caught_within(SIGPOLL, 1), 1);
	return 0;
}

static pid_t
start_catcher(pid_t *group)
{
	pid_t child;
	char c;

	IS(host_pipe(ready), 0);
	child = child_start(catch_one, group);
	IS(read(ready[0], &c, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

static int
catch_none(void *argument)
{
	(void)argument;
	catch_signal(SIGPOLL, true);
	must((int)write(ready[1], "!", 1), "write");
	t_sleep_ms(700);
	IS(caught(SIGPOLL), 0);
	return 0;
}

static pid_t
gone(void)
{
	pid_t child = must(fork(), "fork");

	if (child == 0)
		_exit(0);
	IS(t_wait(child), 0);
	return child;
}

/* --- a process */

CASE(signal_others, come_to_the_process_that_was_named)
{
	struct pair pair = pair_open();
	pid_t child = start_catcher(NULL);

	catch_signal(SIGPOLL, true);
	IS(ask_for(pair.b, child, S_INPUT), 0);
	IS(write_text(pair.a, "x"), 1);
	WAKES(child, 0);
	CATCHES_NONE(SIGPOLL);
}

CASE(signal_others, are_asked_for_by_the_process_that_asked)
{
	struct pair pair = pair_open();
	pid_t child = start_catcher(NULL);
	int events;

	FAILS(asked_for(pair.b, child), EINVAL);
	IS(ask_for(pair.b, child, S_INPUT | S_HIPRI), 0);
	IS(asked_for(pair.b, child), S_INPUT | S_HIPRI);
	FAILS(ioctl(pair.b, I_GETSIG, &events), EINVAL);
	FAILS(asked_for(pair.a, child), EINVAL);
	IS(ask_for(pair.b, child, S_HIPRI), 0);
	IS(asked_for(pair.b, child), S_HIPRI);
	must(kill(child, SIGKILL), "kill");
	IS(t_wait(child), 128 + SIGKILL);
}

CASE(signal_others, end_when_they_are_not_wanted)
{
	struct pair pair = pair_open();
	pid_t child;
	char c;

	IS(host_pipe(ready), 0);
	child = child_start(catch_none, NULL);
	IS(read(ready[0], &c, 1), 1);
	IS(ask_for(pair.b, child, S_INPUT), 0);
	IS(ask_for(pair.b, child, 0), 0);
	FAILS(asked_for(pair.b, child), EINVAL);
	FAILS(ask_for(pair.b, child, 0), EINVAL);
	IS(write_text(pair.a, "x"), 1);
	WAKES(child, 0);
}

CASE(signal_others, come_besides_those_to_the_process_itself)
{
	struct pair pair = pair_open();
	pid_t child = start_catcher(NULL);

	catch_signal(SIGPOLL, true);
	IS(ioctl(pair.b, I_SETSIG, S_INPUT), 0);
	IS(ask_for(pair.b, child, S_INPUT), 0);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	WAKES(child, 0);
	IS(ask_for(pair.b, 0, 0), 0);
	FAILS(asked_for(pair.b, 0), EINVAL);
}

CASE(signal_others, of_0_are_those_of_I_SETSIG)
{
	struct pair pair = pair_open();
	int events = 0;

	catch_signal(SIGPOLL, true);
	IS(ask_for(pair.b, 0, S_INPUT), 0);
	IS(ioctl(pair.b, I_GETSIG, &events), 0);
	IS(events, S_INPUT);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	IS(ioctl(pair.b, I_SETSIG, 0), 0);
	FAILS(asked_for(pair.b, 0), EINVAL);
}

CASE(signal_others, of_the_own_number_are_those_of_I_SETSIG)
{
	struct pair pair = pair_open();
	int events = 0;

	catch_signal(SIGPOLL, true);
	IS(ask_for(pair.b, getpid(), S_INPUT), 0);
	IS(ioctl(pair.b, I_GETSIG, &events), 0);
	IS(events, S_INPUT);
	IS(ioctl(pair.b, I_SETSIG, S_INPUT | S_HIPRI), 0);
	IS(asked_for(pair.b, getpid()), S_INPUT | S_HIPRI);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
}

/* --- a process group */

CASE(signal_others, come_to_each_process_of_a_group)
{
	struct pair pair = pair_open();
	pid_t none = 0, first, second, outside;
	char c;

	first = start_catcher(&none);
	second = start_catcher(&first);
	IS(host_pipe(ready), 0);
	outside = child_start(catch_none, NULL);
	IS(read(ready[0], &c, 1), 1);
	catch_signal(SIGPOLL, true);
	IS(ask_for(pair.b, -first, S_INPUT), 0);
	IS(asked_for(pair.b, -first), S_INPUT);
	FAILS(asked_for(pair.b, first), EINVAL);
	IS(write_text(pair.a, "x"), 1);
	WAKES(first, 0);
	WAKES(second, 0);
	WAKES(outside, 0);
	CATCHES_NONE(SIGPOLL);
}

/* --- refusals */

CASE(signal_others, to_nobody_are_ESRCH)
{
	struct pair pair = pair_open();
	pid_t nobody = gone();

	FAILS(ask_for(pair.b, nobody, S_INPUT), ESRCH);
	FAILS(asked_for(pair.b, nobody), ESRCH);
	FAILS(ask_for(pair.b, -nobody, S_INPUT), ESRCH);
	FAILS(asked_for(pair.b, -nobody), ESRCH);
}

CASE(signal_others, to_a_process_that_is_gone_harm_nobody)
{
	struct pair pair = pair_open();
	pid_t child = start_catcher(NULL);

	catch_signal(SIGPOLL, true);
	IS(ask_for(pair.b, child, S_INPUT), 0);
	IS(ioctl(pair.b, I_SETSIG, S_INPUT), 0);
	must(kill(child, SIGKILL), "kill");
	IS(t_wait(child), 128 + SIGKILL);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	READS(pair.b, 100, "x");
	FAILS(asked_for(pair.b, child), ESRCH);
}

static int
ask_for_the_parent(void *argument)
{
	struct pair *pair = argument;
	pid_t parent = getppid();

	must(setresgid(T_OTHER_GID, T_OTHER_GID, T_OTHER_GID), "setresgid");
	must(setresuid(T_OTHER_UID, T_OTHER_UID, T_OTHER_UID), "setresuid");
	FAILS(ask_for(pair->b, parent, S_INPUT), EPERM);
	FAILS(asked_for(pair->b, parent), EPERM);
	FAILS(ask_for(pair->b, parent, 0), EPERM);
	return 0;
}

CASE(signal_others, to_a_process_of_somebody_else_are_EPERM)
{
	struct pair pair = pair_open();

	if (!t_is_root())
		SKIP("only root can be somebody else");
	catch_signal(SIGPOLL, true);
	WAKES(child_start(ask_for_the_parent, &pair), 0);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_NONE(SIGPOLL);
}

CASE(signal_others, of_no_known_event_are_EINVAL)
{
	struct pair pair = pair_open();
	pid_t child = start_catcher(NULL);

	FAILS(ask_for(pair.b, child, 0x400), EINVAL);
	FAILS(ask_for(pair.b, child, S_BANDURG), EINVAL);
	FAILS(ioctl(pair.b, I_ESETSIG, NULL), EFAULT);
	FAILS(ioctl(pair.b, I_EGETSIG, NULL), EFAULT);
	FAILS(asked_for(pair.b, child), EINVAL);
	must(kill(child, SIGKILL), "kill");
	IS(t_wait(child), 128 + SIGKILL);
}
