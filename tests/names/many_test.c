/* SPDX-License-Identifier: ISC */
/*
 * Connections one after the other, and all at once: afterwards agent, server
 * and client have what they had before.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum { WARM = 300, IN_SEQUENCE = 10000, AT_ONCE = 500, SLACK_KB = 512,
	A_FILE = 99 };

/* --- what a process has */

struct having {
	pid_t process;
	int descriptors;
	long kilobytes;
};

static struct having
having_of(pid_t process)
{
	struct having having = { process, named_descriptors_idle(process),
	    named_memory(process) };

	return having;
}

static void
expect_no_more(const struct having *before, const char *who)
{
	long more = named_memory(before->process) - before->kilobytes;

	cr_assert(named_has_descriptors(before->process, before->descriptors),
	    "%s", who);
	cr_assert_leq(more, SLACK_KB, "%s has %ld kilobytes more", who, more);
}

static void
talk_often(const struct named *named, int times)
{
	while (times-- > 0)
		cr_assert_eq(named_talk(named), 0, "errno %d", errno);
}

static void
end_server(pid_t server)
{
	must(kill(server, SIGKILL), "kill");
	cr_assert_eq(t_wait(server), 128 + SIGKILL);
}

/* --- one after the other */

NAMED(many, connections_in_sequence_leave_nothing_with_anybody)
{
	struct having agent, server, client;
	struct named named;
	pid_t child;

	named_make(&named, "name");
	child = t_fork(named_serve, &named);
	cr_assert(named_becomes_attached(&named));
	talk_often(&named, WARM);
	agent = having_of(named_agent(&named));
	server = having_of(child);
	client = having_of(getpid());
	talk_often(&named, IN_SEQUENCE);
	expect_no_more(&agent, "the agent");
	expect_no_more(&server, "the server");
	expect_no_more(&client, "the client");
	end_server(child);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

static int
share_once(const struct named *named)
{
	int fd = lsc_open(named->path, O_RDWR);

	if (fd < 0)
		return errno;
	if (lsc_write(fd, "y", 1) != 1)
		return errno;
	return lsc_close(fd);
}

static void
share_often(const struct named *named, int times)
{
	char byte;

	while (times-- > 0) {
		cr_assert_eq(share_once(named), 0, "errno %d", errno);
		cr_assert_eq(lsc_read(named->end[0], &byte, 1), 1);
	}
}

NAMED(many, opens_of_a_shared_end_leave_nothing_with_anybody)
{
	struct having agent, client;
	struct named named;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, false), 0);
	share_often(&named, WARM);
	agent = having_of(named_agent(&named));
	client = having_of(getpid());
	share_often(&named, IN_SEQUENCE);
	expect_no_more(&agent, "the agent");
	expect_no_more(&client, "the client");
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

static int
attach_once(struct named *named)
{
	int err = named_attach(named, true);

	if (err != 0)
		return err;
	if (fdetach(named->path) < 0)
		return errno;
	return lsc_close(named->end[0]);
}

NAMED(many, attachments_leave_nothing_with_who_makes_them)
{
	int i, times = named_often(300, 2000);
	struct having before;
	struct named named;

	named_make(&named, "name");
	for (i = 0; i < 20; i++)
		cr_assert_eq(attach_once(&named), 0);
	before = having_of(getpid());
	for (i = 0; i < times; i++)
		cr_assert_eq(attach_once(&named), 0, "%d", i);
	expect_no_more(&before, "who attaches");
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

/* --- by several servers */

enum { WORKERS = 4, CALLERS = 4, CALLS = 500 };

static int
work(void *argument)
{
	const struct named *named = argument;
	struct strrecvfd got;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)alarm(2 * T_TIMEOUT);
	while (lsc_ioctl(named->end[0], I_RECVFD, &got) == 0) {
		if (got.uid != geteuid() || got.gid != getegid())
			return 1;
		(void)lsc_write(got.fd, "x", 1);
		must(lsc_close(got.fd), "lsc_close");
	}
	return errno == ENXIO ? 0 : 2;
}

/* Each call has exactly one answer. */
static int
call_often(void *argument)
{
	struct named *named = argument;
	char bytes[2];
	int i, fd;

	must(lsc_close(named->end[0]), "lsc_close");
	(void)alarm(T_TIMEOUT);
	for (i = 0; i < CALLS; i++) {
		fd = lsc_open(named->path, O_RDWR);
		if (fd < 0)
			return errno;
		if (lsc_read(fd, bytes, 1) != 1 || lsc_read(fd, bytes, 1) != 0)
			return 99;
		must(lsc_close(fd), "lsc_close");
	}
	return 0;
}

