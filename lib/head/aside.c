/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "head/aside.h"
#include "sys/sys.h"

/*
 * Messages of one end and one class are a run: the first of them knows the
 * last, and the next run.  The runs of an end are in the order of their
 * classes, perhaps with those of other ends in between.
 */
enum { LISTS = 64 };
static struct list {
	struct lsci_kept *first;        /* of the first run */
	size_t size;            /* of all messages */
} lists[LISTS];
static atomic_size_t kept;
static atomic_int descriptors;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void watch_forks(void);

/* One place is kept for the next call, because every receive needs one. */
static _Atomic(struct lsci_kept *) spare;

/* --- places */

/* Large ones come from the system and not from malloc: a signal handler may
   read and write while the program is in malloc. */
struct lsci_kept *
lsci_aside_new(size_t size)
{
	size_t room = size > LSCI_RECORD_MAX ? size : LSCI_RECORD_MAX;
	struct lsci_kept *message = NULL;

	if (room == LSCI_RECORD_MAX)
		message = atomic_exchange(&spare, NULL);
	if (message == NULL)
		message = lsci_sys_map(sizeof *message + room);
	if (message == NULL)
		return NULL;
	memset(message, 0, sizeof *message);
	message->fd = -1;
	message->room = room;
	message->mapped = true;
	return message;
}

static void
free_place(struct lsci_kept *message)
{
	struct lsci_kept *none = NULL;

	if (!message->mapped)
		free(message);
	else if (message->room != LSCI_RECORD_MAX ||
	    !atomic_compare_exchange_strong(&spare, &none, message))
		lsci_sys_unmap(message, sizeof *message + message->room);
}

void
lsci_aside_free(struct lsci_kept *message)
{
	if (message->fd >= 0)
		lsci_sys_close(message->fd);
	free_place(message);
}

/* --- the lock */

/* Of this thread, which may be interrupted before it has the lock and after it
   has given it away.  A signal handler must find it without any memory being
   made for it. */
#if defined __GNUC__ && defined __ELF__
#define IN_PLACE __attribute__((tls_model("initial-exec")))
#else
#define IN_PLACE
#endif
static _Thread_local volatile bool has_lock IN_PLACE;
static _Thread_local volatile bool forks_with_lock IN_PLACE;

bool
lsci_aside_lock(void)
{
	(void)pthread_once(&once, watch_forks);
	if (has_lock)
		return false;
	has_lock = true;
	(void)pthread_mutex_lock(&lock);
	return true;
}

void
lsci_aside_unlock(void)
{
	(void)pthread_mutex_unlock(&lock);
	has_lock = false;
}

static void
take_lock(void)
{
	forks_with_lock = lsci_aside_lock();
}

static void
release_lock(void)
{
	if (forks_with_lock)
		lsci_aside_unlock();
}

/* What the parent keeps is the parent's to deliver. */
static void
start_without(void)
{
	int i;

	for (i = 0; i < LISTS; i++)
		while (lists[i].first != NULL)
			lsci_aside_remove(lists[i].first);
	release_lock();
}

static void
watch_forks(void)
{
	(void)pthread_atfork(take_lock, release_lock, start_without);
}

/* --- the lists */

bool
lsci_aside_any(void)
{
	return kept > 0;
}

static struct list *
list_of(uint32_t key)
{
	return &lists[key % LISTS];
}

/* High priority is above all bands. */
static int
class_of(const struct lsci_kept *message)
{
	return message->is.high ? 256 : message->is.band;
}

static bool
are_of_one_end(const struct lsci_kept *one, const struct lsci_kept *other)
{
	return one->key == other->key && one->second == other->second;
}

static struct lsci_kept *
find(struct lsci_kept *run, uint32_t key, bool second)
{
	while (run != NULL && (run->key != key || run->second != second))
		run = run->next_run;
	return run;
}

struct lsci_kept *
lsci_aside_first(const struct lsci_state *end)
{
	return find(list_of(end->key)->first, end->key, end->second);
}

/* The link to the run of a message's class, or to where it would be. */
static struct lsci_kept **
link_of_run(const struct lsci_kept *message)
{
	struct lsci_kept **link = &list_of(message->key)->first;

	while (*link != NULL && (!are_of_one_end(*link, message) ||
	    class_of(*link) > class_of(message)))
		link = &(*link)->next_run;
	return link;
}

static bool
is_of_run(const struct lsci_kept *run, const struct lsci_kept *message)
{
	return run != NULL && are_of_one_end(run, message) &&
	    class_of(run) == class_of(message);
}

struct lsci_kept *
lsci_aside_next(const struct lsci_kept *message)
{
	return message->next != NULL ? message->next :
	    find((*link_of_run(message))->next_run, message->key,
	    message->second);
}

static void
begin_run(struct lsci_kept **link, struct lsci_kept *message)
{
	message->next = NULL;
	message->last = message;
	message->next_run = *link;
	*link = message;
}

static void
put_in_front(struct lsci_kept **link, struct lsci_kept *message)
{
	message->next = *link;
	message->last = (*link)->last;
	message->next_run = (*link)->next_run;
	*link = message;
}

static void
put_behind(struct lsci_kept *run, struct lsci_kept *message)
{
	message->next = NULL;
	run->last->next = message;
	run->last = message;
}

static size_t
size_of(const struct lsci_kept *message)
{
	return sizeof *message + message->room;
}

static void
insert(struct lsci_kept *message, enum lsci_aside_where where)
{
	struct lsci_kept **link = link_of_run(message);

	if (!is_of_run(*link, message))
		begin_run(link, message);
	else if (where == LSCI_ASIDE_IN_FRONT)
		put_in_front(link, message);
	else
		put_behind(*link, message);
	list_of(message->key)->size += size_of(message);
	kept++;
	descriptors += message->fd >= 0;
}

/* Always the first of its run. */
static void
take_out(struct lsci_kept *message)
{
	struct lsci_kept **link = link_of_run(message);
	struct lsci_kept *next = message->next;

	if (next != NULL) {
		next->last = message->last;
		next->next_run = message->next_run;
	}
	*link = next != NULL ? next : message->next_run;
	list_of(message->key)->size -= size_of(message);
	kept--;
	descriptors -= message->fd >= 0;
}

/* A smaller place, if there is one: what is aside may stay long. */
static struct lsci_kept *
shrunk(struct lsci_kept *message, size_t size)
{
	struct lsci_kept *smaller = malloc(sizeof *message + size);

	if (smaller == NULL)
		return message;
	memcpy(smaller, message, sizeof *message);
	memcpy(smaller->bytes, message->bytes, size);
	smaller->room = size;
	smaller->mapped = false;
	free_place(message);
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
	return list_of(end->key)->size;
}

int
lsci_aside_descriptors(void)
{
	return descriptors;
}
