/* SPDX-License-Identifier: ISC */
/*
 * A descriptor is asked about once for each set that it is in, so that what
 * poll reports unasked (a hang-up, where somebody only wants to write) can be
 * left out.
 */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "head/known.h"
#include "head/readiness.h"
#include "head/selection.h"

enum { SETS = 3 };

/* What poll is asked, and which of its answers count, set by set. */
static const struct {
	short asked;
	short counts;
} kinds[SETS] = {
	{ POLLIN | POLLRDNORM | POLLRDBAND,
	    POLLIN | POLLRDNORM | POLLRDBAND | POLLHUP | POLLERR },
	{ POLLOUT | POLLWRNORM, POLLOUT | POLLWRNORM | POLLERR },
	{ POLLPRI, POLLPRI }
};

static fd_set *
set_of(const struct lsci_sets *sets, int kind)
{
	fd_set *const all[SETS] = { sets->readable, sets->writable,
	    sets->exceptional };

	return all[kind];
}

static bool
has(int fd, const fd_set *set)
{
	return set != NULL && FD_ISSET(fd, set);
}

static bool
is_wanted(int fd, const struct lsci_sets *sets)
{
	return has(fd, sets->readable) || has(fd, sets->writable) ||
	    has(fd, sets->exceptional);
}

int
lsci_selection_needed(const struct lsci_sets *sets)
{
	struct lsci_state state;
	int fd;

	for (fd = 0; fd < sets->count && fd < FD_SETSIZE; fd++)
		if (is_wanted(fd, sets) &&
		    lsci_known_message_stream(fd, &state) > 0)
			return 1;
	return 0;
}

/* A pollfd for each descriptor and set; -1 where it is not in the set. */
static void
list(const struct lsci_sets *sets, struct pollfd *fds)
{
	int fd, kind;

	for (fd = 0; fd < sets->count; fd++)
		for (kind = 0; kind < SETS; kind++, fds++) {
			fds->fd = has(fd, set_of(sets, kind)) ? fd : -1;
			fds->events = kinds[kind].asked;
			fds->revents = 0;
		}
}

/* How many answers count; -EBADF.  Those that do not count are not asked
   for again. */
static int
count_answers(const struct lsci_sets *sets, struct pollfd *fds)
{
	int i, bits = 0;

	for (i = 0; i < sets->count * SETS; i++) {
		if (fds[i].fd < 0)
			continue;
		if ((fds[i].revents & POLLNVAL) != 0)
			return -EBADF;
		if ((fds[i].revents & kinds[i % SETS].counts) != 0)
			bits++;
		else if (fds[i].revents != 0)
			fds[i].fd = -1;
	}
	return bits;
}

static void
tell(const struct lsci_sets *sets, const struct pollfd *fds)
{
	int fd, kind;

	for (fd = 0; fd < sets->count; fd++)
		for (kind = 0; kind < SETS; kind++, fds++)
			if (has(fd, set_of(sets, kind)) &&
			    (fds->revents & kinds[kind].counts) == 0)
				FD_CLR(fd, set_of(sets, kind));
}

static int
wait_and_tell(const struct lsci_sets *sets, struct pollfd *fds,
    const struct timespec *timeout, const sigset_t *mask)
{
	int r, bits;

	list(sets, fds);
	do {
		r = lsci_readiness_poll(fds, (nfds_t)(sets->count * SETS),
		    timeout, mask);
		bits = r > 0 ? count_answers(sets, fds) : r;
	} while (r > 0 && bits == 0);
	if (bits >= 0)
		tell(sets, fds);
	return bits;
}

int
lsci_selection_wait(const struct lsci_sets *sets,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct pollfd *fds;
	int r;

	if (sets->count < 0 || sets->count > FD_SETSIZE)
		return -EINVAL;
	fds = calloc((size_t)sets->count, SETS * sizeof *fds);
	if (fds == NULL)
		return -ENOMEM;
	r = wait_and_tell(sets, fds, timeout, mask);
	free(fds);
	return r;
}
