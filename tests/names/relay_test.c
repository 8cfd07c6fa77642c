/* SPDX-License-Identifier: ISC */
/*
 * Who opened a name is what the server is told, and nothing else: neither who
 * he is really, nor whose connection he has got hold of.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/letter.h"
#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum { SERVER = T_OTHER_UID, RELAY = T_OTHER_UID + 11,
	VICTIM = T_OTHER_UID + 22 };

static void
make(struct named *named)
{
	named_make(named, "name");
	must(chown(named->path, SERVER, SERVER), "chown");
	must(stat(named->path, &named->file), "stat");
}

/* --- the opener's ids */

/* Whom a server, which is another user, is told. */
static struct strrecvfd
told_of(int (*client)(void *), struct named *named)
{
	struct strrecvfd got = { .fd = -1 };
	pid_t child;

	cr_assert_eq(named_attach(named, true), 0);
	child = t_fork(client, named);
	cr_assert_eq(lsc_ioctl(named->end[0], I_RECVFD, &got), 0);
	/* he may be gone */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)lsc_write(got.fd, "x", 1);
	cr_assert_eq(lsc_close(got.fd), 0);
	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(lsc_close(named->end[0]), 0);
	return got;
}

static int
open_as_effective(void *named)
{
	if (setegid(VICTIM + 1) < 0 || seteuid(VICTIM) < 0)
		return 1;
	return named_talk(named);
}

static int
open_as_real(void *named)
{
	named_become(VICTIM);
	return named_talk(named);
}

static int
become_after_opening(void *argument)
{
	const struct named *named = argument;
	int fd = lsc_open(named->path, O_RDWR);

	named_become(VICTIM);
	return fd >= 0 ? 0 : 1;
}

NAMED(relay, who_opens_is_told_by_his_effective_ids)
{
	struct strrecvfd got;
	struct named named;

	NEEDS_ROOT();
	make(&named);
	got = told_of(open_as_effective, &named);
	cr_assert_eq(got.uid, VICTIM);
	cr_assert_eq(got.gid, VICTIM + 1);
	got = told_of(open_as_real, &named);
	cr_assert_eq(got.uid, VICTIM);
	cr_assert_eq(got.gid, VICTIM);
}

NAMED(relay, who_changes_after_opening_is_told_as_he_was)
{
	struct strrecvfd got;
	struct named named;

	NEEDS_ROOT();
	make(&named);
	got = told_of(become_after_opening, &named);
	cr_assert_eq(got.uid, 0);
	cr_assert_eq(got.gid, 0);
}

