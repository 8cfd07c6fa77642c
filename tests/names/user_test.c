/* SPDX-License-Identifier: ISC */
/*
 * Several users, and several namespaces.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/letter.h"
#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum { OWNER = T_OTHER_UID, STRANGER = T_OTHER_UID + 5, NO_NAMESPACE = 77 };

static void
make_of(struct named *named, const char *name, uid_t owner, mode_t mode)
{
	named_make(named, name);
	must(chown(named->path, owner, (gid_t)owner), "chown");
	must(chmod(named->path, mode), "chmod");
	must(stat(named->path, &named->file), "stat");
}

/* --- who may do what: each job tells the errno */

static int
attach_as_owner(void *named)
{
	named_become(OWNER);
	return named_attach(named, true);
}

static int
attach_as_stranger(void *named)
{
	named_become(STRANGER);
	return named_attach(named, true);
}

static int
detach(const struct named *named, uid_t user)
{
	named_become(user);
	return fdetach(named->path) < 0 ? errno : 0;
}

static int
detach_as_owner(void *named)
{
	return detach(named, OWNER);
}

static int
detach_as_stranger(void *named)
{
	return detach(named, STRANGER);
}

/* He may have to wait, but not for ever. */
static void
become_stranger(void)
{
	named_become(STRANGER);
	(void)alarm(T_TIMEOUT);
}

static int
open_as_stranger(void *argument)
{
	const struct named *named = argument;

	become_stranger();
	return lsc_open(named->path, O_RDWR) < 0 ? errno : 0;
}

static int
serve_as_owner(void *named)
{
	named_become(OWNER);
	return named_serve(named);
}

static int
outcome(int (*job)(void *), struct named *named)
{
	return t_wait(t_fork(job, named));
}

static pid_t
begin_server(struct named *named)
{
	pid_t server = t_fork(serve_as_owner, named);

	cr_assert(named_becomes_attached(named));
	return server;
}

static void
end_server(pid_t server, const struct named *named)
{
	must(kill(server, SIGKILL), "kill");
	cr_assert_eq(t_wait(server), 128 + SIGKILL);
	cr_assert(named_becomes_file(named));
	cr_assert(named_leaves_nothing(named));
}

NAMED(user, cannot_attach_to_a_file_of_another)
{
	struct named named;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0666);
	cr_assert_eq(outcome(attach_as_stranger, &named), EPERM);
	cr_assert(named_is_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

NAMED(user, cannot_attach_to_a_file_that_he_may_not_write)
{
	struct named named;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0400);
	cr_assert_eq(outcome(attach_as_owner, &named), EACCES);
	cr_assert(named_is_file(&named));
	/* and of others' he hears that they are others' */
	cr_assert_eq(outcome(attach_as_stranger, &named), EPERM);
	cr_assert(named_leaves_nothing(&named));
}

NAMED(user, can_attach_to_a_file_that_he_may_only_write)
{
	struct named named;
	pid_t server;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0200);
	server = begin_server(&named);
	cr_assert_eq(named_talk(&named), 0);
	cr_assert_eq(outcome(open_as_stranger, &named), EACCES);
	end_server(server, &named);
}

NAMED(user, cannot_detach_the_name_of_another)
{
	struct named named;
	pid_t server;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0666);
	server = begin_server(&named);
	cr_assert_eq(outcome(detach_as_stranger, &named), EPERM);
	cr_assert_eq(named_talk(&named), 0);
	cr_assert_eq(outcome(detach_as_owner, &named), 0);
	cr_assert(named_is_file(&named));
	cr_assert_eq(t_wait(server), NAMED_HUNG_UP);
	cr_assert(named_leaves_nothing(&named));
}

/* Whom the kernel does not let open the file does not reach the server. */
NAMED(user, cannot_open_what_he_may_not)
{
	struct named named;
	pid_t server;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0600);
	server = begin_server(&named);
	cr_assert_eq(outcome(open_as_stranger, &named), EACCES);
	cr_assert_eq(named_talk(&named), 0);
	end_server(server, &named);
}

/* Asks the agent by himself, and shows it what he has: what it answers. */
static int
ask_showing(const struct named *named, int shown)
{
	unsigned char letter[100];
	char name[100];
	int fd;

	if (!named_listener(named, name, sizeof name))
		return 1;
	fd = must(letter_connect(name), "letter_connect");
	letter_write(letter, LETTER_OPEN);
	must((int)t_send(fd, letter, LETTER_SIZE, &shown, shown >= 0, 1),
	    "t_send");
	return recv(fd, letter, sizeof letter, 0) == LETTER_SIZE ?
	    letter[4] : 2;
}

