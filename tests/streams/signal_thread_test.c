/* SPDX-License-Identifier: ISC */
/* The thread that sends the signals of I_SETSIG is nobody's business. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

static void
expect_to_be_told(struct pair pair)
{
	catch_signal(SIGPOLL, true);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	READS(pair.b, 100, "x");
}

static void
expect_not_to_be_told(struct pair pair)
{
	catch_signal(SIGPOLL, true);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_NONE(SIGPOLL);
	READS(pair.b, 100, "x");
}

static struct pair
pair_that_tells(void)
{
	struct pair pair = pair_open();

	catch_signal(SIGPOLL, true);
	IS(ioctl(pair.b, I_SETSIG, S_INPUT), 0);
	return pair;
}

/* --- what a child has of it */

struct inheritance {
	struct pair pair, other;
	struct t_fds before;
};

static int
has_the_descriptors_of_before(void *argument)
{
	struct inheritance *has = argument;

	HOLDS(t_fds_same(&has->before));
	IS(ioctl(has->other.b, I_SETSIG, S_INPUT), 0);
	expect_to_be_told(has->other);
	IS(ioctl(has->other.b, I_SETSIG, 0), 0);
	expect_not_to_be_told(has->other);
	return 0;
}

CASE(signal_thread, leaves_no_descriptor_to_a_child)
{
	struct inheritance has;
	pid_t child;

	if (t_is_valgrind())
		SKIP("valgrind has descriptors of its own");
	has.pair = pair_open();
	has.other = pair_open();
	t_fds_note(&has.before);
	catch_signal(SIGPOLL, true);
	IS(ioctl(has.pair.b, I_SETSIG, S_HIPRI), 0);
	child = child_start(has_the_descriptors_of_before, &has);
	IS(t_wait(child), 0);
	IS(caught(SIGPOLL), 0);
	IS(put_urgent(has.pair.a, "!"), 0);
	CATCHES_ONE(SIGPOLL);
}

/* Which are open and survive exec, as a variable. */
static const char INHERITED[] = "LSC_TEST_INHERITED";

static void
write_open_descriptors(char *text, bool all)
{
	int fd;

	for (fd = 0; fd < 256; fd++)
		text[fd] = t_is_open(fd) && (all || !t_is_cloexec(fd)) ?
		    '1' : '0';
	text[fd] = 0;
}

static int
is_told_no_more(void *argument)
{
	struct pair *pair = argument;
	const char *before = getenv(INHERITED);
	char now[257];
	int events;

	write_open_descriptors(now, true);
	HOLDS(before != NULL && strcmp(before, now) == 0);
	FAILS(ioctl(pair->b, I_GETSIG, &events), EINVAL);
	FAILS(ioctl(pair->b, I_SETSIG, 0), EINVAL);
	expect_not_to_be_told(*pair);
	IS(ioctl(pair->b, I_SETSIG, S_INPUT), 0);
	expect_to_be_told(*pair);
	return 0;
}

static int
be_told_and_become_anew(void *argument)
{
	struct pair *pair = argument;
	char before[257];

	write_open_descriptors(before, false);
	must(setenv(INHERITED, before, 1), INHERITED);
	catch_signal(SIGPOLL, true);
	IS(ioctl(pair->b, I_SETSIG, S_INPUT), 0);
	expect_to_be_told(*pair);
	become_anew(is_told_no_more, pair, 1);
	return 99;
}

CASE_ONCE(signal_thread, is_lost_to_the_program_that_comes_after)
{
	struct pair pair = pair_open();

	if (t_is_valgrind())
		SKIP("valgrind has descriptors of its own");
	IS(t_wait(child_start(be_told_and_become_anew, &pair)), 0);
}

/* --- what the process has of it */

enum { SIGNALS = 65 };

struct habits {
	sigset_t mask;
	struct sigaction action[SIGNALS];
};

