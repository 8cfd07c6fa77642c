/* SPDX-License-Identifier: ISC */
/*
 * fattach in programs of all sorts: it needs nothing of them, and they see
 * nothing of it but the name.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

/* A child attaches the end, whatever it has done to itself before, and tells
   how that went; the test has the other end. */
static void
attach_in(struct named *named, int (*child)(void *))
{
	int code;

	named_make(named, "name");
	cr_assert_eq(lsc_pipe(named->end, 0), 0);
	code = t_wait(t_fork(child, named));
	cr_assert_eq(code, 0, "%d", code);
	cr_assert_eq(lsc_close(named->end[1]), 0);
}

/* It is attached, and its other end is the test's. */
static void
expect_attached(const struct named *named)
{
	int fd = lsc_open(named->path, O_RDWR);
	char byte = 'n';

	cr_assert_geq(fd, 0);
	cr_assert_eq(lsc_write(named->end[0], "y", 1), 1);
	cr_assert_eq(lsc_read(fd, &byte, 1), 1);
	cr_assert_eq(byte, 'y');
	cr_assert_eq(lsc_close(fd), 0);
}

static void
expect_end(const struct named *named)
{
	cr_assert_eq(lsc_close(named->end[0]), 0);
	cr_assert(named_becomes_file(named));
	cr_assert(named_leaves_nothing(named));
}

static int
attach_it(const struct named *named)
{
	return fattach(named->end[1], named->path) < 0 ? errno : 0;
}

/* --- descriptors */

/* Nothing but the end, which is a number of its own. */
static int
attach_alone(const struct named *named, int number)
{
	struct t_fds before;
	int i, r;

	must(dup2(named->end[1], 999), "dup2");
	for (i = 0; i < 999; i++)
		(void)close(i);
	must(dup2(999, number), "dup2");
	(void)close(999);
	lsc_forget(number);
	t_fds_note(&before);
	r = fattach(number, named->path) < 0 ? errno : 0;
	if (!t_fds_same(&before) || before.count != 1)
		return 99;
	return r;
}

static int
attach_alone_as_0(void *named)
{
	return attach_alone(named, 0);
}

static int
attach_alone_as_1(void *named)
{
	return attach_alone(named, 1);
}

static int
attach_alone_as_2(void *named)
{
	return attach_alone(named, 2);
}

static int
attach_alone_as_7(void *named)
{
	return attach_alone(named, 7);
}

NAMED(caller, may_have_closed_all_its_descriptors)
{
	static int (*const callers[])(void *) = { attach_alone_as_0,
	    attach_alone_as_1, attach_alone_as_2, attach_alone_as_7 };
	struct named named;
	size_t i;

	for (i = 0; i < sizeof callers / sizeof *callers; i++) {
		attach_in(&named, callers[i]);
		expect_attached(&named);
		expect_end(&named);
		must(unlink(named.path), "unlink");
	}
}

/* One more free each time, until it is enough. */
NAMED(caller, without_free_descriptors_is_told_and_loses_none)
{
	struct named named;
	struct t_fds before;
	int tries = 0, r;

	named_make(&named, "name");
	cr_assert_eq(lsc_pipe(named.end, 0), 0);
	t_fill_table();
	for (;;) {
		t_fds_note(&before);
		r = attach_it(&named);
		cr_assert(t_fds_same(&before));
		if (r == 0)
			break;
		cr_assert_eq(r, EMFILE, "errno %d", r);
		cr_assert_lt(++tries, 20);
		t_free_slot();
	}
	cr_assert_gt(tries, 0);
	t_free_table();
	expect_attached(&named);
	cr_assert_eq(lsc_close(named.end[1]), 0);
	expect_end(&named);
}

NAMED(caller, who_opens_without_free_descriptors_is_told_and_loses_none)
{
	struct named named;
	struct t_fds before;
	int tries = 0, fd;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, false), 0);
	t_fill_table();
	for (;;) {
		t_fds_note(&before);
		fd = lsc_open(named.path, O_RDWR);
		if (fd >= 0)
			break;
		cr_assert_eq(errno, EMFILE, "errno %d", errno);
		cr_assert(t_fds_same(&before));
		cr_assert_lt(++tries, 20);
		t_free_slot();
	}
	cr_assert_gt(tries, 0);
	cr_assert_eq(isastream(fd), 1);
	cr_assert_eq(lsc_close(fd), 0);
	t_free_table();
	expect_end(&named);
}

