/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "head/aside.h"
#include "sys/sys.h"

/* The messages of an end are one behind the other in its list, perhaps with
   those of other ends in between. */
enum { LISTS = 64 };
static struct lsci_kept *lists[LISTS];
static atomic_size_t kept;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* One place is kept for the next call, because every receive needs one. */
static _Atomic(struct lsci_kept *) spare;

/* --- places */

struct lsci_kept *
lsci_aside_new(size_t size)
{
	size_t room = size > LSCI_RECORD_MAX ? size : LSCI_RECORD_MAX;
	struct lsci_kept *message = NULL;

	if (room == LSCI_RECORD_MAX)
		message = atomic_exchange(&spare, NULL);
	if (message == NULL)
		message = malloc(sizeof *message + room);
	if (message == NULL)
		return NULL;
	memset(message, 0, sizeof *message);
	message->fd = -1;
	message->room = room;
	return message;
}

void
lsci_aside_free(struct lsci_kept *message)
{
	struct lsci_kept *none = NULL;

	if (message->fd >= 0)
		lsci_sys_close(message->fd);
	if (message->room != LSCI_RECORD_MAX ||
	    !atomic_compare_exchange_strong(&spare, &none, message))
		free(message);
}

/* --- the lock */

static void
take_lock(void)
{
	(void)pthread_mutex_lock(&lock);
}

static void
release_lock(void)
{
	(void)pthread_mutex_unlock(&lock);
}

/* What the parent keeps is the parent's to deliver. */
static void
start_without(void)
{
	int i;

	for (i = 0; i < LISTS; i++)
		while (lists[i] != NULL)
			lsci_aside_remove(lists[i]);
	release_lock();
}

static void
watch_forks(void)
{
	(void)pthread_atfork(take_lock, release_lock, start_without);
}

void
lsci_aside_lock(void)
{
	(void)pthread_once(&once, watch_forks);
	take_lock();
}

void
lsci_aside_unlock(void)
{
	release_lock();
}

/* --- the lists */

static struct lsci_kept **
list_of(uint32_t key)
{
	return &lists[key % LISTS];
}

bool
lsci_aside_any(void)
{
	return kept > 0;
}

static bool
belongs(const struct lsci_kept *message, uint32_t key, bool second)
{
	return message->key == key && message->second == second;
}

static struct lsci_kept *
find(struct lsci_kept *from, uint32_t key, bool second)
{
	while (from != NULL && !belongs(from, key, second))
		from = from->next;
	return from;
}

struct lsci_kept *
lsci_aside_first(const struct lsci_state *end)
{
	return find(*list_of(end->key), end->key, end->second);
}

struct lsci_kept *
lsci_aside_next(const struct lsci_kept *message)
{
	return find(message->next, message->key, message->second);
}

/* High priority is above all bands. */
static int
class_of(const struct lsci_message *is)
{
	return is->high ? 256 : is->band;
}

static bool
goes_behind(const struct lsci_kept *message, const struct lsci_kept *other,
    enum lsci_aside_where where)
{
	int own = class_of(&message->is), its = class_of(&other->is);

	return !belongs(other, message->key, message->second) || its > own ||
	    (where == LSCI_ASIDE_BEHIND && its == own);
}

static void
insert(struct lsci_kept *message, enum lsci_aside_where where)
{
	struct lsci_kept **link = list_of(message->key);

	while (*link != NULL && goes_behind(message, *link, where))
		link = &(*link)->next;
	message->next = *link;
	*link = message;
	kept++;
}

static void
take_out(struct lsci_kept *message)
{
	struct lsci_kept **link = list_of(message->key);

	while (*link != message)
		link = &(*link)->next;
	*link = message->next;
	kept--;
}

/* A smaller place, if there is one. */
static struct lsci_kept *
shrunk(struct lsci_kept *message, size_t size)
{
	struct lsci_kept *smaller = realloc(message, sizeof *message + size);

	if (smaller == NULL)
		return message;
	smaller->room = size;
	return smaller;
}

void
lsci_aside_put(const struct lsci_state *end, struct lsci_kept *message,
    size_t size, enum lsci_aside_where where)
{
	struct lsci_kept *first = lsci_aside_first(end);

	if (message->is.high && first != NULL && first->is.high) {
		lsci_aside_free(message);
		return;
	}
	if (size < message->room)
		message = shrunk(message, size);
	message->key = end->key;
	message->second = end->second;
	insert(message, where);
}

void
lsci_aside_remove(struct lsci_kept *message)
{
	take_out(message);
	lsci_aside_free(message);
}

void
lsci_aside_demote(struct lsci_kept *message)
{
	take_out(message);
	message->is.high = false;
	insert(message, LSCI_ASIDE_IN_FRONT);
}

size_t
lsci_aside_size(const struct lsci_state *end)
{
	struct lsci_kept *message = lsci_aside_first(end);
	size_t size = 0;

	for (; message != NULL; message = lsci_aside_next(message))
		size += sizeof *message + message->room;
	return size;
}