static void
note_habits(struct habits *habits)
{
	int i;

	memset(habits, 0, sizeof *habits);
	must(sigprocmask(SIG_BLOCK, NULL, &habits->mask), "sigprocmask");
	for (i = 1; i < SIGNALS; i++)
		(void)sigaction(i, NULL, &habits->action[i]);
}

static void
expect_same_habits(const struct habits *before)
{
	static struct habits now;
	int i, j;

	note_habits(&now);
	for (i = 1; i < SIGNALS; i++) {
		const struct sigaction *was = &before->action[i];
		const struct sigaction *is = &now.action[i];

		IS(sigismember(&now.mask, i),
		    sigismember(&before->mask, i));
		IS(is->sa_flags, was->sa_flags);
		HOLDS(is->sa_handler == was->sa_handler);
		for (j = 1; j < SIGNALS; j++)
			IS(sigismember(&is->sa_mask, j),
			    sigismember(&was->sa_mask, j));
	}
}

CASE(signal_thread, leaves_masks_and_actions_and_errno_alone)
{
	static struct habits before;
	struct pair pair = pair_open();
	sigset_t some;

	(void)sigemptyset(&some);
	(void)sigaddset(&some, SIGUSR2);
	must(sigprocmask(SIG_BLOCK, &some, NULL), "sigprocmask");
	catch_signal(SIGPOLL, true);
	note_habits(&before);
	errno = ERANGE;
	must(ioctl(pair.b, I_SETSIG, S_INPUT), "I_SETSIG");
	IS(errno, ERANGE);
	expect_same_habits(&before);
	IS(write_text(pair.a, "x"), 1);
	CATCHES_ONE(SIGPOLL);
	errno = ERANGE;
	must(ioctl(pair.b, I_SETSIG, 0), "I_SETSIG");
	IS(errno, ERANGE);
	expect_same_habits(&before);
}

/* A signal that its one thread blocks waits; another thread would take it. */
static int
takes_no_signal(void *argument)
{
	struct pair *pair = argument;
	sigset_t some;

	(void)sigemptyset(&some);
	(void)sigaddset(&some, SIGUSR1);
	(void)sigaddset(&some, SIGPOLL);
	catch_signal(SIGPOLL, true);
	catch_signal(SIGUSR1, true);
	IS(ioctl(pair->b, I_SETSIG, S_INPUT), 0);
	must(sigprocmask(SIG_BLOCK, &some, NULL), "sigprocmask");
	must(kill(getpid(), SIGUSR1), "kill");
	IS(write_text(pair->a, "x"), 1);
	t_sleep_ms(300);
	IS(caught(SIGUSR1), 0);
	IS(caught(SIGPOLL), 0);
	must(sigprocmask(SIG_UNBLOCK, &some, NULL), "sigprocmask");
	IS(caught(SIGUSR1), 1);
	IS(caught(SIGPOLL), 1);
	return 0;
}

CASE(signal_thread, takes_no_signal_itself)
{
	struct pair pair = pair_open();

	IS(t_wait(child_start(takes_no_signal, &pair)), 0);
}

CASE(signal_thread, tells_of_several_ends)
{
	struct pair one = pair_that_tells(), two = pair_that_tells();
	int events = 0;

	expect_to_be_told(one);
	expect_to_be_told(two);
	IS(ioctl(one.b, I_SETSIG, 0), 0);
	expect_not_to_be_told(one);
	expect_to_be_told(two);
	FAILS(ioctl(one.b, I_GETSIG, &events), EINVAL);
	IS(ioctl(two.b, I_GETSIG, &events), 0);
	IS(events, S_INPUT);
	close(one.b);
	close(one.a);
	expect_to_be_told(two);
}

CASE(signal_thread, tells_of_both_ends_of_a_stream)
{
	struct pair pair = pair_that_tells(), back = { pair.b, pair.a };

	IS(ioctl(pair.a, I_SETSIG, S_INPUT), 0);
	expect_to_be_told(pair);
	expect_to_be_told(back);
	IS(ioctl(pair.b, I_SETSIG, 0), 0);
	expect_not_to_be_told(pair);
	expect_to_be_told(back);
}