/* --- directories and users */

static int
attach_by_relative_path(void *argument)
{
	struct named *named = argument;

	must(chdir(t_path(".")), "chdir");
	return fattach(named->end[1], "./name") < 0 ? errno : 0;
}

static void
read_of_agent(const struct named *named, const char *what, char *to,
    size_t size)
{
	char path[60];
	ssize_t n;
	int fd;

	(void)snprintf(path, sizeof path, "/proc/%d/%s",
	    (int)named_agent(named), what);
	fd = must(open(path, O_RDONLY | O_CLOEXEC), path);
	n = must((int)read(fd, to, size - 1), path);
	to[n] = '\0';
	must(close(fd), path);
}

NAMED(caller, may_name_the_file_by_a_relative_path)
{
	char link[60], directory[100] = "";
	struct named named;

	attach_in(&named, attach_by_relative_path);
	expect_attached(&named);
	(void)snprintf(link, sizeof link, "/proc/%d/cwd",
	    (int)named_agent(&named));
	cr_assert_gt(readlink(link, directory, sizeof directory - 1), 0);
	cr_assert_str_eq(directory, "/");
	expect_end(&named);
}

static int
attach_as_effective(void *argument)
{
	struct named *named = argument;

	must(chown(named->path, T_OTHER_UID, T_OTHER_GID), "chown");
	must(setegid(T_OTHER_GID), "setegid");
	must(seteuid(T_OTHER_UID), "seteuid");
	return attach_it(named);
}

/* The agent is that user alone. */
NAMED(caller, may_have_changed_its_effective_user)
{
	char status[4000], users[60];
	struct named named;

	NEEDS_ROOT();
	attach_in(&named, attach_as_effective);
	must(stat(named.path, &named.file), "stat");
	expect_attached(&named);
	read_of_agent(&named, "status", status, sizeof status);
	(void)snprintf(users, sizeof users, "\nUid:\t%d\t%d\t%d\t%d\n",
	    T_OTHER_UID, T_OTHER_UID, T_OTHER_UID, T_OTHER_UID);
	cr_assert(strstr(status, users) != NULL, "%s", status);
	expect_end(&named);
}

static int
attach_with_secrets(void *argument)
{
	must(setenv("SECRET", "of the caller", 1), "setenv");
	return attach_it(argument);
}

NAMED(caller, gives_the_agent_neither_environment_nor_descriptors)
{
	struct named named;
	char text[4000];

	attach_in(&named, attach_with_secrets);
	read_of_agent(&named, "environ", text, sizeof text);
	cr_assert_str_eq(text, "");
	/* three for the system, four of its own, one to watch with */
	cr_assert_leq(named_descriptors_idle(named_agent(&named)), 8);
	expect_end(&named);
}

/* --- children and signals */

static volatile sig_atomic_t signals;

static void
count_signal(int number)
{
	(void)number;
	signals++;
}

static bool
is_same_mask(const sigset_t *a, const sigset_t *b)
{
	int i;

	for (i = 1; i < NSIG; i++)
		if (sigismember(a, i) != sigismember(b, i))
			return false;
	return true;
}

/* The attachment ends, too, while somebody listens. */
static int
expect_no_child_of(struct named *named, int kinds)
{
	sigset_t before, after;
	int i, status, r;

	must(sigprocmask(SIG_SETMASK, NULL, &before), "sigprocmask");
	for (i = 0; i < 5; i++) {
		r = named_attach(named, i % 2 == 0);
		if (r != 0)
			return r;
		if (wait(&status) != -1 || errno != ECHILD ||
		    waitpid(-1, &status, WNOHANG | kinds) != -1)
			return 98;
		must(kill(named_agent(named), SIGKILL), "kill");
		must(named_becomes_file(named) ? 0 : -1, "a file");
		must(lsc_close(named->end[0]), "lsc_close");
	}
	if (wait(&status) != -1 || errno != ECHILD || signals != 0)
		return 97;
	must(sigprocmask(SIG_SETMASK, NULL, &after), "sigprocmask");
	return is_same_mask(&before, &after) ? 0 : 96;
}

