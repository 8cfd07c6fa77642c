/* SPDX-License-Identifier: ISC */
/*
 * A server that is there, and its agent.
 */
#ifndef STAGE_H
#define STAGE_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "tests/names/letter.h"
#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

struct stage {
	struct named named;
	char name[100];         /* where the agent listens */
	pid_t server, agent;
	int descriptors;
	int told[2];            /* by children, that they are ready */
};

static inline void
begin_of(struct stage *stage, int (*server)(void *), uid_t owner)
{
	struct named *named = &stage->named;

	named_make(named, owner == geteuid() ? "name" : "name of another");
	must(chown(named->path, owner, (gid_t)-1), "chown");
	must(stat(named->path, &named->file), "stat");
	stage->server = t_fork(server, &stage->named);
	cr_assert(named_becomes_attached(&stage->named));
	cr_assert_eq(named_talk(&stage->named), 0);
	stage->agent = named_agent(&stage->named);
	stage->descriptors = named_descriptors_idle(stage->agent);
	cr_assert(named_listener(&stage->named, stage->name,
	    sizeof stage->name));
}

static inline void
begin_with(struct stage *stage, int (*server)(void *))
{
	begin_of(stage, server, geteuid());
}

static inline void
begin(struct stage *stage)
{
	begin_with(stage, named_serve);
}

static inline void
expect_service(const struct stage *stage)
{
	cr_assert(named_is_attached(&stage->named));
	cr_assert_eq(named_talk(&stage->named), 0);
}

static inline void
kill_server(const struct stage *stage)
{
	must(kill(stage->server, SIGKILL), "kill");
	cr_assert_eq(t_wait(stage->server), 128 + SIGKILL);
}

/* The same agent, as it was. */
static inline void
finish(const struct stage *stage)
{
	expect_service(stage);
	cr_assert_eq(named_agent(&stage->named), stage->agent);
	cr_assert(named_has_descriptors(stage->agent, stage->descriptors));
	kill_server(stage);
	cr_assert(named_becomes_file(&stage->named));
	cr_assert(named_leaves_nothing(&stage->named));
}

static inline int
connect_to(const struct stage *stage)
{
	return must(letter_connect(stage->name), "letter_connect");
}

/* The agent has closed the connection, and sent nothing before. */
static inline void
expect_refused(int fd)
{
	struct pollfd it = { .fd = fd, .events = POLLIN };
	char answer[100];

	cr_assert_eq(poll(&it, 1, NAMED_PATIENCE_MS), 1);
	cr_assert_leq(recv(fd, answer, sizeof answer, MSG_DONTWAIT), 0);
	cr_assert_eq(close(fd), 0);
}

#endif
