/* SPDX-License-Identifier: ISC */
/*
 * Who comes, asks at once: it is answered as soon as it is accepted.  Who
 * connects and says nothing waits in a list that is short; it has a few
 * seconds, or until others need its place.
 */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "agent/agent.h"
#include "backend/backend.h"
#include "sys/sys.h"

enum { LISTENER, END, NAMES, OTHERS };
enum { AT_ONCE = 64, NAMES_UNWATCHED_MS = 1000 };

/* The oldest first. */
struct waiting {
	int count;
	int client[WAITING_MAX];
	long long until[WAITING_MAX];
};

static void
forget(struct waiting *waiting, int place)
{
	size_t behind = (size_t)(--waiting->count - place);

	memmove(waiting->client + place, waiting->client + place + 1,
	    behind * sizeof *waiting->client);
	memmove(waiting->until + place, waiting->until + place + 1,
	    behind * sizeof *waiting->until);
}

static void
drop(struct waiting *waiting, int place)
{
	lsci_sys_close(waiting->client[place]);
	forget(waiting, place);
}

static void
let_wait(struct waiting *waiting, int client)
{
	if (waiting->count == WAITING_MAX)
		drop(waiting, 0);
	waiting->client[waiting->count] = client;
	waiting->until[waiting->count++] = lsci_sys_now_ms() + PATIENCE_MS;
}

static void
drop_impatient(struct waiting *waiting)
{
	long long now = lsci_sys_now_ms();

	while (waiting->count > 0 && waiting->until[0] <= now)
		drop(waiting, 0);
}

/* --- what happens */

/* Without a free descriptor somebody has to go. */
static int
next_client(struct agent *agent, struct waiting *waiting)
{
	int client;

	do {
		client = lsci_backend_accept(agent->listener, NULL,
		    LSCI_CLOSE_ON_EXEC, LSCI_DONT_WAIT);
		if (client != -EMFILE && client != -ENFILE)
			return client;
		if (waiting->count > 0)
			drop(waiting, 0);
		else
			(void)lsci_sys_pause(10, LSCI_WAIT);
	} while (true);
}

static void
take_clients(struct agent *agent, struct waiting *waiting)
{
	int i;

	for (i = 0; i < AT_ONCE && agent->listener >= 0; i++) {
		int client = next_client(agent, waiting);

		if (client < 0)
			return;
		if (!agent_answer(agent, client))
			let_wait(waiting, client);
	}
}

static void
hear_waiting(struct agent *agent, struct waiting *waiting,
    const struct pollfd *others)
{
	int i = waiting->count;

	while (i-- > 0 && agent->listener >= 0)
		if (others[i].revents != 0 &&
		    agent_answer(agent, waiting->client[i]))
			forget(waiting, i);
}

static int
patience(const struct agent *agent, const struct waiting *waiting)
{
	long long left = -1;

	if (waiting->count > 0) {
		left = waiting->until[0] - lsci_sys_now_ms();
		left = left < 0 ? 0 : left + 1;
	}
	if (agent->names < 0 && (left < 0 || left > NAMES_UNWATCHED_MS))
		left = NAMES_UNWATCHED_MS;
	return (int)left;
}

/* Of the end nothing is wanted but to know that it has hung up. */
static void
wait_for(const struct agent *agent, const struct waiting *waiting,
    struct pollfd *fds)
{
	int i;

	fds[LISTENER] = (struct pollfd){ .fd = agent->listener,
	    .events = POLLIN };
	fds[END] = (struct pollfd){ .fd = agent->end };
	fds[NAMES] = (struct pollfd){ .fd = agent->names, .events = POLLIN };
	for (i = 0; i < waiting->count; i++)
		fds[OTHERS + i] = (struct pollfd){
		    .fd = waiting->client[i], .events = POLLIN };
	(void)poll(fds, (nfds_t)(OTHERS + waiting->count),
	    patience(agent, waiting));
}

static void
read_names(const struct agent *agent)
{
	char events[4096];

	if (agent->names >= 0)
		(void)read(agent->names, events, sizeof events);
}

void
agent_serve(struct agent *agent)
{
	static struct waiting waiting;
	static struct pollfd fds[OTHERS + WAITING_MAX];

	while (agent->listener >= 0) {
		wait_for(agent, &waiting, fds);
		if (fds[NAMES].revents != 0)
			read_names(agent);
		if (agent_has_ended(agent)) {
			agent_detach(agent);
			return;
		}
		hear_waiting(agent, &waiting, fds + OTHERS);
		drop_impatient(&waiting);
		if (agent->listener >= 0 && fds[LISTENER].revents != 0)
			take_clients(agent, &waiting);
	}
}