CASE(signal_thread, tells_of_other_events_when_it_is_asked_again)
{
	struct pair pair = pair_that_tells();
	int events = 0;

	IS(ioctl(pair.b, I_SETSIG, S_HIPRI), 0);
	IS(ioctl(pair.b, I_GETSIG, &events), 0);
	IS(events, S_HIPRI);
	expect_not_to_be_told(pair);
	IS(put_urgent(pair.a, "!"), 0);
	CATCHES_ONE(SIGPOLL);
}

/* --- a process that closes what it does not know */

/* All but a pair, and what a failure is told by. */
static void
close_all_but(const struct pair *pair, bool by_the_system)
{
	const char *told = getenv("LSC_TEST_COMPLAINTS");
	int complaints = told == NULL ? -1 : atoi(told), fd;

	for (fd = 3; fd < 256; fd++) {
		if (fd == complaints || (pair != NULL &&
		    (fd == pair->a || fd == pair->b)))
			continue;
		if (by_the_system)
			(void)(close)(fd);
		else
			(void)close(fd);
	}
}

static void
expect_signals_to_begin_again(void)
{
	struct pair pair;
	int end[2];

	IS(pipe(end), 0);
	pair.a = end[0];
	pair.b = end[1];
	IS(ioctl(pair.b, I_SETSIG, S_INPUT), 0);
	expect_to_be_told(pair);
	expect_to_be_told(pair);
}

static int
close_everything(void *argument)
{
	struct pair *pair = argument;

	catch_signal(SIGPOLL, true);
	IS(ioctl(pair->b, I_SETSIG, S_INPUT), 0);
	expect_to_be_told(*pair);
	close_all_but(NULL, false);
	expect_signals_to_begin_again();
	return 0;
}

CASE(signal_thread, begins_again_after_everything_was_closed)
{
	struct pair pair = pair_open();

	IS(t_wait(child_start(close_everything, &pair)), 0);
}

static int
close_everything_by_the_system(void *argument)
{
	struct pair *pair = argument;

	catch_signal(SIGPOLL, true);
	IS(ioctl(pair->b, I_SETSIG, S_INPUT), 0);
	expect_to_be_told(*pair);
	close_all_but(NULL, true);
	expect_signals_to_begin_again();
	return 0;
}

CASE(signal_thread, begins_again_after_the_system_closed_everything)
{
	struct pair pair = pair_open();

	IS(t_wait(child_start(close_everything_by_the_system, &pair)), 0);
}

static int
has_all_files(void *argument)
{
	const int *files = argument;
	int i;

	for (i = 0; i < 16; i++)
		HOLDS(t_is_open(files[i]));
	return 0;
}

/* What was the thread's is the program's now. */
static int
reuse_the_numbers(void *argument)
{
	struct pair *pair = argument;
	int files[16], i;

	catch_signal(SIGPOLL, true);
	IS(ioctl(pair->b, I_SETSIG, S_INPUT), 0);
	close_all_but(pair, false);
	for (i = 0; i < 16; i++)
		files[i] = must(open("/dev/null", O_RDONLY), "/dev/null");
	IS(t_wait(child_start(has_all_files, files)), 0);
	IS(ioctl(pair->b, I_SETSIG, 0), 0);
	IS(has_all_files(files), 0);
	return 0;
}

CASE(signal_thread, takes_no_file_that_has_its_number)
{
	struct pair pair = pair_open();

	IS(t_wait(child_start(reuse_the_numbers, &pair)), 0);
}

static int
keep_the_ends(void *argument)
{
	struct pair *pair = argument;

	catch_signal(SIGPOLL, true);
	IS(ioctl(pair->b, I_SETSIG, S_INPUT), 0);
	close_all_but(pair, false);
	expect_to_be_told(*pair);
	expect_to_be_told(*pair);
	return 0;
}

CASE(signal_thread, tells_of_ends_that_stay_when_all_else_is_closed)
{
	struct pair pair = pair_open();

	IS(t_wait(child_start(keep_the_ends, &pair)), 0);
}