static int
expect_no_child(struct named *named)
{
	return expect_no_child_of(named, __WALL);
}

static int
with_default(void *named)
{
	(void)signal(SIGCHLD, SIG_DFL);
	return expect_no_child(named);
}

static int
with_signal_ignored(void *named)
{
	(void)signal(SIGCHLD, SIG_IGN);
	return expect_no_child(named);
}

static int
with_signal_handled(void *named)
{
	int i;

	for (i = 1; i < NSIG; i++)
		(void)signal(i, count_signal);
	return expect_no_child(named);
}

static int
with_signals_blocked(void *named)
{
	sigset_t all, waiting;
	int r;

	(void)sigfillset(&all);
	must(sigprocmask(SIG_SETMASK, &all, NULL), "sigprocmask");
	r = with_default(named);
	must(sigpending(&waiting), "sigpending");
	return r == 0 && sigismember(&waiting, SIGCHLD) == 0 ? 0 : r + 1;
}

NAMED(caller, has_no_child_and_no_signal_of_it)
{
	static int (*const callers[])(void *) = { with_default,
	    with_signal_ignored, with_signal_handled, with_signals_blocked };
	struct named named;
	size_t i;
	int code;

	named_make(&named, "name");
	for (i = 0; i < sizeof callers / sizeof *callers; i++) {
		code = t_wait(t_fork(callers[i], &named));
		cr_assert_eq(code, 0, "%zu: %d", i, code);
	}
	cr_assert(named_leaves_nothing(&named));
}

/* Whose parent ends becomes a child of such a process. */
static int
as_subreaper(void *named)
{
	int i;

	must(prctl(PR_SET_CHILD_SUBREAPER, 1), "PR_SET_CHILD_SUBREAPER");
	for (i = 1; i < NSIG; i++)
		(void)signal(i, count_signal);
	return expect_no_child_of(named, 0);
}

/* In a namespace of its own. */
static int
as_process_1(void *named)
{
	must(unshare(CLONE_NEWPID), "unshare");
	return t_wait(t_fork(as_subreaper, named));
}

NAMED(caller, who_gets_the_orphans_has_no_child_and_no_signal_of_it)
{
	struct named named;
	int code;

	named_make(&named, "name");
	code = t_wait(t_fork(as_subreaper, &named));
	cr_assert_eq(code, 0, "%d", code);
	cr_assert(named_leaves_nothing(&named));
}

NAMED(caller, who_is_process_1_has_no_child_and_no_signal_of_it)
{
	struct named named;
	int code;

	NEEDS_ROOT();
	named_make(&named, "name");
	code = t_wait(t_fork(as_process_1, &named));
	cr_assert_eq(code, 0, "%d", code);
	cr_assert(named_leaves_nothing(&named));
}

/* Not even those that an ordinary wait does not see. */
static int
count_dead_children(void)
{
	int dead = 0;

	while (waitpid(-1, NULL, WNOHANG | __WALL) > 0)
		dead++;
	return dead;
}

static int
attach_and_detach_often(void *argument)
{
	enum { TIMES = 40, LAST = 2 };
	struct named *named = argument;
	int i;

	must(prctl(PR_SET_CHILD_SUBREAPER, 1), "PR_SET_CHILD_SUBREAPER");
	for (i = 0; i < TIMES; i++) {
		must(-named_attach(named, true), "fattach");
		must(fdetach(named->path), "fdetach");
		must(lsc_close(named->end[0]), "lsc_close");
		must(named_leaves_nothing(named) ? 0 : -1, "nothing");
	}
	return count_dead_children() <= LAST ? 0 : 1;
}

NAMED(caller, who_gets_the_orphans_is_not_left_with_dead_children)
{
	struct named named;

	named_make(&named, "name");
	cr_assert_eq(t_wait(t_fork(attach_and_detach_often, &named)), 0);
}

/* Its only child, or 0. */
static pid_t
only_child(void)
{
	FILE *list = fopen("/proc/thread-self/children", "r");
	int child = 0;

	if (list == NULL)
		return -1;
	if (fscanf(list, "%d", &child) != 1)
		child = 0;
	must(fclose(list), "fclose");
	return child;
}