NAMED(many, connections_are_taken_by_forked_servers_once_each)
{
	pid_t worker[WORKERS], caller[CALLERS];
	struct named named;
	int i;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	for (i = 0; i < WORKERS; i++)
		worker[i] = t_fork(work, &named);
	for (i = 0; i < CALLERS; i++)
		caller[i] = t_fork(call_often, &named);
	for (i = 0; i < CALLERS; i++)
		cr_assert_eq(t_wait(caller[i]), 0);
	cr_assert_eq(fdetach(named.path), 0);
	for (i = 0; i < WORKERS; i++)
		cr_assert_eq(t_wait(worker[i]), 0);
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert(named_leaves_nothing(&named));
}

/* --- all at once */

/* A client of a server that was there when it was forked. */
static int
come(void *argument)
{
	struct named *named = argument;
	char byte;
	int fd;

	must(lsc_close(named->end[0]), "lsc_close");
	(void)alarm(T_TIMEOUT);
	fd = lsc_open(named->path, O_RDWR);
	if (fd < 0)
		return errno;
	if (isastream(fd) != 1)
		return A_FILE;
	if (lsc_write(fd, "q", 1) != 1 || lsc_read(fd, &byte, 1) != 1)
		return A_FILE - 1;
	return byte == 'a' ? 0 : A_FILE - 2;
}

static void
start_clients(struct named *named, pid_t client[AT_ONCE])
{
	int i;

	for (i = 0; i < AT_ONCE; i++)
		client[i] = t_fork(come, named);
}

static void
expect_clients_served(const pid_t client[AT_ONCE])
{
	int i, code;

	for (i = 0; i < AT_ONCE; i++) {
		code = t_wait(client[i]);
		cr_assert_eq(code, 0, "client %d: %d", i, code);
	}
}

/* All of them have come, and nobody is received before. */
static bool
all_have_come(const void *named)
{
	return named_sockets(named) >= 1 + AT_ONCE;
}

static void
receive_all(const struct named *named, int fd[AT_ONCE])
{
	char byte;
	int i;

	for (i = 0; i < AT_ONCE; i++) {
		fd[i] = named_receive(named);
		cr_assert_geq(fd[i], 0, "connection %d, errno %d", i, errno);
	}
	for (i = 0; i < AT_ONCE; i++) {
		cr_assert_eq(lsc_read(fd[i], &byte, 1), 1);
		cr_assert_eq(byte, 'q');
	}
}

static void
release_all(const int fd[AT_ONCE])
{
	int i;

	for (i = 0; i < AT_ONCE; i++) {
		cr_assert_eq(lsc_write(fd[i], "a", 1), 1);
		cr_assert_eq(lsc_close(fd[i]), 0);
	}
}

/* The queue of a server is as long as the kernel lets an ordinary user have
   it; that is in a file which only the first network namespace has. */
static bool
has_long_queues(void)
{
	FILE *file = fopen("/proc/sys/net/core/wmem_max", "re");
	long size = 0;

	if (t_is_root() || file == NULL)
		return true;
	if (fscanf(file, "%ld", &size) != 1)
		size = 0;
	(void)fclose(file);
	return size / 1024 >= AT_ONCE;
}

static void
have_room(void)
{
	struct rlimit limit;

	must(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
	limit.rlim_cur = limit.rlim_max;
	must(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
	if (limit.rlim_cur < AT_ONCE + 100)
		cr_skip_test("too few descriptors are allowed");
	if (!has_long_queues())
		cr_skip_test("the queue of an ordinary user is too short");
}

static void
serve_a_crowd(struct named *named)
{
	static pid_t client[AT_ONCE];
	static int fd[AT_ONCE];

	start_clients(named, client);
	cr_assert(named_soon(all_have_come, named), "%d have come",
	    named_sockets(named));
	receive_all(named, fd);
	release_all(fd);
	expect_clients_served(client);
}

NAMED(many, connections_at_once_leave_nothing_with_anybody)
{
	struct having agent, server;
	struct named named;

	have_room();
	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	serve_a_crowd(&named);
	agent = having_of(named_agent(&named));
	server = having_of(getpid());
	serve_a_crowd(&named);
	serve_a_crowd(&named);
	expect_no_more(&agent, "the agent");
	expect_no_more(&server, "the server");
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

/* The listening end is gone before anybody was received.  Whom the agent had
   not heard yet finds a file. */
static int
come_for_nothing(void *argument)
{
	int code = come(argument);

	return code == ENXIO || code == A_FILE ? 0 : code;
}

NAMED(many, who_waits_when_the_server_ends_is_told)
{
	static pid_t client[AT_ONCE];
	struct named named;
	int i;

	have_room();
	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	for (i = 0; i < AT_ONCE; i++)
		client[i] = t_fork(come_for_nothing, &named);
	cr_assert(named_soon(all_have_come, &named));
	cr_assert_eq(lsc_close(named.end[0]), 0);
	expect_clients_served(client);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}
