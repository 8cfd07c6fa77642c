/* SPDX-License-Identifier: ISC */
/*
 * Whoever holds an end that leads here can pass what it likes and call it a
 * connection; one that was opened at another name, too, where it is the agent
 * itself.  So only the superuser and the user who takes it are believed.  Who
 * connected, the kernel says.
 */
#include <config.h>

#include <errno.h>

#include "name/connection.h"
#include "name/rendezvous.h"
#include "name/wire.h"
#include "sys/sys.h"

static bool
is_agent(const struct lsci_identity *sender)
{
	if (!lsci_backend_features().sender)
		return true;
	return sender->uid_known &&
	    (sender->uid == 0 || sender->uid == lsci_sys_user());
}

static int
become_stream(int fd, uint32_t *key)
{
	struct lsci_state state = LSCI_STATE_INIT;
	int r = lsci_sys_random(&state.key, sizeof state.key);

	state.kind = LSCI_MESSAGE_STREAM;
	state.second = true;
	*key = state.key;
	return r < 0 ? r : lsci_backend_become_message_stream(fd, &state);
}

/* Who has given up meanwhile does not hear it. */
static void
release(int fd, uint32_t key)
{
	struct lsci_letter letter = { .word = LSCI_SAY_CONNECTED,
	    .number = key };

	(void)lsci_rendezvous_say(fd, &letter, -1, LSCI_DONT_WAIT);
}

/* To be released is no privilege: whoever passed it could do that himself. */
void
lsci_connection_take(int fd, struct lsci_identity *sender)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;
	struct lsci_identity opener = nobody;
	uint32_t key;

	if (lsci_rendezvous_place(fd) < 0)
		return;
	(void)lsci_sys_learn_identity();
	if (lsci_sys_peer_ids(fd, &opener) < 0 || become_stream(fd, &key) < 0)
		return;
	*sender = is_agent(sender) ? opener : nobody;
	release(fd, key);
}
