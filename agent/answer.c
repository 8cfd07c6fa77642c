/* SPDX-License-Identifier: ISC */
/*
 * One question, one answer.  Nothing here waits: a client that does not listen
 * loses its answer.
 */
#include <config.h>

#include <errno.h>

#include "agent/agent.h"
#include "agent/closer.h"
#include "agent/hear.h"
#include "agent/proof.h"
#include "head/message.h"
#include "head/modules.h"
#include "name/rendezvous.h"
#include "name/wire.h"
#include "sys/far.h"
#include "sys/sys.h"

#include <sys/socket.h>
#include <unistd.h>

static void
say(int client, enum lsci_word word, uint32_t number)
{
	struct lsci_letter letter = { .word = word, .number = number };

	(void)lsci_rendezvous_say(client, &letter, -1, LSCI_DONT_WAIT);
}

bool
agent_has_hung_up(const struct agent *agent)
{
	return lsci_sys_is_hung_up(agent->end) > 0;
}

bool
agent_has_ended(const struct agent *agent)
{
	struct stat st;

	return agent_has_hung_up(agent) ||
	    (lsci_sys_stat(agent->file, &st) == 0 && st.st_nlink == 0);
}

/* Also for those who were forked while it was attached and hold the same. */
void
agent_detach(struct agent *agent)
{
	if (agent->hint >= 0)
		lsci_sys_close(agent->hint);
	agent->hint = -1;
	(void)shutdown(agent->listener, SHUT_RDWR);
	lsci_sys_far_clear(agent->file);
	lsci_sys_close(agent->listener);
	lsci_sys_close(agent->file);
	agent->listener = agent->file = -1;
	if (agent->openers.count == 0)
		agent_end(agent);
}

void
agent_end(struct agent *agent)
{
	lsci_sys_close(agent->end);
	agent->end = -1;
	while (agent->openers.count > 0) {
		int client = crowd_take(&agent->openers, 0);

		say(client, LSCI_SAY_NO, ENXIO);
		lsci_sys_close(client);
	}
}

/* --- open */

static bool
has_connld(int end)
{
	enum lsci_module list[LSCI_MODULES_MAX];
	int count = lsci_modules_get(end, list);

	while (count > 0)
		if (list[--count] == LSCI_CONNLD)
			return true;
	return false;
}

static void
refuse(int client, uint32_t number)
{
	say(client, LSCI_SAY_NO, number);
	lsci_sys_close(client);
}

/* The client's connection is its stream; whoever takes it from the other end
   answers it.  False if there is no room for it now. */
static bool
pass(const struct agent *agent, int client)
{
	struct lsci_state state;
	int r = lsci_backend_get_state(agent->end, &state);

	if (r == 0)
		r = lsci_message_pass_connection(agent->end, &state, client);
	if (r == -EAGAIN)
		return false;
	if (r < 0)
		refuse(client, r == -EPIPE ? ENXIO : EAGAIN);
	else
		lsci_sys_close(client);
	return true;
}

void
agent_pass_openers(struct agent *agent)
{
	while (agent->openers.count > 0 &&
	    pass(agent, agent->openers.client[0]))
		(void)crowd_take(&agent->openers, 0);
}

bool
agent_shed(struct agent *agent)
{
	if (agent->silent.count > 0)
		crowd_drop(&agent->silent, 0);
	else if (agent->openers.count > 0)
		refuse(crowd_take(&agent->openers, agent->openers.count - 1),
		    EAGAIN);
	else
		return false;
	return true;
}

/* In the order in which they came. */
static void
connect_through(struct agent *agent, int client)
{
	if (agent->openers.count == 0 && pass(agent, client))
		return;
	if (!crowd_add(&agent->openers, client))
		refuse(client, EAGAIN);
}

static void
share(const struct agent *agent, int client)
{
	struct lsci_letter letter = { .word = LSCI_SAY_SHARED };

	(void)lsci_rendezvous_say(client, &letter, agent->end,
	    LSCI_DONT_WAIT);
}

static bool
makes_connections(const struct agent *agent)
{
	return lsci_backend_kind(agent->end) == LSCI_MESSAGE_STREAM &&
	    has_connld(agent->end);
}