/* The keeper of the agent has nothing of the caller's open. */
enum { NO_LIST = 77 };
static int
attach_with_keeper(void *argument)
{
	pid_t keeper;
	int r;

	must(prctl(PR_SET_CHILD_SUBREAPER, 1), "PR_SET_CHILD_SUBREAPER");
	r = attach_it(argument);
	if (r != 0)
		return r;
	keeper = only_child();
	if (keeper < 0)
		return NO_LIST;
	return keeper > 0 && named_descriptors_idle(keeper) == 0 ? 0 : 98;
}

NAMED(caller, who_gets_the_orphans_may_end_and_leaves_a_keeper_with_nothing)
{
	struct named named;
	int code;

	named_make(&named, "name");
	cr_assert_eq(lsc_pipe(named.end, 0), 0);
	code = t_wait(t_fork(attach_with_keeper, &named));
	if (code == NO_LIST)
		cr_skip_test("this kernel does not list children");
	cr_assert_eq(code, 0, "%d", code);
	cr_assert_eq(lsc_close(named.end[1]), 0);
	expect_attached(&named);
	expect_end(&named);
}

static int
attach_in_vain(void *argument)
{
	must(prctl(PR_SET_CHILD_SUBREAPER, 1), "PR_SET_CHILD_SUBREAPER");
	must(setenv("STREAMCOMPAT_ATTACHD", t_path("missing"), 1), "setenv");
	if (attach_it(argument) != ENOPKG)
		return 1;
	return waitpid(-1, NULL, WNOHANG | __WALL) == -1 ? 0 : 2;
}

NAMED(caller, who_gets_the_orphans_has_none_where_there_is_no_agent)
{
	struct named named;

	named_make(&named, "name");
	cr_assert_eq(lsc_pipe(named.end, 0), 0);
	cr_assert_eq(t_wait(t_fork(attach_in_vain, &named)), 0);
	cr_assert(named_is_file(&named));
}

static void
be_interrupted_often(void)
{
	static const struct itimerval often = { { 0, 300 }, { 0, 300 } };

	t_interrupt_by(SIGALRM);
	must(setitimer(ITIMER_REAL, &often, NULL), "setitimer");
}

NAMED(caller, who_is_interrupted_attaches_and_detaches_all_the_same)
{
	struct named named;
	int i, r;

	named_make(&named, "name");
	be_interrupted_often();
	for (i = 0; i < 200; i++) {
		r = named_attach(&named, false);
		cr_assert_eq(r, 0, "errno %d", r);
		cr_assert_eq(fdetach(named.path), 0, "errno %d", errno);
		cr_assert_eq(lsc_close(named.end[0]), 0);
	}
	(void)signal(SIGALRM, SIG_IGN);
	cr_assert(named_leaves_nothing(&named));
}

NAMED(caller, who_is_interrupted_sees_a_stream_all_the_same)
{
	struct named named;
	int i;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	be_interrupted_often();
	for (i = 0; i < 3000; i++)
		cr_assert(named_is_attached(&named), "%d", i);
	(void)signal(SIGALRM, SIG_IGN);
	expect_end(&named);
}

/* Its own children are still its own. */
static int
with_children(void *argument)
{
	struct named *named = argument;
	pid_t child = must(fork(), "fork");
	int status;

	if (child == 0)
		_exit(42);
	must(named_attach(named, false) == 0 ? 0 : -1, "named_attach");
	must(wait(&status) == child ? 0 : -1, "wait");
	return WIFEXITED(status) && WEXITSTATUS(status) == 42 ? 0 : 1;
}