static int
ask_as_stranger(void *argument)
{
	const struct named *named = argument;

	become_stranger();
	return ask_showing(named, -1);
}

static int
show_name_as_stranger(void *argument)
{
	const struct named *named = argument;

	become_stranger();
	return ask_showing(named, must(open(named->path, O_PATH), "O_PATH"));
}

static int
show_other_as_stranger(void *argument)
{
	const struct named *named = argument;

	become_stranger();
	return ask_showing(named, must(open("/dev/null", O_RDWR), "null"));
}

/* The kernel lets everybody connect to an agent. */
NAMED(user, cannot_ask_for_what_he_may_not_open)
{
	struct named named;
	pid_t server;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0600);
	server = begin_server(&named);
	cr_assert_eq(outcome(ask_as_stranger, &named), LETTER_NO);
	cr_assert_eq(outcome(show_name_as_stranger, &named), LETTER_NO);
	cr_assert_eq(outcome(show_other_as_stranger, &named), LETTER_NO);
	cr_assert_eq(named_talk(&named), 0);
	end_server(server, &named);
}

static int
kill_agent(void *argument)
{
	pid_t agent = named_agent(argument);

	named_become(STRANGER);
	return kill(agent, SIGKILL) < 0 ? errno : 0;
}

NAMED(user, cannot_kill_the_agent_of_another)
{
	struct named named;
	pid_t server;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0666);
	server = begin_server(&named);
	cr_assert_eq(outcome(kill_agent, &named), EPERM);
	end_server(server, &named);
}

/* --- the same name in two directories */

static int
receive_one(struct named *named, uid_t user, char answer)
{
	int fd;

	named_become(user);
	(void)alarm(T_TIMEOUT);
	if (named_attach(named, true) != 0)
		return 1;
	while ((fd = named_receive(named)) >= 0) {
		must((int)lsc_write(fd, &answer, 1), "lsc_write");
		must(lsc_close(fd), "lsc_close");
	}
	return NAMED_HUNG_UP;
}

static int
serve_first(void *named)
{
	return receive_one(named, OWNER, '1');
}

static int
serve_second(void *named)
{
	return receive_one(named, STRANGER, '2');
}

static char
answer_of(const struct named *named)
{
	int fd = lsc_open(named->path, O_RDWR);
	char answer = '?';

	cr_assert_geq(fd, 0);
	cr_assert_eq(lsc_read(fd, &answer, 1), 1);
	cr_assert_eq(lsc_close(fd), 0);
	return answer;
}

NAMED(user, has_names_that_are_not_those_of_another)
{
	struct named first, second;
	pid_t servers[2];
	int i;

	NEEDS_ROOT();
	must(mkdir(t_path("one"), 0755), "mkdir");
	must(mkdir(t_path("two"), 0755), "mkdir");
	make_of(&first, "one/server", OWNER, 0666);
	make_of(&second, "two/server", STRANGER, 0666);
	servers[0] = t_fork(serve_first, &first);
	servers[1] = t_fork(serve_second, &second);
	cr_assert(named_becomes_attached(&first));
	cr_assert(named_becomes_attached(&second));
	for (i = 0; i < 10; i++) {
		cr_assert_eq(answer_of(&first), '1');
		cr_assert_eq(answer_of(&second), '2');
	}
	cr_assert_eq(fdetach(first.path), 0);
	cr_assert(named_is_file(&first));
	cr_assert_eq(answer_of(&second), '2');
	cr_assert_eq(t_wait(servers[0]), NAMED_HUNG_UP);
	cr_assert_eq(fdetach(second.path), 0);
	cr_assert_eq(t_wait(servers[1]), NAMED_HUNG_UP);
	cr_assert(named_leaves_nothing(&first));
	cr_assert(named_leaves_nothing(&second));
}

/* --- namespaces */

/* There the mark is seen and nobody is found; the file cannot be attached a
   second time while others have it. */
static int
look_from_other_network(void *argument)
{
	struct named *named = argument;

	if (unshare(CLONE_NEWNET) < 0)
		return NO_NAMESPACE;
	(void)alarm(T_TIMEOUT);
	if (!named_is_file(named))
		return 1;
	if (fdetach(named->path) == 0 || errno != EINVAL)
		return 2;
	return 0;
}