/* Who may not open the file can connect as well, but he has no descriptor
   that reads or writes it; what is shown is one of it. */
static bool
has_opened(int shown)
{
	return shown >= 0 && lsci_sys_is_name_only(shown) == 0;
}

static void
open_for(struct agent *agent, int client, int shown)
{
	if (!has_opened(shown)) {
		refuse(client, EACCES);
		return;
	}
	agent->opens++;
	if (makes_connections(agent)) {
		connect_through(agent, client);
		return;
	}
	share(agent, client);
	lsci_sys_close(client);
}

/* --- the rest */

static bool
may_detach(const struct agent *agent, int client)
{
	struct lsci_identity who = LSCI_NOBODY;
	struct stat st;

	if (lsci_sys_stat(agent->file, &st) < 0 ||
	    lsci_sys_peer_ids(client, &who) < 0)
		return false;
	return lsci_rendezvous_may_answer(&who, &st);
}

static void
detach_for(struct agent *agent, int client)
{
	if (!may_detach(agent, client)) {
		say(client, LSCI_SAY_NO, EPERM);
		return;
	}
	agent_detach(agent);
	say(client, LSCI_SAY_DETACHED, 0);
}

static void
describe_for(const struct agent *agent, int client)
{
	struct lsci_letter letter = { .word = LSCI_SAY_DESCRIPTION };
	struct lsci_description *what = &letter.description;
	int unread = lsci_sys_waiting(agent->end);

	what->since = (uint64_t)agent->since;
	what->opens = agent->opens;
	what->pid = (uint32_t)getpid();
	what->user = (uint32_t)geteuid();
	what->unread = unread > 0 ? (uint32_t)unread : 0;
	what->connld = has_connld(agent->end);
	(void)lsci_rendezvous_say(client, &letter, -1, LSCI_DONT_WAIT);
}

static void
answer(struct agent *agent, const struct lsci_letter *letter, int client,
    int shown)
{
	if (agent_has_ended(agent)) {
		agent_detach(agent);
		say(client, LSCI_SAY_GONE, 0);
		lsci_sys_close(client);
		return;
	}
	switch (letter->word) {
	case LSCI_ASK_OPEN:
		open_for(agent, client, shown);
		return;
	case LSCI_ASK_DETACH:
		detach_for(agent, client);
		break;
	case LSCI_ASK_DESCRIBE:
		describe_for(agent, client);
		break;
	default:
		break;
	}
	lsci_sys_close(client);
}

/* --- who is heard */

/* Who has passed what cannot be closed might do it again. */
static bool
is_heard(const struct agent *agent, int client)
{
	struct lsci_identity who = LSCI_NOBODY;
	struct stat st;

	if (!closer_is_busy())
		return true;
	return lsci_sys_peer_ids(client, &who) == 0 &&
	    (!closer_has(who.uid) ||
	    (lsci_sys_stat(agent->file, &st) == 0 &&
	    lsci_rendezvous_may_answer(&who, &st)));
}

/* The agent's own file can be closed as it could be opened.  Nothing is known
   of another; -1 then. */
static int
keep_proof(const struct agent *agent, int client, int shown)
{
	struct lsci_identity who = LSCI_NOBODY;

	if (shown < 0 || proof_is_of(shown, &agent->proof))
		return shown;
	(void)lsci_sys_peer_ids(client, &who);
	closer_close(shown, who.uid);
	return -1;
}

bool
agent_answer(struct agent *agent, int client)
{
	struct lsci_letter letter;
	int shown, r;

	if (!is_heard(agent, client)) {
		lsci_sys_close(client);
		return true;
	}
	r = hear(client, &letter, &shown);
	if (r == -EAGAIN)
		return false;
	shown = keep_proof(agent, client, shown);
	if (r == -EMFILE)
		say(client, LSCI_SAY_GONE, 0);
	if (r == 0)
		answer(agent, &letter, client, shown);
	else
		lsci_sys_close(client);
	if (shown >= 0)
		lsci_sys_close(shown);
	return true;
}
