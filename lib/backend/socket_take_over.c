/* SPDX-License-Identifier: ISC */
/*
 * Taking a name over from a dead server.
 *
 * A socket file whose socket is gone can never come to life again, so it may
 * be removed; but only as long as the name still refers to it.  Servers that
 * start at the same moment take turns by a lock on the directory, which the
 * kernel releases when its holder dies.  A server that is bound but does not
 * listen yet lives: it refuses streams, so it is asked with a socket of a
 * type that no server of ours has, and the kernel's answer tells the three
 * cases apart without disturbing anybody.
 */
#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "backend/place.h"
#include "compat/stream_errno.h"
#include "sys/sys.h"

enum { LOCK_TRIES = 50, LOCK_PAUSE_MS = 20, BIND_TRIES = 8 };

enum life { DEAD, ALIVE, ABSENT };

/* Bounded: anybody who may read the directory could keep the lock.  Where
   directories cannot be locked the turns are not taken, that is all. */
static int
wait_for_turn(const struct lsci_place *place)
{
	int tries = LOCK_TRIES;
	int r;

	while ((r = lsci_sys_try_lock(place->directory)) == -EWOULDBLOCK ||
	    r == -EINTR) {
		if (--tries == 0)
			return -EBUSY;
		(void)lsci_sys_pause(LOCK_PAUSE_MS);
	}
	return 0;
}

static int
ask_for_life(const struct lsci_address *address, int fd)
{
	int r = lsci_address_connect(address, fd);

	switch (r) {
	case -ECONNREFUSED:
		return DEAD;
	case -ENOENT:
		return ABSENT;
	case -EACCES:
	case -EPERM:
		return r;
	default:        /* connected, or the wrong type, or busy */
		return ALIVE;
	}
}

static int
is_alive(const struct lsci_place *place)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int fd = -1;
	int r = lsci_address_init(&address, place->name);

	if (r == 0)
		r = fd = lsci_sys_socket(SOCK_DGRAM, LSCI_CLOSE_ON_EXEC);
	if (r >= 0)
		r = ask_for_life(&address, fd);
	else if (r == -ENOENT)
		r = ABSENT;
	if (fd >= 0)
		lsci_sys_close(fd);
	lsci_address_clear(&address);
	return r;
}

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_ctime == b->st_ctime;
}

/* 0 when nothing has the name any more. */
static int
remove_dead(const struct lsci_place *place)
{
	struct stat before, after;
	int r = lsci_sys_stat_at(place->directory, place->base, &before);

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	if (!S_ISSOCK(before.st_mode))
		return -ENOTSOCK;
	r = is_alive(place);
	if (r == ABSENT)
		return 0;
	if (r != DEAD)
		return r < 0 ? r : -EADDRINUSE;
	r = lsci_sys_stat_at(place->directory, place->base, &after);
	if (r == 0 && !is_same(&before, &after))
		return -EADDRINUSE;
	if (r == 0)
		r = lsci_sys_unlink_at(place->directory, place->base);
	return r == -ENOENT ? 0 : r;
}

int
lsci_place_take_over(struct lsci_place *place, int fd)
{
	int tries = BIND_TRIES;
	int r = lsci_place_open_directory(place);

	if (r == 0)
		r = wait_for_turn(place);
	if (r < 0)
		return r;
	do {
		r = remove_dead(place);
		if (r < 0)
			return r;
		r = lsci_place_bind(place, fd);
	} while (r == -EADDRINUSE && --tries > 0);
	return r;
}
