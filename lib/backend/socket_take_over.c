/* SPDX-License-Identifier: ISC */
/*
 * Taking a name over from a dead server.
 *
 * A socket file whose socket is gone can never come to life again, so it may
 * be removed; but only as long as the name still refers to it.  Servers that
 * start at the same moment take turns by a lock on the directory, which the
 * kernel releases when its holder dies.  The file is held open while it is
 * examined, so that nothing else can get its inode number meanwhile.  A
 * server that is bound but does not listen yet lives: it refuses streams, so
 * it is asked with a socket of a type that no server of ours has, and the
 * kernel's answer tells the cases apart without disturbing anybody.
 */
#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "backend/place.h"
#include "compat/stream_errno.h"
#include "sys/sys.h"

enum { LOCK_LIMIT_MS = 1000, LOCK_PAUSE_MS = 20, BIND_TRIES = 8 };

/* Bounded: anybody who may read the directory could keep the lock.  Without
   turns nothing is replaced: a directory that may not be read cannot be
   locked, nor can one on some file systems. */
static int
wait_for_turn(const struct lsci_place *place)
{
	long long limit = lsci_sys_now_ms() + LOCK_LIMIT_MS;
	int r;

	while ((r = lsci_sys_try_lock(place->directory)) == -EWOULDBLOCK ||
	    r == -EINTR) {
		if (lsci_sys_now_ms() >= limit)
			return -EBUSY;
		(void)lsci_sys_pause(LOCK_PAUSE_MS, LSCI_WAIT);
	}
	if (r == -EBADF)
		return -EACCES;
	return r < 0 ? -ENOLCK : 0;
}

/* What is held is a socket file: 0 if its socket is gone. */
static int
ask_for_life(const struct lsci_address *address)
{
	int fd = lsci_sys_socket(SOCK_DGRAM, LSCI_CLOSE_ON_EXEC);
	int r;

	if (fd < 0)
		return fd;
	r = lsci_address_connect(address, fd);
	lsci_sys_close(fd);
	switch (r) {
	case -ECONNREFUSED:
		return 0;
	case -EACCES:
	case -EPERM:
	case -ENOMEM:
	case -ENAMETOOLONG:
		return r;
	default:        /* connected, or the wrong type, or busy */
		return -EADDRINUSE;
	}
}

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The name still refers to what is held: remove it. */
static int
remove_held(const struct lsci_place *place, const struct stat *held)
{
	struct stat now;
	int r = lsci_sys_stat_at(place->directory, place->base, &now);

	if (r == 0 && !is_same(held, &now))
		return -EADDRINUSE;
	return r == 0 ? lsci_sys_unlink_at(place->directory, place->base) : r;
}

static int
examine(const struct lsci_place *place, struct lsci_address *address,
    bool living)
{
	struct stat held;
	int r = lsci_address_hold(address, place->directory, place->base);

	if (r == 0)
		r = lsci_sys_stat(address->hold, &held);
	if (r < 0)
		return r;
	if (!S_ISSOCK(held.st_mode))
		return -ENOTSOCK;
	r = living ? 0 : ask_for_life(address);
	return r == 0 ? remove_held(place, &held) : r;
}

/* 0 when nothing has the name any more. */
static int
remove_other(const struct lsci_place *place, bool living)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int r = examine(place, &address, living);

	lsci_address_clear(&address);
	return r == -ENOENT ? 0 : r;
}

int
lsci_place_take_over(struct lsci_place *place, int fd, bool living)
{
	int tries = BIND_TRIES;
	int r = lsci_place_open_directory(place);

	if (r == 0)
		r = wait_for_turn(place);
	if (r < 0)
		return r;
	do {
		r = remove_other(place, living);
		if (r < 0)
			break;
		r = lsci_place_bind(place, fd);
	} while (r == -EADDRINUSE && --tries > 0);
	/* not by closing alone: a child that was forked meanwhile holds the
	   same lock */
	lsci_sys_unlock(place->directory);
	return r;
}
