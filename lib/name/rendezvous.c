/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "backend/backend.h"
#include "name/rendezvous.h"
#include "name/wire.h"
#include "sys/far.h"
#include "sys/names.h"
#include "sys/sys.h"

void
lsci_rendezvous_name(char name[LSCI_RENDEZVOUS_NAME], const struct stat *file,
    int64_t place)
{
	(void)snprintf(name, LSCI_RENDEZVOUS_NAME,
	    LSCI_RENDEZVOUS_PREFIX "%jx/%jx/%" PRIx64,
	    (uintmax_t)file->st_dev, (uintmax_t)file->st_ino,
	    (uint64_t)place);
}

int64_t
lsci_rendezvous_place(int fd)
{
	char name[LSCI_RENDEZVOUS_NAME_MAX];
	uintmax_t device, inode;
	uint64_t place;

	return lsci_backend_rendezvous_of(fd, name) == 0 && sscanf(name,
	    LSCI_RENDEZVOUS_PREFIX "%jx/%jx/%" SCNx64,
	    &device, &inode, &place) == 3 && place < LSCI_FAR_PLACES ?
	    (int64_t)place : -1;
}

/* How often an agent may not hear what is asked. */
enum { TRIES = 100 };

/* How long all queues may be full, and how often that is looked at. */
enum { QUEUE_MS = 1000, PAUSE_MS = 10 };

/* --- finding the agent */

/* Who has no name in this user namespace shares the owner's number with all
   others who have none. */
bool
lsci_rendezvous_may_answer(const struct lsci_identity *who,
    const struct stat *file)
{
	return who->uid_known && (who->uid == 0 ||
	    (who->uid == file->st_uid && lsci_sys_uid_is_known(file->st_uid)));
}

/* -EAGAIN: whoever is there has a full queue. */
static int
meet_at(const char *name, const struct stat *file)
{
	struct lsci_identity host = LSCI_NOBODY;
	int r = lsci_backend_meet(name, &host);

	if (r == -ECONNREFUSED || r == -EPROTONOSUPPORT || r == -EPROTOTYPE)
		return -ENOENT;
	if (r >= 0 && !lsci_rendezvous_may_answer(&host, file)) {
		lsci_sys_close(r);
		return -ENOENT;
	}
	return r;
}

struct search {
	const struct stat *file;
	bool full;              /* somebody's queue was */
	int found;
};

/* Goes on while what is there is somebody else's. */
static int
try_name(const char *name, void *context)
{
	struct search *search = context;

	search->found = meet_at(name, search->file);
	if (search->found == -EAGAIN) {
		search->full = true;
		search->found = -ENOENT;
	}
	return search->found != -ENOENT;
}

static int
search_list(struct search *search)
{
	char prefix[LSCI_RENDEZVOUS_NAME];
	int r;

	(void)snprintf(prefix, sizeof prefix,
	    LSCI_RENDEZVOUS_PREFIX "%jx/%jx/",
	    (uintmax_t)search->file->st_dev, (uintmax_t)search->file->st_ino);
	r = lsci_sys_names(prefix, try_name, search);
	return r < 0 ? r : search->found;
}

/* Who is there is known only when the connection is made.  So nobody waits for
   a place in the queue of somebody who may be anybody; all are asked again, and
   for so long in all, however many they are. */
static int
meet_somewhere(const char *first, const struct stat *file)
{
	lsci_until until = lsci_sys_until(QUEUE_MS);
	struct search search = { .file = file };
	int r;

	do {
		search.full = false;
		search.found = -ENOENT;
		r = first != NULL && try_name(first, &search) != 0 ?
		    search.found : search_list(&search);
	} while (r == -ENOENT && search.full &&
	    lsci_sys_pause(PAUSE_MS, until) != -ETIMEDOUT);
	return r;
}

int
lsci_rendezvous_meet(int fd, const struct stat *file)
{
	char name[LSCI_RENDEZVOUS_NAME];
	int64_t place = 0;
	int r = lsci_sys_far_find(fd, &place);

	if (r <= 0)
		return -ENOENT;
	r = lsci_sys_learn_identity();
	if (r < 0)
		return r;
	lsci_rendezvous_name(name, file, place);
	return meet_somewhere(name, file);
}