NAMED(user, in_another_network_namespace_sees_a_file)
{
	struct named named;
	int code;

	named_make(&named, "name");
	cr_assert_eq(named_attach(&named, true), 0);
	code = outcome(look_from_other_network, &named);
	if (code != NO_NAMESPACE) {
		cr_assert_eq(code, 0, "%d", code);
		cr_assert(named_is_attached(&named));
	}
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
	if (code == NO_NAMESPACE)
		cr_skip_test("a network namespace is not permitted");
}

static int
attach_in_other_network(void *argument)
{
	struct named *named = argument;

	if (unshare(CLONE_NEWNET) < 0)
		return NO_NAMESPACE;
	(void)alarm(T_TIMEOUT);
	return named_serve(named);
}

/* Each has a name of its own on the same file. */
NAMED(user, in_another_network_namespace_can_attach_there)
{
	struct named named;
	pid_t server;

	NEEDS_ROOT();
	named_make(&named, "name");
	server = t_fork(attach_in_other_network, &named);
	t_sleep_ms(200);
	cr_assert(named_is_file(&named));
	cr_assert_eq(named_attach(&named, false), 0);
	cr_assert(named_is_attached(&named));
	must(kill(server, SIGKILL), "kill");
	if (t_wait(server) == NO_NAMESPACE)
		cr_skip_test("a network namespace is not permitted");
	cr_assert(named_is_attached(&named));
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

/* Nobody is mapped: whoever owns the file, and whoever listens there, is shown
   as the same number. */
static int
look_unmapped(void *argument)
{
	struct named *named = argument;
	struct stat st;
	int fd;

	if (unshare(CLONE_NEWUSER) < 0)
		return NO_NAMESPACE;
	(void)alarm(T_TIMEOUT);
	if (lsc_stat(named->path, &st) < 0 || !S_ISREG(st.st_mode))
		return 1;
	fd = lsc_open(named->path, O_RDONLY);
	if (fd < 0 || isastream(fd) != 0)
		return 2;
	if (fdetach(named->path) == 0 || errno != EINVAL)
		return 3;
	return lsc_close(fd) < 0 ? 4 : 0;
}

static int
look_unmapped_as_owner(void *named)
{
	named_become(OWNER);
	return look_unmapped(named);
}

NAMED(user, who_is_unmapped_is_nobody_s_owner)
{
	struct named named;
	pid_t server;
	int code[2];

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0666);
	server = begin_server(&named);
	code[0] = outcome(look_unmapped, &named);
	code[1] = outcome(look_unmapped_as_owner, &named);
	cr_assert_eq(named_talk(&named), 0);
	end_server(server, &named);
	if (code[0] == NO_NAMESPACE)
		cr_skip_test("a user namespace is not permitted");
	cr_assert_eq(code[0], 0, "%d", code[0]);
	cr_assert_eq(code[1], 0, "%d", code[1]);
}

/* To attach, neither. */
static int
attach_unmapped(void *argument)
{
	struct named *named = argument;

	named_become(OWNER);
	if (unshare(CLONE_NEWUSER) < 0)
		return NO_NAMESPACE;
	return named_attach(named, false);
}

NAMED(user, who_is_unmapped_cannot_attach)
{
	struct named named;
	int code;

	NEEDS_ROOT();
	make_of(&named, "name", OWNER, 0666);
	code = outcome(attach_unmapped, &named);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
	if (code == NO_NAMESPACE)
		cr_skip_test("a user namespace is not permitted");
	cr_assert_eq(code, EPERM, "errno %d", code);
}

/* --- the overflow id where all ids are mapped is a user as any other */

static int
serve_as_nobody(void *named)
{
	named_become(65534);
	return named_serve(named);
}

static bool
is_first_user_namespace(void)
{
	struct stat st;

	return stat("/proc/self/ns/user", &st) == 0 &&
	    st.st_ino == 0xEFFFFFFDU;
}

NAMED(user, nobody_is_a_user_where_all_have_names)
{
	struct named named;
	pid_t server;

	NEEDS_ROOT();
	if (!is_first_user_namespace())
		cr_skip_test("this is a user namespace");
	make_of(&named, "name", 65534, 0666);
	server = t_fork(serve_as_nobody, &named);
	cr_assert(named_becomes_attached(&named));
	cr_assert_eq(named_talk(&named), 0);
	end_server(server, &named);
}
