/* SPDX-License-Identifier: ISC */
/*
 * Descriptors whose close does not return, passed to an agent.  It serves the
 * others meanwhile, and has gone when it should.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/mute.h"
#include "tests/names/stage.h"

enum { USERS = 3, EACH = 5 };

static void
show(int connection, const int *fds, unsigned count)
{
	unsigned char letter[LETTER_SIZE];

	letter_write(letter, LETTER_OPEN);
	must((int)t_send(connection, letter, sizeof letter, fds, count, 1),
	    "t_send");
}

/* Once it has made a thread: what looks for races has one of its own then. */
static int
threads_of(const struct stage *stage)
{
	int connection = connect_to(stage), null = open("/dev/null", O_RDWR);

	must(null, "/dev/null");
	show(connection, &null, 1);
	must(close(null), "close");
	must(close(connection), "close");
	expect_service(stage);
	return named_threads_idle(stage->agent);
}

/* --- a socket whose last close waits */

/* Its peer does not read, and may be closed to end that. */
static int
make_lingering(int *peer)
{
	const struct linger long_time = { .l_onoff = 1, .l_linger = 1000 };
	struct sockaddr_in here = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof here;
	static char some[65536];
	int listener, fd;

	listener = must(socket(AF_INET, SOCK_STREAM, 0), "socket");
	fd = must(socket(AF_INET, SOCK_STREAM, 0), "socket");
	must(bind(listener, (struct sockaddr *)&here, size), "bind");
	must(listen(listener, 1), "listen");
	must(getsockname(listener, (struct sockaddr *)&here, &size), "name");
	must(connect(fd, (struct sockaddr *)&here, size), "connect");
	*peer = must(accept(listener, NULL, NULL), "accept");
	must(close(listener), "close");
	while (send(fd, some, sizeof some, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
		continue;
	must(setsockopt(fd, SOL_SOCKET, SO_LINGER, &long_time,
	    sizeof long_time), "SO_LINGER");
	return fd;
}

/* The ways in which an agent comes to close what is not shown, or shown. */
static void
show_only(int connection, int file, int trap)
{
	(void)file;
	show(connection, &trap, 1);
}

static void
show_as_well(int connection, int file, int trap)
{
	const int fds[] = { file, trap, trap };

	show(connection, fds, 3);
}

static void
show_afterwards(int connection, int file, int trap)
{
	unsigned char letter[LETTER_SIZE];

	(void)file;
	letter_write(letter, LETTER_DESCRIBE);
	must((int)send(connection, letter, sizeof letter, MSG_NOSIGNAL),
	    "send");
	show(connection, &trap, 1);
}

static void
say_nonsense(int connection, int file, int trap)
{
	(void)file;
	must((int)t_send(connection, "?", 1, &trap, 1, 1), "t_send");
	show(connection, &trap, 1);
}

static void
say_nothing(int connection, int file, int trap)
{
	(void)file;
	must((int)t_send(connection, "", 0, &trap, 1, 1), "t_send");
}

typedef void way(int connection, int file, int trap);

/* So the agent is the last that has it. */
static int
set_trap(const struct stage *stage, way *how)
{
	int file = must(open(stage->named.path, O_RDONLY), "open");
	int connection = connect_to(stage), peer;
	int trap = make_lingering(&peer);

	must(kill(stage->agent, SIGSTOP), "SIGSTOP");
	how(connection, file, trap);
	must(close(trap), "close");
	must(close(connection), "close");
	must(close(file), "close");
	must(kill(stage->agent, SIGCONT), "SIGCONT");
	return peer;
}

static void
expect_service_after(way *how)
{
	struct stage stage;
	int peer[4], i, threads;

	begin(&stage);
	threads = threads_of(&stage);
	for (i = 0; i < 4; i++) {
		peer[i] = set_trap(&stage, how);
		expect_service(&stage);
	}
	for (i = 0; i < 4; i++)
		must(close(peer[i]), "close");
	cr_assert(named_has_threads(stage.agent, threads));
	finish(&stage);
}

NAMED(trap, a_proof_that_lingers_stops_nobody)
{
	expect_service_after(show_only);
}

NAMED(trap, what_lingers_behind_the_proof_stops_nobody)
{
	expect_service_after(show_as_well);
}

NAMED(trap, what_lingers_in_a_second_letter_stops_nobody)
{
	expect_service_after(show_afterwards);
}

NAMED(trap, what_lingers_with_nonsense_stops_nobody)
{
	expect_service_after(say_nonsense);
}

NAMED(trap, what_lingers_without_a_word_stops_nobody)
{
	expect_service_after(say_nothing);
}

/* --- an end meanwhile */

/* The connection is still in the queue when the agent has to go. */
NAMED(trap, what_lingers_ends_with_the_server)
{
	struct stage stage;
	int peer[2];

	begin(&stage);
	peer[0] = set_trap(&stage, show_only);
	expect_service(&stage);
	must(kill(stage.agent, SIGSTOP), "SIGSTOP");
	kill_server(&stage);
	peer[1] = set_trap(&stage, show_only);
	cr_assert(named_becomes_file(&stage.named));
	cr_assert(named_leaves_nothing(&stage.named));
	cr_assert(named_disappears(stage.agent));
	must(close(peer[0]), "close");
	must(close(peer[1]), "close");
}

NAMED(trap, what_lingers_does_not_keep_the_name)
{
	struct stage stage;
	int peer;

	begin(&stage);
	peer = set_trap(&stage, show_only);
	cr_assert_eq(fdetach(stage.named.path), 0);
	cr_assert(named_is_file(&stage.named));
	cr_assert(named_leaves_nothing(&stage.named));
	must(close(peer), "close");
	cr_assert_eq(t_wait(stage.server), NAMED_HUNG_UP);
}

/* --- many of them, of many users */

struct user {
	const struct stage *stage;
	const char *directory;
	uid_t uid;
};

static void
become_user(uid_t uid)
{
	named_become(uid);
	must(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl");
	(void)alarm(2 * T_TIMEOUT);
}

/* Who is not heard any more may find the connection closed. */
static void
set_traps(const struct user *user, int trap)
{
	unsigned char letter[LETTER_SIZE];
	int i;

	letter_write(letter, LETTER_OPEN);

	for (i = 0; i < EACH; i++) {
		int connection = letter_connect(user->stage->name);

		must(connection, "connect");
		(void)t_send(connection, letter, sizeof letter, &trap, 1, 1);
		must(close(connection), "close");
	}
}

static int
linger(void *argument)
{
	const struct user *user = argument;
	int i, peer;

	become_user(user->uid);
	for (i = 0; i < EACH; i++) {
		int trap = make_lingering(&peer);

		set_traps(user, trap);
		must(close(trap), "close");
	}
	must((int)write(user->stage->told[1], "", 1), "write");
	(void)pause();
	return 2;
}

static void
begin_users(const struct stage *stage, int (*job)(void *),
    const char *directory, pid_t process[USERS])
{
	int i;

	for (i = 0; i < USERS; i++) {
		struct user user = { stage, directory,
		    (uid_t)(T_OTHER_UID + i) };

		process[i] = t_fork(job, &user);
	}
}

static void
expect_told(const struct stage *stage, int times)
{
	char byte;

	while (times-- > 0)
		cr_assert_eq(read(stage->told[0], &byte, 1), 1);
}

static void
end_process(pid_t process)
{
	must(kill(process, SIGKILL), "kill");
	cr_assert_eq(t_wait(process), 128 + SIGKILL);
}

NAMED(trap, each_user_has_one_that_lingers)
{
	pid_t process[USERS];
	struct stage stage;
	int i, threads;

	NEEDS_ROOT();
	begin(&stage);
	threads = threads_of(&stage);
	must(pipe(stage.told), "pipe");
	must(kill(stage.agent, SIGSTOP), "SIGSTOP");
	begin_users(&stage, linger, NULL, process);
	expect_told(&stage, USERS);
	must(kill(stage.agent, SIGCONT), "SIGCONT");
	for (i = 0; i < 20; i++)
		expect_service(&stage);
	cr_assert(named_has_threads(stage.agent, threads + USERS));
	for (i = 0; i < USERS; i++)
		end_process(process[i]);
	cr_assert(named_has_threads(stage.agent, threads));
	finish(&stage);
}

/* --- a file system that does not answer */

static int
show_mute(void *argument)
{
	const struct user *user = argument;
	char path[400];

	become_user(user->uid);
	(void)snprintf(path, sizeof path, "%s/file", user->directory);
	set_traps(user, must(open(path, O_RDONLY | O_CLOEXEC), path));
	must((int)write(user->stage->told[1], "", 1), "write");
	(void)pause();
	return 2;
}

/* In its own space of mounts; tells which process has to be killed. */
static int
be_mute(void *argument)
{
	const struct stage *stage = argument;
	const char *directory = t_path("mute");
	pid_t mute, process[USERS];

	(void)alarm(2 * T_TIMEOUT);
	must(mkdir(directory, 0755), "mkdir");
	mute = mute_mount(directory);
	must((int)write(stage->told[1], &mute, sizeof mute), "write");
	if (mute < 0)
		return 1;
	begin_users(stage, show_mute, directory, process);
	(void)pause();
	return 2;
}

struct mute {
	pid_t mounter, server;
	int threads;            /* of the agent before */
};

static void
begin_mute(struct mute *mute, struct stage *stage)
{
	begin(stage);
	mute->threads = threads_of(stage);
	must(pipe(stage->told), "pipe");
	mute->mounter = t_fork(be_mute, stage);
	cr_assert_eq(read(stage->told[0], &mute->server, sizeof(pid_t)),
	    (ssize_t)sizeof(pid_t));
	if (mute->server < 0) {
		(void)t_wait(mute->mounter);
		finish(stage);
		cr_skip_test("no file system of one's own can be mounted");
	}
	expect_told(stage, USERS);
}

static void
end_mute(const struct mute *mute)
{
	must(kill(mute->server, SIGKILL), "kill");
	end_process(mute->mounter);
}

NAMED(trap, file_systems_that_do_not_answer_stop_nobody)
{
	struct stage stage;
	struct mute mute;
	int i;

	NEEDS_ROOT();
	begin_mute(&mute, &stage);
	for (i = 0; i < 20; i++)
		expect_service(&stage);
	cr_assert(named_has_threads(stage.agent,
	    mute.threads + USERS));
	cr_assert(named_has_descriptors(stage.agent, stage.descriptors));
	end_mute(&mute);
	cr_assert(named_has_threads(stage.agent, mute.threads));
	finish(&stage);
}

/* What is left of the agent until then has nothing. */
NAMED(trap, a_file_system_that_does_not_answer_does_not_keep_the_name)
{
	struct stage stage;
	struct mute mute;

	NEEDS_ROOT();
	begin_mute(&mute, &stage);
	cr_assert_eq(fdetach(stage.named.path), 0);
	cr_assert(named_is_file(&stage.named));
	cr_assert(named_leaves_nothing(&stage.named));
	end_mute(&mute);
	cr_assert(named_disappears(stage.agent));
	cr_assert_eq(t_wait(stage.server), NAMED_HUNG_UP);
}

NAMED(trap, a_file_system_that_does_not_answer_ends_with_the_server)
{
	struct stage stage;
	struct mute mute;

	NEEDS_ROOT();
	begin_mute(&mute, &stage);
	kill_server(&stage);
	cr_assert(named_becomes_file(&stage.named));
	cr_assert(named_leaves_nothing(&stage.named));
	end_mute(&mute);
	cr_assert(named_disappears(stage.agent));
}

/* It cannot close anything then. */
NAMED(trap, a_file_system_that_does_not_answer_ends_with_the_agent)
{
	struct stage stage;
	struct mute mute;

	NEEDS_ROOT();
	begin_mute(&mute, &stage);
	expect_service(&stage);
	must(kill(stage.agent, SIGKILL), "kill");
	cr_assert(named_leaves_nothing(&stage.named));
	cr_assert(named_is_file(&stage.named));
	cr_assert_eq(t_wait(stage.server), NAMED_HUNG_UP);
	end_mute(&mute);
	cr_assert(named_disappears(stage.agent));
}