void
lsci_rendezvous_hint(char name[LSCI_RENDEZVOUS_NAME], const struct stat *file)
{
	(void)snprintf(name, LSCI_RENDEZVOUS_NAME,
	    "streamcompat/hint/%jx/%jx", (uintmax_t)file->st_dev,
	    (uintmax_t)file->st_ino);
}

int
lsci_rendezvous_meet_unopened(const struct stat *file)
{
	char hint[LSCI_RENDEZVOUS_NAME];
	int r;

	lsci_rendezvous_hint(hint, file);
	if (!lsci_backend_is_named(hint))
		return -ENOENT;
	r = lsci_sys_learn_identity();
	return r < 0 ? r : meet_somewhere(NULL, file);
}

/* --- talking to it */

int
lsci_rendezvous_say(int connection, const struct lsci_letter *letter, int fd,
    lsci_until until)
{
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_outgoing out = { .head = bytes, .fd = &fd, .ours = true,
	    .fds = fd >= 0, .head_size = lsci_wire_encode(bytes, letter) };
	ssize_t n = lsci_backend_send(connection, &out, until);

	return n == -EPIPE ? -ENOENT : n < 0 ? (int)n : 0;
}

/* It ends with a reset if what was said has not been read. */
static int
ended(int connection)
{
	int error = lsci_sys_error(connection);

	return error == ECONNRESET ? -ENOENT : -ENXIO;
}

/* Who opens may wait for ever; all else is answered at once, and after a signal
   nobody would know whether it has been done. */
static int
wait_for_answer(int connection, enum lsci_word asked, lsci_until until)
{
	int r;

	do
		r = lsci_sys_wait_readable(connection, until);
	while (r == -EINTR && asked != LSCI_ASK_OPEN);
	return r;
}

static int
listen_to(int connection, struct lsci_letter *letter, int *fd,
    lsci_until until)
{
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_incoming in = { .data = bytes, .size = sizeof bytes,
	    .fd = fd, .room = 1 };
	int r = wait_for_answer(connection, letter->word, until);
	ssize_t n;

	if (r < 0)
		return r;
	r = lsci_sys_is_hung_up(connection) > 0 ? ended(connection) : -ENXIO;
	n = lsci_backend_recv(connection, &in, LSCI_DONT_WAIT);
	if (n <= 0)
		return n == 0 ? r : (int)n;
	if (in.fds == 0)
		*fd = -1;
	r = in.cut ? -EBADMSG :
	    lsci_wire_decode(letter, bytes, (size_t)n);
	if (r < 0 && *fd >= 0) {
		lsci_sys_close(*fd);
		*fd = -1;
	}
	return r;
}

int
lsci_rendezvous_ask(int connection, struct lsci_letter *letter, int file,
    int *fd, lsci_until until)
{
	int r = lsci_rendezvous_say(connection, letter, file, LSCI_WAIT);

	*fd = -1;
	return r < 0 ? r : listen_to(connection, letter, fd, until);
}

int
lsci_rendezvous_ask_plainly(int connection, struct lsci_letter *letter)
{
	int fd, r = lsci_rendezvous_ask(connection, letter, -1, &fd,
	    lsci_sys_until(LSCI_RENDEZVOUS_MS));

	if (r == 0 && fd >= 0)
		lsci_sys_close(fd);
	return r;
}

/* An agent that has too many clients, or that ends, does not hear all. */
int
lsci_rendezvous_ask_unopened(const struct stat *file,
    struct lsci_letter *letter)
{
	int r, tries = TRIES;

	do {
		int connection = lsci_rendezvous_meet_unopened(file);

		if (connection < 0)
			return connection;
		r = lsci_rendezvous_ask_plainly(connection, letter);
		lsci_sys_close(connection);
	} while (r == -ENOENT && --tries > 0);
	return r;
}
