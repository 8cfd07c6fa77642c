/* SPDX-License-Identifier: ISC */
/*
 * fattach: makes the rendezvous, and starts the agent that waits there.
 *
 * The call itself listens, so the name is attached when it returns, however
 * long the agent takes to begin.  All of it is done in a child: to close the
 * file in this process would take away all record locks that the process has
 * on it; and what another thread forks meanwhile has nothing of the rendezvous,
 * which it would keep when the agent has died.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>

#include "backend/backend.h"
#include "name/name.h"
#include "name/rendezvous.h"
#include "name/wire.h"
#include "sys/far.h"
#include "sys/sys.h"

enum { TURN_MS = 300, PAUSE_MS = 5 };

/* --- the file */

/* Who has no name in this user namespace owns nothing: his number is also that
   of others. */
static bool
may_own(const struct stat *st)
{
	uid_t user = lsci_sys_user();

	return user == 0 ||
	    (user == st->st_uid && lsci_sys_uid_is_known(user));
}

/* What else can be opened would notice. */
static int
check_kind(const struct stat *st)
{
	if (S_ISDIR(st->st_mode))
		return -EISDIR;
	return S_ISREG(st->st_mode) ? 0 : -ENOTSUP;
}

static int
open_for_writing(const char *path)
{
	static const int how = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int fd = lsci_sys_open_at(AT_FDCWD, path, how | O_RDWR, 0);

	/* owners who may write and not read */
	if (fd == -EACCES)
		fd = lsci_sys_open_at(AT_FDCWD, path, how | O_WRONLY, 0);
	return fd == -ETXTBSY ? -EBUSY : fd;
}

/* The owner is asked for first: he alone learns that he may not write. */
static int
open_file(const char *path, struct stat *st)
{
	int r = lsci_sys_stat_name(AT_FDCWD, path, st, 0);
	int fd;

	if (r == 0)
		r = check_kind(st);
	if (r < 0)
		return r;
	if (!may_own(st))
		return -EPERM;
	fd = open_for_writing(path);
	if (fd < 0)
		return fd;
	r = lsci_sys_stat(fd, st);
	if (r == 0)
		r = check_kind(st);
	if (r == 0 && !may_own(st))
		r = -EPERM;
	if (r == 0)
		return fd;
	lsci_sys_close(fd);
	return r;
}

/* --- whether it is free */

/* Who has locked the file, to the end of all files, takes every turn; then it
   has to do without. */
static int
begin_turn(int file)
{
	lsci_until until = lsci_sys_until(TURN_MS);
	int r;

	do
		r = lsci_sys_far_begin_turn(file);
	while (r == -EAGAIN && lsci_sys_pause(PAUSE_MS, until) != -ETIMEDOUT);
	return r == -EAGAIN ? 0 : r;
}

/* An agent whose stream has hung up ends when it is asked; one that does not
   answer is one. */
static int
refuse_attached(int file, const struct stat *st)
{
	for (;;) {
		struct lsci_letter letter = { .word = LSCI_ASK_DESCRIBE };
		int r, connection = lsci_rendezvous_meet(file, st);

		if (connection == -ENOENT)
			return 0;
		if (connection < 0)
			return connection;
		r = lsci_rendezvous_ask_plainly(connection, &letter);
		lsci_sys_close(connection);
		if (r == -ETIMEDOUT ||
		    (r == 0 && letter.word == LSCI_SAY_DESCRIPTION))
			return -EBUSY;
		if (r < 0 && r != -ENOENT && r != -ENXIO && r != -EINTR)
			return r;
	}
}

/* --- the agent */

static int
make_rendezvous(int file, const struct stat *st)
{
	char name[LSCI_RENDEZVOUS_NAME];
	int64_t place;
	int listener, r = lsci_sys_random(&place, sizeof place);

	if (r < 0)
		return -ENOTSUP;
	place &= LSCI_FAR_PLACES - 1;
	lsci_rendezvous_name(name, st, place);
	listener = lsci_backend_rendezvous(name);
	if (listener < 0)
		return listener == -EPROTONOSUPPORT ? -ENOTSUP : listener;
	r = lsci_sys_far_mark(file, place);
	/* where others have locks to the end of all files, the agent waits
	   until they are gone */
	if (r == 0 || r == -EAGAIN)
		return listener;
	lsci_sys_close(listener);
	return r;
}

static int
start_agent(struct lsci_child *self, const int fds[LSCI_START_FDS])
{
	int r = lsci_sys_start_program(self, lsci_sys_program(
	    "STREAMCOMPAT_ATTACHD", LSCI_ATTACHD), fds);

	switch (r) {
	case 0:
	case -EMFILE:
	case -ENFILE:
	case -ENOMEM:
		return r;
	case -EAGAIN:
	case -ECHILD:
	case -ENOBUFS:
		return -ENOSR;
	default:
		return -ENOPKG;
	}
}

/* If somebody else has that name, the listener stands for it, until the agent
   can have it. */
static int
take_hint(int listener, const struct stat *st)
{
	char name[LSCI_RENDEZVOUS_NAME];
	int hint;

	lsci_rendezvous_hint(name, st);
	hint = lsci_backend_take_name(name);
	if (hint == -EADDRINUSE)
		return listener;
	return hint == -EPROTONOSUPPORT ? -ENOTSUP : hint;
}

/* What is opened here goes with the child. */
static int
attach(struct lsci_child *self, int end, int file, const struct stat *st)
{
	int r = begin_turn(file);
	int listener, hint;

	if (r == 0)
		r = refuse_attached(file, st);
	if (r < 0)
		return r;
	listener = make_rendezvous(file, st);
	if (listener < 0)
		return listener;
	r = hint = take_hint(listener, st);
	if (hint >= 0)
		r = start_agent(self,
		    (const int []){ listener, end, file, hint });
	if (r < 0)
		lsci_sys_far_clear(file);
	lsci_sys_far_end_turn(file);
	return r;
}

static int
refuse_stranger(int end)
{
	int kind = lsci_backend_kind(end);

	if (kind < 0)
		return kind;
	return kind == LSCI_BYTE_STREAM || kind == LSCI_MESSAGE_STREAM ? 0 :
	    -EINVAL;
}

struct attachment {
	int end;
	const char *path;
};

static int
open_and_attach(void *argument, struct lsci_child *self)
{
	const struct attachment *wanted = argument;
	struct stat st;
	int file = open_file(wanted->path, &st);

	return file < 0 ? file : attach(self, wanted->end, file, &st);
}

int
lsci_name_attach(int end, const char *path)
{
	struct attachment wanted = { end, path };
	int r = refuse_stranger(end);

	if (r == 0)
		r = lsci_sys_learn_identity();
	if (r < 0)
		return r;
	r = lsci_sys_in_child(open_and_attach, &wanted);
	return r == -ECHILD || r == -EAGAIN ? -ENOSR : r;
}