NAMED(caller, keeps_the_children_that_it_has)
{
	struct named named;

	named_make(&named, "name");
	cr_assert_eq(t_wait(t_fork(with_children, &named)), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

/* --- daemons */

static int
attach_and_leave(void *argument)
{
	struct named *named = argument;
	pid_t child;

	must(named_attach(named, true) == 0 ? 0 : -1, "named_attach");
	child = must(fork(), "fork");
	if (child != 0)
		return 0;
	must(setsid(), "setsid");
	must(chdir("/"), "chdir");
	(void)alarm(2 * T_TIMEOUT);
	(void)close(0);
	(void)close(1);
	(void)close(2);
	named_answer(named);
	_exit(0);
}

NAMED(caller, may_become_a_daemon_afterwards)
{
	struct named named;
	int i;

	named_make(&named, "name");
	cr_assert_eq(t_wait(t_fork(attach_and_leave, &named)), 0);
	for (i = 0; i < 10; i++) {
		cr_assert(named_is_attached(&named));
		cr_assert_eq(named_talk(&named), 0);
	}
	cr_assert_eq(fdetach(named.path), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

/* --- threads */

enum { THREADS = 8, EACH = 15 };

static void *
attach_in_thread(void *argument)
{
	struct named *named = argument;
	intptr_t bad = 0;
	int i;

	for (i = 0; i < EACH; i++) {
		bad += named_attach(named, false) != 0;
		bad += !named_is_attached(named);
		bad += fdetach(named->path) != 0;
		bad += lsc_close(named->end[0]) != 0;
	}
	return (void *)bad;
}

NAMED(caller, may_have_threads_that_attach_at_the_same_time)
{
	static const char *const names[THREADS] = { "a", "b", "c", "d", "e",
	    "f", "g", "h" };
	struct named named[THREADS];
	pthread_t thread[THREADS];
	struct t_fds before;
	void *bad;
	int i;

	t_fds_note(&before);
	for (i = 0; i < THREADS; i++) {
		named_make(&named[i], names[i]);
		must(-pthread_create(&thread[i], NULL, attach_in_thread,
		    &named[i]), "pthread_create");
	}
	for (i = 0; i < THREADS; i++) {
		must(-pthread_join(thread[i], &bad), "pthread_join");
		cr_assert_eq((intptr_t)bad, 0);
	}
	for (i = 0; i < THREADS; i++) {
		cr_assert(named_becomes_file(&named[i]));
		cr_assert(named_leaves_nothing(&named[i]));
	}
	cr_assert(t_fds_same(&before));
}

/* All for one name: one of them has it. */
static void *
compete(void *argument)
{
	struct named *named = argument;

	return (void *)(intptr_t)(fattach(named->end[1], named->path) < 0 ?
	    errno : 0);
}

NAMED(caller, is_one_of_many_that_attach_to_one_file)
{
	pthread_t thread[THREADS];
	struct named named;
	int i, won = 0;
	void *err;

	named_make(&named, "name");
	cr_assert_eq(lsc_pipe(named.end, 0), 0);
	for (i = 0; i < THREADS; i++)
		must(-pthread_create(&thread[i], NULL, compete, &named),
		    "pthread_create");
	for (i = 0; i < THREADS; i++) {
		must(-pthread_join(thread[i], &err), "pthread_join");
		won += err == NULL;
		cr_assert(err == NULL || (intptr_t)err == EBUSY);
	}
	cr_assert_eq(won, 1);
	cr_assert_eq(lsc_close(named.end[1]), 0);
	expect_end(&named);
}

/* The same for processes, which share nothing. */
static int
compete_alone(void *named)
{
	int err = attach_it(named);

	return err == EBUSY ? 1 : err;
}

NAMED(caller, is_one_of_many_processes_that_attach_to_one_file)
{
	int i, j, code, won;
	pid_t child[THREADS];
	struct named named;

	named_make(&named, "name");
	for (j = 0; j < 20; j++) {
		cr_assert_eq(lsc_pipe(named.end, 0), 0);
		for (i = won = 0; i < THREADS; i++)
			child[i] = t_fork(compete_alone, &named);
		for (i = 0; i < THREADS; i++) {
			code = t_wait(child[i]);
			won += code == 0;
			cr_assert_leq(code, 1, "errno %d", code);
		}
		cr_assert_eq(won, 1);
		cr_assert_eq(lsc_close(named.end[1]), 0);
		expect_end(&named);
	}
}

static volatile bool enough;

static void *
go_on_forking(void *nothing)
{
	(void)nothing;
	while (!enough) {
		pid_t child = fork();

		if (child == 0) {
			(void)usleep(300000);
			_exit(0);
		}
		(void)usleep(100);
	}
	return NULL;
}

/* Their children live longer than the agent, and hold nothing of it. */
static int
attach_while_others_fork(void *argument)
{
	struct named *named = argument;
	pthread_t other;
	int i;

	must(-pthread_create(&other, NULL, go_on_forking, NULL),
	    "pthread_create");
	for (i = 0; i < 30; i++) {
		must(lsc_pipe(named->end, 0), "lsc_pipe");
		must(attach_it(named) == 0 ? 0 : -1, "fattach");
		must(kill(named_agent(named), SIGKILL), "kill");
		must(named_becomes_file(named) ? 0 : -1, "a file");
		must(lsc_close(named->end[0]), "lsc_close");
		must(lsc_close(named->end[1]), "lsc_close");
	}
	enough = true;
	must(-pthread_join(other, NULL), "pthread_join");
	return 0;
}

NAMED(caller, may_fork_in_another_thread_meanwhile)
{
	struct named named;

	named_make(&named, "name");
	cr_assert_eq(t_wait(t_fork(attach_while_others_fork, &named)), 0);
	cr_assert(named_leaves_nothing(&named));
}

/* --- without an agent */

static void
expect_no_attachment(struct named *named, int err)
{
	struct t_fds before;
	int r;

	t_fds_note(&before);
	r = named_attach(named, true);
	cr_assert_eq(r, err, "errno %d", r);
	cr_assert(t_fds_same(&before));
	cr_assert(named_is_file(named));
	cr_assert(named_leaves_nothing(named));
}

NAMED(caller, without_an_agent_is_told)
{
	struct named named, other;

	named_make(&named, "name");
	must(setenv("STREAMCOMPAT_ATTACHD", t_path("missing"), 1), "setenv");
	expect_no_attachment(&named, ENOPKG);
	must(setenv("STREAMCOMPAT_ATTACHD", t_path("name/below"), 1),
	    "setenv");
	expect_no_attachment(&named, ENOPKG);
	/* a file that is no program, and one that nobody may execute */
	named_make(&other, "other");
	must(setenv("STREAMCOMPAT_ATTACHD", other.path, 1), "setenv");
	expect_no_attachment(&named, ENOPKG);
	must(chmod(other.path, 0777), "chmod");
	expect_no_attachment(&named, ENOPKG);
	must(setenv("STREAMCOMPAT_ATTACHD", "/", 1), "setenv");
	expect_no_attachment(&named, ENOPKG);
}

/* Which is just being installed. */
NAMED(caller, with_an_agent_that_is_being_written_is_told)
{
	struct named named;
	int agent;

	named_make(&named, "name");
	agent = must(open(getenv("STREAMCOMPAT_ATTACHD"), O_WRONLY), "open");
	expect_no_attachment(&named, ENOPKG);
	must(close(agent), "close");
	cr_assert_eq(named_attach(&named, false), 0);
	expect_end(&named);
}

static int
attach_in_other_root(void *argument)
{
	struct named *named = argument;

	must(chroot(t_path(".")), "chroot");
	must(chdir("/"), "chdir");
	return fattach(named->end[1], "/name") < 0 ? errno : 0;
}

NAMED(caller, in_a_chroot_without_an_agent_is_told)
{
	struct named named;

	NEEDS_ROOT();
	named_make(&named, "name");
	cr_assert_eq(lsc_pipe(named.end, 0), 0);
	cr_assert_eq(t_wait(t_fork(attach_in_other_root, &named)), ENOPKG);
	cr_assert(named_is_file(&named));
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert_eq(lsc_close(named.end[1]), 0);
	cr_assert(named_leaves_nothing(&named));
}

static int
attach_without_processes(void *argument)
{
	static const struct rlimit one = { 1, 1 };
	struct named *named = argument;
	struct t_fds before;
	int err;

	must(chown(named->path, T_OTHER_UID, T_OTHER_GID), "chown");
	named_become(T_OTHER_UID);
	must(setrlimit(RLIMIT_NPROC, &one), "RLIMIT_NPROC");
	t_fds_note(&before);
	err = attach_it(named);
	return t_fds_same(&before) ? err : 99;
}

NAMED(caller, who_may_have_no_more_processes_is_told)
{
	struct named named;

	NEEDS_ROOT();
	named_make(&named, "name");
	cr_assert_eq(lsc_pipe(named.end, 0), 0);
	cr_assert_eq(t_wait(t_fork(attach_without_processes, &named)), ENOSR);
	cr_assert_not(named_is_attached(&named));
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert_eq(lsc_close(named.end[1]), 0);
	cr_assert(named_leaves_nothing(&named));
}