static int
open_without_waiting(void *argument)
{
	const struct named *named = argument;
	int fd = lsc_open(named->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	return fd >= 0 && (lsc_fcntl(fd, F_GETFL) & O_NONBLOCK) != 0 ? 0 : 1;
}

/* --- somebody else's connection */

static const char false_name[] = "streamcompat/attached/0/0/";

static void
name_of(char name[60])
{
	(void)snprintf(name, 60, "%s%x", false_name, (unsigned)getppid());
}

/* Opens, as he believes, what the relay has attached; what he is told then is
   for the relay to answer for. */
static int
be_robbed(void *argument)
{
	unsigned char letter[LETTER_SIZE];
	int fd;

	named_become(VICTIM);
	(void)alarm(T_TIMEOUT);
	fd = must(letter_connect(argument), "connect");
	letter_write(letter, LETTER_OPEN);
	must((int)send(fd, letter, sizeof letter, MSG_NOSIGNAL), "send");
	(void)pause();
	return 0;
}

/* The connection of a victim, as an agent would have it. */
static int
rob(pid_t *victim)
{
	unsigned char letter[LETTER_SIZE];
	char name[60];
	int listener, robbed;

	name_of(name);
	listener = letter_listen(name);
	*victim = t_fork(be_robbed, name);
	robbed = must(accept(listener, NULL, NULL), "accept");
	must((int)recv(robbed, letter, sizeof letter, 0), "recv");
	return robbed;
}

/* As the agent passes a connection, and under his own name. */
static void
pass_as_connection(int end, int fd)
{
	must((int)t_send(end, "C", 1, &fd, 1, 1), "sendmsg");
}

/* --- the ways that he has to a server */

enum way {
	SHARED_END,             /* the attached end itself */
	OWN_STREAM,             /* the one that connld made for him */
	OWN_PIPE                /* one that he made and passed on */
};

struct role {
	struct named *named;
	uid_t server;
	enum way way;
	int (*rob)(pid_t *victim);
};

static int
way_to_server(const struct role *role)
{
	int end[2], name;

	must(named_becomes_attached(role->named) ? 0 : -1, "attached");
	name = must(lsc_open(role->named->path, O_RDWR), "lsc_open");
	if (role->way != OWN_PIPE)
		return name;
	must(lsc_pipe(end, 0), "lsc_pipe");
	must(lsc_ioctl(name, I_SENDFD, end[1]), "I_SENDFD");
	return end[0];
}

static int
relay(void *argument)
{
	const struct role *role = argument;
	pid_t victim;
	int robbed;

	(void)alarm(T_TIMEOUT);
	robbed = role->rob(&victim);
	named_become(RELAY);
	pass_as_connection(way_to_server(role), robbed);
	(void)pause();
	return 0;
}

static int
way_to_relay(const struct role *role)
{
	int end = role->named->end[0];
	struct strrecvfd got;

	if (role->way == SHARED_END)
		return end;
	must(lsc_ioctl(end, I_RECVFD, &got), "I_RECVFD");
	must(got.uid == RELAY ? 0 : -1, "who it is");
	return got.fd;
}

enum { TOLD_OF_VICTIM = 7, TOLD_OF_OTHERS };

static int
be_told(void *argument)
{
	const struct role *role = argument;
	pid_t child = t_fork(relay, argument);
	struct strrecvfd got;

	(void)alarm(T_TIMEOUT);
	named_become(role->server);
	must(named_attach(role->named, role->way == OWN_STREAM) == 0 ? 0 : -1,
	    "named_attach");
	must(lsc_ioctl(way_to_relay(role), I_RECVFD, &got), "I_RECVFD");
	(void)child;
	/* what was sent before it was asked for has no sender */
	if (got.uid == RELAY || got.uid == (uid_t)-1)
		return 0;
	return got.uid == VICTIM ? TOLD_OF_VICTIM : TOLD_OF_OTHERS;
}

static void
expect_told(struct role *role)
{
	int code = t_wait(t_fork(be_told, role));

	cr_assert_neq(code, TOLD_OF_VICTIM, "told of the victim");
	cr_assert_eq(code, 0, "%d", code);
}

static void
expect_relay_to_be_told(const struct role *role)
{
	struct role copy = *role;
	struct named named;

	NEEDS_ROOT();
	make(&named);
	copy.named = &named;
	expect_told(&copy);
	copy.server = 0;
	expect_told(&copy);
}

NAMED(relay, through_a_shared_end_is_told_and_not_the_victim)
{
	static const struct role role = { .server = SERVER,
	    .way = SHARED_END, .rob = rob };

	expect_relay_to_be_told(&role);
}

NAMED(relay, through_a_stream_of_his_own_is_told_and_not_the_victim)
{
	static const struct role role = { .server = SERVER,
	    .way = OWN_STREAM, .rob = rob };

	expect_relay_to_be_told(&role);
}

NAMED(relay, through_a_pipe_of_his_own_is_told_and_not_the_victim)
{
	static const struct role role = { .server = SERVER,
	    .way = OWN_PIPE, .rob = rob };

	expect_relay_to_be_told(&role);
}

static int
take_a_file(pid_t *victim)
{
	*victim = 0;
	return t_file("no connection");
}

NAMED(relay, of_what_is_no_connection_is_told)
{
	static const struct role role = { .server = SERVER,
	    .way = SHARED_END, .rob = take_a_file };

	expect_relay_to_be_told(&role);
}

/* --- the server's end of a connection */

NAMED(relay, who_opens_has_no_hold_on_the_end_of_the_server)
{
	struct strrecvfd got;
	struct named named;
	pid_t client;
	int flags;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	client = t_fork(open_without_waiting, &named);
	cr_assert_eq(lsc_ioctl(named.end[0], I_RECVFD, &got), 0);
	cr_assert_eq(t_wait(client), 0);
	flags = lsc_fcntl(got.fd, F_GETFL);
	cr_assert_eq(flags & O_NONBLOCK, 0);
	cr_assert_eq(flags & O_ACCMODE, O_RDWR);
	cr_assert_not(t_is_cloexec(got.fd));
	cr_assert_eq(lsc_ioctl(got.fd, I_LIST, NULL), 0);
	cr_assert_eq(lsc_close(got.fd), 0);
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert(named_leaves_nothing(&named));
}
