/* SPDX-License-Identifier: ISC */
/*
 * Who comes, asks at once: it is answered as soon as it is accepted.  Who
 * connects and says nothing has a few seconds, or until others need its place.
 * Who wants to open, and finds the stream full, waits until there is room; and
 * may give up.
 */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "agent/agent.h"
#include "agent/tick.h"
#include "backend/backend.h"
#include "head/admission.h"
#include "name/rendezvous.h"
#include "sys/far.h"
#include "sys/sys.h"

enum { LISTENER, END, NAMES, CLIENTS };
enum { AT_ONCE = 64, PATIENCE_MS = 5000, UNWATCHED_MS = 1000,
	UNMARKED_MS = 20, UNNAMED_MS = 200, STUCK_MS = 20 };

/* --- those who wait */

static void
let_wait(struct agent *agent, int client)
{
	if (agent->silent.count == agent->silent.most)
		crowd_drop(&agent->silent, 0);
	(void)crowd_add(&agent->silent, client);
}

static void
drop_silent(struct agent *agent)
{
	long long oldest = lsci_sys_now_ms() - PATIENCE_MS;

	while (agent->silent.count > 0 && agent->silent.since[0] <= oldest)
		crowd_drop(&agent->silent, 0);
}

static void
hear_silent(struct agent *agent, const struct pollfd *fds)
{
	int i = agent->silent.count;

	while (i-- > 0 && agent->listener >= 0)
		if (fds[i].revents != 0 &&
		    agent_answer(agent, agent->silent.client[i]))
			(void)crowd_take(&agent->silent, i);
}

/* They have nothing to say: they have given up. */
static void
drop_openers(struct agent *agent, const struct pollfd *fds)
{
	int i = agent->openers.count;

	while (i-- > 0)
		if (fds[i].revents != 0)
			crowd_drop(&agent->openers, i);
}

/* --- those who come */

/* Without a free descriptor somebody has to go.  If there is nobody, all else
   goes on, and whoever has connected waits. */
static int
next_client(struct agent *agent)
{
	int client;

	for (;;) {
		client = lsci_backend_accept(agent->listener, NULL,
		    LSCI_CLOSE_ON_EXEC, LSCI_DONT_WAIT);
		if (client != -EMFILE && client != -ENFILE)
			return client;
		if (agent->silent.count == 0)
			break;
		crowd_drop(&agent->silent, 0);
	}
	(void)lsci_sys_pause(10, LSCI_WAIT);
	return client;
}

static void
take_clients(struct agent *agent)
{
	int i;

	for (i = 0; i < AT_ONCE && agent->listener >= 0; i++) {
		int client = next_client(agent);

		if (client < 0)
			return;
		if (!agent_answer(agent, client))
			let_wait(agent, client);
	}
}

/* --- waiting */

static int
shorter(int one, long long other)
{
	if (other < 0)
		other = 0;
	return one < 0 || other < one ? (int)other : one;
}

static int
patience(const struct agent *agent)
{
	int ms = -1;

	if (agent->silent.count > 0)
		ms = shorter(ms, agent->silent.since[0] + PATIENCE_MS + 1 -
		    lsci_sys_now_ms());
	if (agent->listener >= 0 && agent->names < 0)
		ms = shorter(ms, UNWATCHED_MS);
	if (agent->listener >= 0 && !agent->marked)
		ms = shorter(ms, UNMARKED_MS);
	if (agent->listener >= 0 && agent->hint < 0)
		ms = shorter(ms, UNNAMED_MS);
	if (agent->stuck)
		ms = shorter(ms, STUCK_MS);
	return ms;
}

static void
want(struct pollfd *fd, int number, short events)
{
	fd->fd = number;
	fd->events = events;
	fd->revents = 0;
}

/* Of the end nothing is wanted but to know that it has hung up, or that there
   is room.  Returns where the openers begin. */
static int
want_all(const struct agent *agent, struct pollfd *fds)
{
	bool full = agent->openers.count > 0 && !agent->stuck &&
	    lsci_admission_arm(agent->end) == 0;
	int i, openers = CLIENTS + agent->silent.count;

	want(&fds[LISTENER], agent->listener, POLLIN);
	want(&fds[END], agent->end, full ? POLLOUT : 0);
	want(&fds[NAMES], agent->names, POLLIN);
	for (i = 0; i < agent->silent.count; i++)
		want(&fds[CLIENTS + i], agent->silent.client[i], POLLIN);
	for (i = 0; i < agent->openers.count; i++)
		want(&fds[openers + i], agent->openers.client[i], 0);
	return openers;
}

/* A tick that finds nothing to do is the last. */
static int
wait_for(const struct agent *agent, struct pollfd *fds)
{
	int openers, r;

	do {
		openers = want_all(agent, fds);
		r = poll(fds, (nfds_t)(openers + agent->openers.count),
		    patience(agent));
		if (r < 0 && errno == EINTR)
			tick_end();
	} while (r < 0 && errno == EINTR);
	r = r < 0 && errno == EINVAL ? -EINVAL : openers;
	tick_begin();
	return r;
}

/* A user can have too many descriptors under way, and no event tells when that
   ends. */
static void
pass_openers(struct agent *agent, bool is_room)
{
	int before = agent->openers.count;

	agent_pass_openers(agent);
	agent->stuck = is_room && before > 0 &&
	    agent->openers.count == before;
}

static void
read_names(const struct agent *agent)
{
	char events[4096];
	ssize_t n = read(agent->names, events, sizeof events);

	(void)n;
}

/* Where somebody else has locked the file, or has the name, and be it for a
   while. */
static void
announce(struct agent *agent)
{
	char name[LSCI_RENDEZVOUS_NAME];
	struct stat st;

	if (agent->listener < 0)
		return;
	if (!agent->marked)
		agent->marked =
		    lsci_sys_far_mark(agent->file, agent->place) == 0;
	if (agent->hint < 0 && lsci_sys_stat(agent->file, &st) == 0) {
		lsci_rendezvous_hint(name, &st);
		agent->hint = lsci_backend_take_name(name);
	}
}

/* Who has said nothing finds out that the name is a file. */
static void
check_end(struct agent *agent)
{
	if (agent->listener >= 0 && agent_has_ended(agent))
		agent_detach(agent);
	while (agent->listener < 0 && agent->silent.count > 0)
		crowd_drop(&agent->silent, 0);
	if (agent->end >= 0 && agent->listener < 0 &&
	    (agent->openers.count == 0 || agent_has_hung_up(agent)))
		agent_end(agent);
}

/* Nobody can be served any more. */
static void
give_up(struct agent *agent)
{
	if (agent->listener >= 0)
		agent_detach(agent);
	if (agent->end >= 0)
		agent_end(agent);
}

/* Whoever may can take descriptors from it: then there are more than it may
   wait for at once. */
void
agent_serve(struct agent *agent)
{
	static struct pollfd fds[CLIENTS + 2 * CROWD_MAX];

	for (announce(agent); agent->end >= 0; announce(agent)) {
		int openers = wait_for(agent, fds);

		if (openers < 0) {
			if (!agent_shed(agent))
				give_up(agent);
			continue;
		}
		if (fds[NAMES].revents != 0)
			read_names(agent);
		drop_openers(agent, fds + openers);
		pass_openers(agent, agent->stuck ||
		    (fds[END].revents & POLLOUT) != 0);
		check_end(agent);
		hear_silent(agent, fds + CLIENTS);
		drop_silent(agent);
		if (agent->listener >= 0 && fds[LISTENER].revents != 0)
			take_clients(agent);
		check_end(agent);
	}
}
