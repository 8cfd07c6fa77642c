/* SPDX-License-Identifier: ISC */
/*
 * SIGKILL at any moment, to each of those who take part: what is left is a
 * name that is attached or a file, and never anything between.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/messages/chance.h"
#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum { ROUNDS = 200, ROUNDS_FULL = 1200, CLIENTS = 2, LIFE_US = 6000 };

/* Different ones each time there are many rounds. */
static uint32_t
chance_of(void)
{
	return (uint32_t)named_often(2026, (int)getpid() | 1);
}

static void
live_a_moment(uint32_t *chance)
{
	(void)usleep(random_below(chance, LIFE_US));
}

static void
kill_it(pid_t process)
{
	must(kill(process, SIGKILL), "kill");
	must(t_wait(process) == 128 + SIGKILL ? 0 : -1, "it had ended");
}

/* --- who takes part */

/* For ever is as long as the test may run. */
static int
come_once(void *argument)
{
	const struct named *named = argument;
	uint32_t chance = (uint32_t)getpid();

	(void)alarm(T_TIMEOUT);
	live_a_moment(&chance);
	return named_talk(named);
}

static int
come_again_and_again(void *argument)
{
	const struct named *named = argument;
	struct stat st;
	int code = 0;

	while (code == 0)
		code = lsc_stat(named->path, &st) < 0 ? errno :
		    named_talk(named);
	return code;
}

static void
expect_clients_to_end(const pid_t client[CLIENTS])
{
	int i, code;

	for (i = 0; i < CLIENTS; i++) {
		code = t_wait(client[i]);
		cr_assert_eq(code, 0, "a client ended with %d", code);
	}
}

static void
expect_attachable(struct named *named)
{
	cr_assert_eq(named_attach(named, true), 0);
	cr_assert(named_is_attached(named));
	cr_assert_eq(lsc_close(named->end[0]), 0);
	cr_assert(named_becomes_file(named));
}

/* --- the server */

NAMED(killed, a_server_leaves_a_file_that_can_be_attached_again)
{
	int i, j, rounds = named_often(ROUNDS, ROUNDS_FULL);
	uint32_t chance = chance_of();
	struct named named;
	pid_t client[CLIENTS];

	named_make(&named, "name");
	for (i = 0; i < rounds; i++) {
		pid_t server = t_fork(named_serve, &named);

		for (j = 0; j < CLIENTS; j++)
			client[j] = t_fork(come_once, &named);
		live_a_moment(&chance);
		kill_it(server);
		expect_clients_to_end(client);
		cr_assert(named_becomes_file(&named), "round %d", i);
	}
	expect_attachable(&named);
	cr_assert(named_leaves_nothing(&named));
}

/* Nothing but the name; all that belongs to it is in other processes. */
static int
attach_and_detach(void *argument)
{
	struct named *named = argument;
	int err;

	for (;;) {
		err = named_attach(named, false);
		if (err == 0 && fdetach(named->path) < 0)
			err = errno;
		if (err != 0)
			return err;
		must(lsc_close(named->end[0]), "lsc_close");
	}
}

NAMED(killed, who_attaches_and_detaches_leaves_a_file)
{
	int i, rounds = named_often(ROUNDS, ROUNDS_FULL);
	uint32_t chance = chance_of();
	struct named named;

	named_make(&named, "name");
	for (i = 0; i < rounds; i++) {
		pid_t child = t_fork(attach_and_detach, &named);

		live_a_moment(&chance);
		kill_it(child);
		cr_assert(named_becomes_file(&named), "round %d", i);
	}
	expect_attachable(&named);
	cr_assert(named_leaves_nothing(&named));
}

/* --- who has attached it, while another has the server's end */

static int
attach_and_stay(void *argument)
{
	struct named *named = argument;

	must(lsc_close(named->end[0]), "lsc_close");
	if (fattach(named->end[1], named->path) < 0)
		return errno;
	(void)pause();
	return 99;
}

/* It may have died too early. */
static void
expect_attached_or_file(const struct named *named)
{
	/* the agent may just begin */
	t_sleep_ms(20);
	if (named_is_attached(named) && fdetach(named->path) < 0)
		cr_assert_eq(errno, EINVAL, "errno %d", errno);
	cr_assert(named_becomes_file(named));
}

NAMED(killed, who_attached_leaves_a_name_that_is_attached_or_a_file)
{
	int i, rounds = named_often(ROUNDS, ROUNDS_FULL);
	uint32_t chance = chance_of();
	struct named named;

	named_make(&named, "name");
	for (i = 0; i < rounds; i++) {
		pid_t child;

		cr_assert_eq(lsc_pipe(named.end, 0), 0);
		child = t_fork(attach_and_stay, &named);
		cr_assert_eq(lsc_close(named.end[1]), 0);
		live_a_moment(&chance);
		kill_it(child);
		expect_attached_or_file(&named);
		cr_assert_eq(lsc_close(named.end[0]), 0);
	}
	expect_attachable(&named);
	cr_assert(named_leaves_nothing(&named));
}

/* --- the agent */

/* Attached again as soon as nothing is attached. */
static int
serve_for_ever(void *argument)
{
	struct named *named = argument;
	int err;

	(void)signal(SIGPIPE, SIG_IGN);
	while ((err = named_attach(named, true)) == 0) {
		named_answer(named);
		must(lsc_close(named->end[0]), "lsc_close");
	}
	return err;
}

static void
kill_agent(const struct named *named)
{
	pid_t agent = named_agent(named);

	if (agent != 0 && kill(agent, SIGKILL) < 0)
		cr_assert_eq(errno, ESRCH);
}

NAMED(killed, an_agent_leaves_a_file_that_can_be_attached_again)
{
	int i, j, rounds = named_often(ROUNDS, ROUNDS_FULL / 2);
	uint32_t chance = chance_of();
	struct named named;
	pid_t server, client[CLIENTS];

	named_make(&named, "name");
	server = t_fork(serve_for_ever, &named);
	for (i = 0; i < rounds; i++) {
		cr_assert(named_becomes_attached(&named), "round %d", i);
		for (j = 0; j < CLIENTS; j++)
			client[j] = t_fork(come_once, &named);
		live_a_moment(&chance);
		kill_agent(&named);
		expect_clients_to_end(client);
	}
	cr_assert(named_becomes_attached(&named));
	kill_it(server);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}

/* --- clients */

NAMED(killed, clients_leave_nothing_with_agent_and_server)
{
	int i, rounds = named_often(ROUNDS, ROUNDS_FULL);
	uint32_t chance = chance_of();
	int of_agent, of_server;
	struct named named;
	pid_t server;

	named_make(&named, "name");
	server = t_fork(named_serve, &named);
	cr_assert(named_becomes_attached(&named));
	cr_assert_eq(named_talk(&named), 0);
	of_agent = named_descriptors_idle(named_agent(&named));
	of_server = named_descriptors_idle(server);
	for (i = 0; i < rounds; i++) {
		pid_t client = t_fork(come_again_and_again, &named);

		live_a_moment(&chance);
		kill_it(client);
	}
	cr_assert_eq(named_talk(&named), 0);
	cr_assert(named_has_descriptors(named_agent(&named), of_agent));
	cr_assert(named_has_descriptors(server, of_server));
	kill_it(server);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}
