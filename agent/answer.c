/* SPDX-License-Identifier: ISC */
/*
 * One question, one answer.  Nothing here waits: a client that does not listen
 * loses its answer.
 */
#include <config.h>

#include <errno.h>

#include "agent/agent.h"
#include "head/message.h"
#include "head/modules.h"
#include "name/wire.h"
#include "sys/far.h"
#include "sys/sys.h"

#include <sys/socket.h>
#include <unistd.h>

static void
say(int client, enum lsci_word word, uint32_t number, const int *fd)
{
	struct lsci_letter letter = { .word = word, .number = number };
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_outgoing out = { .head = bytes, .fd = fd,
	    .fds = fd != NULL, .head_size = lsci_wire_encode(bytes, &letter) };

	(void)lsci_backend_send(client, &out, LSCI_DONT_WAIT);
}

bool
agent_has_ended(const struct agent *agent)
{
	struct stat st;

	return lsci_sys_is_hung_up(agent->end) > 0 ||
	    (lsci_sys_stat(agent->file, &st) == 0 && st.st_nlink == 0);
}

/* Also for those who were forked while it was attached and hold the same. */
void
agent_detach(struct agent *agent)
{
	(void)shutdown(agent->listener, SHUT_RDWR);
	lsci_sys_far_clear(agent->file);
	lsci_sys_close(agent->listener);
	lsci_sys_close(agent->file);
	lsci_sys_close(agent->end);
	agent->listener = agent->file = agent->end = -1;
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

/* The client's connection is its stream; whoever takes it from the other end
   answers. */
static int
connect_through(struct agent *agent, const struct lsci_state *state,
    int client)
{
	return lsci_message_pass_connection(agent->end, state, client);
}

static void
open_for(struct agent *agent, int client)
{
	struct lsci_state state;
	int r = lsci_backend_get_state(agent->end, &state);

	if (r == 0 && state.kind == LSCI_MESSAGE_STREAM &&
	    has_connld(agent->end)) {
		r = connect_through(agent, &state, client);
		if (r == -EPIPE)
			say(client, LSCI_SAY_GONE, 0, NULL);
		else if (r < 0)
			say(client, LSCI_SAY_NO, EAGAIN, NULL);
	} else {
		say(client, LSCI_SAY_SHARED, 0, &agent->end);
	}
	agent->opens++;
}

/* --- the rest */

static bool
may_detach(const struct agent *agent, int client)
{
	struct lsci_identity who = LSCI_NOBODY;
	struct stat st;

	if (lsci_sys_stat(agent->file, &st) < 0 ||
	    lsci_sys_peer_ids(client, &who) < 0 || !who.uid_known)
		return false;
	return who.uid == 0 || (who.uid == st.st_uid &&
	    lsci_sys_uid_is_known(st.st_uid));
}

static void
detach_for(struct agent *agent, int client)
{
	if (!may_detach(agent, client)) {
		say(client, LSCI_SAY_NO, EPERM, NULL);
		return;
	}
	agent_detach(agent);
	say(client, LSCI_SAY_DETACHED, 0, NULL);
}

static void
describe_for(const struct agent *agent, int client)
{
	struct lsci_letter letter = { .word = LSCI_SAY_DESCRIPTION };
	struct lsci_description *what = &letter.description;
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_outgoing out = { .head = bytes };
	int unread = lsci_sys_waiting(agent->end);

	what->since = (uint64_t)agent->since;
	what->opens = agent->opens;
	what->pid = (uint32_t)getpid();
	what->user = (uint32_t)geteuid();
	what->unread = unread > 0 ? (uint32_t)unread : 0;
	what->connld = has_connld(agent->end);
	out.head_size = lsci_wire_encode(bytes, &letter);
	(void)lsci_backend_send(client, &out, LSCI_DONT_WAIT);
}

static void
answer(struct agent *agent, const struct lsci_letter *letter, int client)
{
	if (agent_has_ended(agent)) {
		agent_detach(agent);
		say(client, LSCI_SAY_GONE, 0, NULL);
		return;
	}
	switch (letter->word) {
	case LSCI_ASK_OPEN:
		open_for(agent, client);
		break;
	case LSCI_ASK_DETACH:
		detach_for(agent, client);
		break;
	case LSCI_ASK_DESCRIBE:
		describe_for(agent, client);
		break;
	default:
		break;
	}
}

/* What came without being asked for, descriptors above all, is closed where
   it is received. */
bool
agent_answer(struct agent *agent, int client)
{
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_incoming in = { .data = bytes, .size = sizeof bytes,
	    .slot = LSCI_SLOT_UNPROVED };
	struct lsci_letter letter;
	ssize_t n = lsci_backend_recv(client, &in, LSCI_DONT_WAIT);

	if (n == -EAGAIN)
		return false;
	if (n > 0 && !in.cut &&
	    lsci_wire_decode(&letter, bytes, (size_t)n) == 0)
		answer(agent, &letter, client);
	lsci_sys_close(client);
	return true;
}
