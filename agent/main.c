/* SPDX-License-Identifier: ISC */
/*
 * streamcompat-attachd: started by fattach, with the rendezvous, the attached
 * end, the file, and the hint that there is a rendezvous as its descriptors 0
 * to 3.
 *
 * Of the program that called fattach it keeps nothing: no other descriptor, no
 * directory, no terminal, no signals, and of its users the effective one, so
 * that nobody else may signal it.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#ifdef HAVE_SYS_INOTIFY_H
#include <sys/inotify.h>
#endif
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "agent/agent.h"
#include "agent/closer.h"
#include "agent/tick.h"
#include "backend/backend.h"
#include "name/rendezvous.h"
#include "sys/far.h"
#include "sys/identity.h"
#include "sys/sys.h"

enum { FIRST_OWN = LSCI_START_FDS, USAGE = 2 };

/* Out of the way of what a library may print. */
static bool
take_descriptors(struct agent *agent)
{
	int null;

	lsci_sys_close_all_from(FIRST_OWN);
	agent->listener = fcntl(0, F_DUPFD_CLOEXEC, FIRST_OWN);
	agent->end = fcntl(1, F_DUPFD_CLOEXEC, FIRST_OWN);
	agent->file = fcntl(2, F_DUPFD_CLOEXEC, FIRST_OWN);
	agent->hint = fcntl(3, F_DUPFD_CLOEXEC, FIRST_OWN);
	if (agent->listener < 0 || agent->end < 0 || agent->file < 0 ||
	    agent->hint < 0)
		return false;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		null = agent->file;
	if (close(3) < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 ||
	    dup2(null, 2) < 0)
		return false;
	if (null != agent->file)
		(void)close(null);
	return true;
}

/* The listener stands for a name that somebody else had. */
static void
sort_hint(struct agent *agent)
{
	struct stat one, other;

	if (lsci_sys_stat(agent->hint, &one) == 0 &&
	    lsci_sys_stat(agent->listener, &other) == 0 &&
	    one.st_ino == other.st_ino) {
		(void)close(agent->hint);
		agent->hint = -1;
	}
}

static void
leave_signals(void)
{
	sigset_t none;
	int number;

	for (number = 1; number < NSIG; number++)
		(void)signal(number, SIG_DFL);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Who may not enter that one stays where it is. */
static void
leave_directory(void)
{
	if (chdir("/") < 0)
		return;
}

/* Whoever may not change ids has only one. */
static bool
leave_users(void)
{
	gid_t group = getegid();
	uid_t user = geteuid();

	if (user == 0)
		(void)setgroups(0, NULL);
	return setregid(group, group) == 0 && setreuid(user, user) == 0;
}

/* As many clients may wait as leave descriptors for those who are answered. */
static void
make_room(struct agent *agent)
{
	enum { OTHERS = 24 };
	struct rlimit limit = { .rlim_max = 0 };
	int most = 1;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_max >= OTHERS + 2 * CROWD_MAX)
		most = CROWD_MAX;
	else if (limit.rlim_max > OTHERS + 2)
		most = ((int)limit.rlim_max - OTHERS) / 2;
	agent->silent.most = agent->openers.most = most;
}

/* -1 where there is none; then the file is asked from time to time. */
static int
watch_names(int file)
{
#ifdef HAVE_SYS_INOTIFY_H
	char path[40];
	int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	if (fd >= 0 && inotify_add_watch(fd, path, IN_ATTRIB) < 0) {
		(void)close(fd);
		fd = -1;
	}
	return fd;
#else
	(void)file;
	return -1;
#endif
}

static bool
is_what_it_should_be(struct agent *agent)
{
	int kind = lsci_backend_kind(agent->end);

	return lsci_sys_is_listening(agent->listener) > 0 &&
	    (kind == LSCI_BYTE_STREAM || kind == LSCI_MESSAGE_STREAM) &&
	    lsci_sys_stat(agent->file, &agent->proof) == 0 &&
	    S_ISREG(agent->proof.st_mode);
}

int
main(void)
{
	static struct agent agent;

	(void)setsid();
	leave_signals();
	if (!take_descriptors(&agent) || !leave_users() ||
	    lsci_sys_learn_identity() < 0 || !is_what_it_should_be(&agent))
		return USAGE;
	agent.since = time(NULL);
	agent.place = lsci_rendezvous_place(agent.listener);
	if (agent.place < 0)
		return USAGE;
	sort_hint(&agent);
	tick_prepare();
	closer_prepare();
	leave_directory();
	make_room(&agent);
	lsci_sys_far_end_turn(agent.file);
	agent.names = watch_names(agent.file);
	agent_serve(&agent);
	if (closer_is_busy())
		_exit(0);       /* a sanitizer would wait for the threads */
	return 0;
}
