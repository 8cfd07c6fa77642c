/* SPDX-License-Identifier: ISC */
/*
 * Whoever takes part dies before its first system call, before its second, and
 * so on until it gets through: what is left is a name that is attached or a
 * file.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum { STEPS_MAX = 300 };

struct death {
	struct named *named;
	int number;
};

/* Whether it died, or the child that works for it; whoever got through has
   nothing to complain of. */
static bool
dies(int (*job)(void *), struct death *death)
{
	int code = t_wait(t_fork(job, death));

	cr_assert(code == 0 || code == 128 + SIGKILL || code == ENOSR,
	    "step %d: %d", death->number, code);
	return code != 0;
}

static void
expect_steps(const struct death *death, int least)
{
	cr_assert_geq(death->number, least);
	cr_assert_lt(death->number, STEPS_MAX);
}

/* --- who attaches */

static int
attach(void *argument)
{
	const struct death *death = argument;
	int err;

	t_seam_die(death->number);
	err = named_attach(death->named, true);
	t_seam_stop();
	return err;
}

NAMED(step, of_a_server_that_attaches_is_its_last)
{
	struct named named;
	struct death death = { &named, 0 };

	named_make(&named, "name");
	for (; dies(attach, &death) && death.number < STEPS_MAX; death.number++)
		cr_assert(named_becomes_file(&named), "step %d", death.number);
	expect_steps(&death, 10);
	cr_assert(named_becomes_file(&named));
	cr_assert_eq(named_attach(&named, false), 0);
	cr_assert_eq(lsc_close(named.end[0]), 0);
	cr_assert(named_leaves_nothing(&named));
}

static int
attach_for_another(void *argument)
{
	const struct death *death = argument;
	int r;

	must(lsc_close(death->named->end[0]), "lsc_close");
	t_seam_die(death->number);
	r = fattach(death->named->end[1], death->named->path);
	t_seam_stop();
	return r < 0 ? errno : 0;
}

NAMED(step, of_who_attaches_for_another_leaves_it_attached_or_not)
{
	struct named named;
	struct death death = { &named, 0 };
	bool died = true;

	named_make(&named, "name");
	for (; died && death.number < STEPS_MAX; death.number++) {
		cr_assert_eq(lsc_pipe(named.end, 0), 0);
		died = dies(attach_for_another, &death);
		cr_assert_eq(lsc_close(named.end[1]), 0);
		if (named_is_attached(&named))
			cr_assert_eq(fdetach(named.path), 0, "errno %d", errno);
		cr_assert(named_becomes_file(&named), "step %d", death.number);
		cr_assert_eq(lsc_close(named.end[0]), 0);
	}
	expect_steps(&death, 10);
	cr_assert(named_leaves_nothing(&named));
}

/* --- who detaches */

static int
detach(void *argument)
{
	const struct death *death = argument;
	int r;

	t_seam_die(death->number);
	r = fdetach(death->named->path);
	t_seam_stop();
	return r < 0 ? errno : 0;
}

NAMED(step, of_who_detaches_leaves_it_attached_or_not)
{
	struct named named;
	struct death death = { &named, 0 };
	bool died = true;

	named_make(&named, "name");
	for (; died && death.number < STEPS_MAX; death.number++) {
		cr_assert_eq(named_attach(&named, false), 0);
		died = dies(detach, &death);
		if (fdetach(named.path) < 0)
			cr_assert_eq(errno, EINVAL, "errno %d", errno);
		cr_assert(named_is_file(&named), "step %d", death.number);
		cr_assert_eq(lsc_close(named.end[0]), 0);
	}
	expect_steps(&death, 5);
	cr_assert(named_leaves_nothing(&named));
}

/* --- who opens */

static int
talk(void *argument)
{
	const struct death *death = argument;
	int err;

	t_seam_die(death->number);
	err = named_talk(death->named);
	t_seam_stop();
	return err;
}

NAMED(step, of_a_client_leaves_nothing_with_agent_and_server)
{
	struct named named;
	struct death death = { &named, 0 };
	int of_agent, of_server;
	pid_t server;

	named_make(&named, "name");
	server = t_fork(named_serve, &named);
	cr_assert(named_becomes_attached(&named));
	cr_assert_eq(named_talk(&named), 0);
	of_agent = named_descriptors_idle(named_agent(&named));
	of_server = named_descriptors_idle(server);
	while (dies(talk, &death) && death.number < STEPS_MAX)
		death.number++;
	expect_steps(&death, 10);
	cr_assert_eq(named_talk(&named), 0);
	cr_assert(named_has_descriptors(named_agent(&named), of_agent));
	cr_assert(named_has_descriptors(server, of_server));
	must(kill(server, SIGKILL), "kill");
	cr_assert_eq(t_wait(server), 128 + SIGKILL);
	cr_assert(named_leaves_nothing(&named));
}

/* --- who receives */

static int
come(void *argument)
{
	struct named *named = argument;

	must(lsc_close(named->end[0]), "lsc_close");
	(void)alarm(T_TIMEOUT);
	return named_talk(named);
}

static int
receive(void *argument)
{
	const struct death *death = argument;
	struct pollfd end = { .events = POLLIN };
	int err = named_attach(death->named, true);
	pid_t client;
	int fd;

	if (err != 0)
		return err;
	client = t_fork(come, death->named);
	end.fd = death->named->end[0];
	must(poll(&end, 1, -1), "poll");
	t_seam_die(death->number);
	fd = named_receive(death->named);
	t_seam_stop();
	if (fd < 0)
		return errno;
	must(lsc_close(fd), "lsc_close");
	return t_wait(client);
}

/* The client is nobody's child when the server dies; it has no way to say how
   it ended but to have ended. */
static bool
has_no_client(const void *named)
{
	return named_sockets(named) == 0;
}

NAMED(step, of_a_server_that_receives_releases_the_client)
{
	struct named named;
	struct death death = { &named, 0 };

	named_make(&named, "name");
	while (dies(receive, &death) && death.number < STEPS_MAX) {
		cr_assert(named_becomes_file(&named), "step %d", death.number);
		cr_assert(named_soon(has_no_client, &named));
		death.number++;
	}
	expect_steps(&death, 5);
	cr_assert(named_leaves_nothing(&named));
}
