/* SPDX-License-Identifier: ISC */
/*
 * An end is known by its inode, whatever descriptor it has.
 *
 * The watch reports every arrival, and SVR4 signals only a message that has
 * become the first: so of the first message it is noted that it was announced,
 * until somebody here takes it.  If somebody elsewhere took it, the next one
 * is seen to be alone.
 */
#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "head/admission.h"
#include "head/aside.h"
#include "head/events.h"
#include "head/queue.h"
#include "sys/events.h"
#include "sys/sys.h"

/* Classes: the bands, and high priority above them. */
enum { NOTHING = -1, HIGH_CLASS = 256 };

struct registration {
	struct registration *next;
	uint64_t file;
	int fd;                 /* one of its descriptors */
	long whom;
	int events;
	int announced;          /* class of its first message; NOTHING */
	bool full;              /* somebody wants to put a message */
	bool hung_up;           /* has been signalled */
	int waiting;            /* bytes, when it was looked at last */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct registration *registrations;
static atomic_int count;
static int watch = -1;
static uint64_t watch_file;     /* to see whether the number still is it */

/* --- the list */

static int
file_of(int fd, uint64_t *file)
{
	struct stat st;
	int r = lsci_sys_stat(fd, &st);

	*file = r == 0 ? st.st_ino : 0;
	return r == -ENOMEM ? -EAGAIN : r;
}

/* Programs close everything that they do not know, and take the number. */
static bool
watch_is_ours(void)
{
	uint64_t file;

	return watch >= 0 && file_of(watch, &file) == 0 && file == watch_file;
}

static struct registration **
find(uint64_t file, long whom)
{
	struct registration **link = &registrations;

	while (*link != NULL &&
	    ((*link)->file != file || (*link)->whom != whom))
		link = &(*link)->next;
	return link;
}

static struct registration *
next_of(struct registration *from, uint64_t file)
{
	while (from != NULL && from->file != file)
		from = from->next;
	return from;
}

static void
drop(struct registration **link)
{
	struct registration *gone = *link;

	*link = gone->next;
	count--;
	if (next_of(registrations, gone->file) == NULL && watch_is_ours())
		lsci_sys_events_leave(watch, gone->fd);
	free(gone);
}

/* --- fork */

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

/* The thread, and with it the registrations, are the parent's. */
static void
start_without(void)
{
	while (registrations != NULL) {
		struct registration *gone = registrations;

		registrations = gone->next;
		free(gone);
	}
	count = 0;
	if (watch_is_ours())
		lsci_sys_close(watch);
	watch = -1;
	release_lock();
}

/* The thread takes the lock of what is aside while it has this one; so must
   fork, which takes first what was registered last. */
static void
watch_forks(void)
{
	if (lsci_aside_lock())
		lsci_aside_unlock();
	(void)pthread_atfork(take_lock, release_lock, start_without);
}

static int
class_of(const struct lsci_message *message)
{
	return message->high ? HIGH_CLASS : message->band;
}

/* --- sending signals */

static void
signal_input(const struct registration *to, int kind)
{
	lsci_sys_signal(to->whom, kind == LSCI_ON_BAND &&
	    (to->events & LSCI_BAND_IS_URGENT) != 0 ? SIGURG : SIGPOLL);
}

/* A message has become the first, in place of one of another class. */
static void
announce(const struct registration *to, const struct lsci_message *first,
    int kinds)
{
	int kind = first->band > 0 ? LSCI_ON_BAND : LSCI_ON_ORDINARY;

	if (first->high)
		kind = LSCI_ON_HIGH;
	else if ((to->events & kinds & LSCI_ON_INPUT) != 0)
		signal_input(to, LSCI_ON_INPUT);
	if ((to->events & kinds & kind) != 0)
		signal_input(to, kind);
}

/* --- what the thread does */

/* The first message and how much waits, as they were at one moment: else the
   arrival of the first would be taken for that of another one.  Among many
   senders that moment may never come; then a signal too many does no harm. */
enum { GLANCES = 10 };
static int
look_at_moment(struct lsci_queue *queue, int *waiting)
{
	int r, glances = 0;

	do {
		*waiting = lsci_sys_waiting(queue->end);
		r = lsci_queue_first(queue, LSCI_DONT_WAIT);
	} while (lsci_sys_waiting(queue->end) != *waiting &&
	    ++glances < GLANCES);
	return r;
}

static void
look_at_input(struct registration *to, const struct lsci_state *state)
{
	struct lsci_queue queue;
	bool changed;
	int r, class, waiting;

	lsci_queue_open(&queue, to->fd, state);
	r = look_at_moment(&queue, &waiting);
	changed = waiting != to->waiting;
	to->waiting = waiting;
	class = r > 0 ? class_of(&queue.first) : NOTHING;
	if (class != NOTHING && (class != to->announced ||
	    (changed && class != HIGH_CLASS &&
	    waiting == (int)queue.size)))
		announce(to, &queue.first, LSCI_ON_ALL);
	to->announced = class;
	lsci_queue_close(&queue);
}

static void
look_at_output(struct registration *to, const struct lsci_state *state)
{
	if (!to->full || lsci_admission_ask(to->fd, state, 0) != 0)
		return;
	to->full = false;
	if ((to->events & LSCI_ON_OUTPUT) != 0)
		lsci_sys_signal(to->whom, SIGPOLL);
	if ((to->events & LSCI_ON_BAND_OUTPUT) != 0)
		lsci_sys_signal(to->whom, SIGPOLL);
}

static void
look_at_hang_up(struct registration *to)
{
	if (to->hung_up || lsci_sys_is_hung_up(to->fd) <= 0)
		return;
	to->hung_up = true;
	if ((to->events & LSCI_ON_HANG_UP) != 0)
		lsci_sys_signal(to->whom, SIGPOLL);
}

/* The number may belong to another file by now. */
static void
look_at_file(uint64_t file)
{
	struct registration *to = next_of(registrations, file);
	struct lsci_state state;
	uint64_t now;

	for (; to != NULL; to = next_of(to->next, file)) {
		if (file_of(to->fd, &now) < 0 || now != file ||
		    lsci_backend_get_state(to->fd, &state) < 0)
			continue;
		look_at_input(to, &state);
		look_at_output(to, &state);
		look_at_hang_up(to);
	}
}

/* --- the thread */

static void *serve(void *argument);

static int
start(void)
{
	int r;

	watch = lsci_sys_events();
	if (watch < 0)
		return watch;
	r = file_of(watch, &watch_file);
	if (r == 0)
		r = lsci_sys_start_thread(serve, (void *)(intptr_t)watch);
	if (r < 0) {
		lsci_sys_close(watch);
		watch = -1;
	}
	return r;
}

/* Of ends that are still there. */
static void
join_all(void)
{
	struct registration *to;
	uint64_t now;

	for (to = registrations; to != NULL; to = to->next)
		if (file_of(to->fd, &now) == 0 && now == to->file)
			(void)lsci_sys_events_join(watch, to->fd, to->file);
}

/* The first time, and whenever the program has closed the watch. */
static int
start_if_needed(void)
{
	int r;

	if (watch_is_ours())
		return 0;
	r = start();
	if (r == 0)
		join_all();
	return r;
}

/* Whether there is more for this thread to do. */
static bool
goes_on(int own_watch)
{
	if (watch == own_watch && watch_is_ours())
		return true;
	if (watch == own_watch && registrations != NULL)
		(void)start_if_needed();
	return false;
}

static void *
serve(void *argument)
{
	int own_watch = (int)(intptr_t)argument;
	bool more;

	do {
		uint64_t file = 0;
		int r = lsci_sys_events_wait(own_watch, &file);

		take_lock();
		if (r == 0)
			look_at_file(file);
		more = goes_on(own_watch) && r == 0;
		release_lock();
	} while (more);
	return NULL;
}

/* --- registering */

/* What is there already is announced to nobody. */
static int
class_of_first(int end, const struct lsci_state *state)
{
	struct lsci_queue queue;
	int class;

	lsci_queue_open(&queue, end, state);
	class = lsci_queue_first(&queue, LSCI_DONT_WAIT) > 0 ?
	    class_of(&queue.first) : NOTHING;
	lsci_queue_close(&queue);
	return class;
}

static int
add(int end, const struct lsci_state *state, uint64_t file, long whom,
    int events)
{
	struct registration *new;
	bool is_watched = next_of(registrations, file) != NULL;
	int r = start_if_needed();

	if (r < 0)
		return r;
	new = calloc(1, sizeof *new);
	if (new == NULL)
		return -EAGAIN;
	new->file = file;
	new->fd = end;
	new->whom = whom;
	new->events = events;
	new->announced = class_of_first(end, state);
	new->hung_up = lsci_sys_is_hung_up(end) > 0;
	new->waiting = lsci_sys_waiting(end);
	r = is_watched ? 0 : lsci_sys_events_join(watch, end, file);
	if (r == -ENOMEM || r == -ENOSPC)
		r = -EAGAIN;
	if (r < 0) {
		free(new);
		return r;
	}
	new->next = registrations;
	registrations = new;
	count++;
	return 0;
}

static int
set(int end, const struct lsci_state *state, uint64_t file, long whom,
    int events)
{
	struct registration **link = find(file, whom);

	if (*link == NULL)
		return events == 0 ? -EINVAL :
		    add(end, state, file, whom, events);
	if (events == 0)
		drop(link);
	else
		(*link)->events = events;
	return 0;
}

/* This process has two. */
static long
by_one_name(long whom)
{
	return whom == lsci_sys_process() ? 0 : whom;
}

int
lsci_events_set(int end, const struct lsci_state *state, long whom,
    int events)
{
	uint64_t file;
	int r = file_of(end, &file);

	whom = by_one_name(whom);
	if (r == 0)
		r = lsci_sys_may_signal(whom);
	if (r < 0)
		return r;
	(void)pthread_once(&once, watch_forks);
	take_lock();
	r = set(end, state, file, whom, events);
	release_lock();
	return r;
}

int
lsci_events_get(int end, long whom)
{
	struct registration **link;
	uint64_t file;
	int r = file_of(end, &file);

	whom = by_one_name(whom);
	if (r == 0)
		r = lsci_sys_may_signal(whom);
	if (r < 0)
		return r;
	take_lock();
	link = find(file, whom);
	r = *link != NULL ? (*link)->events : -EINVAL;
	release_lock();
	return r;
}

bool
lsci_events_any(void)
{
	return count > 0;
}

void
lsci_events_close(int end)
{
	struct registration **link;
	uint64_t file;

	if (file_of(end, &file) < 0)
		return;
	take_lock();
	link = &registrations;
	while (*link != NULL)
		if ((*link)->file == file)
			drop(link);
		else
			link = &(*link)->next;
	release_lock();
}

/* --- what this process does to an end */

/* After high priority everything that follows is signalled; after another
   band only that it is of another one. */
static void
announce_next(struct registration *to, const struct lsci_message *first,
    const struct lsci_message *was, bool alone)
{
	if (alone)
		announce(to, first, LSCI_ON_ALL);
	else if (was != NULL && class_of(first) != class_of(was))
		announce(to, first, was->high ? LSCI_ON_ALL :
		    LSCI_ON_ALL & ~LSCI_ON_INPUT);
}

void
lsci_events_taken(int end, const struct lsci_state *state,
    const struct lsci_message *was, bool alone)
{
	struct registration *to;
	struct lsci_queue queue;
	uint64_t file;
	int r;

	if (file_of(end, &file) < 0)
		return;
	take_lock();
	to = next_of(registrations, file);
	if (to != NULL) {
		lsci_queue_open(&queue, end, state);
		r = lsci_queue_first(&queue, LSCI_DONT_WAIT);
		for (; to != NULL; to = next_of(to->next, file)) {
			if (r > 0)
				announce_next(to, &queue.first, was, alone);
			to->announced = r > 0 ? class_of(&queue.first) :
			    NOTHING;
			to->waiting = lsci_sys_waiting(end);
		}
		lsci_queue_close(&queue);
	}
	release_lock();
}

void
lsci_events_full(int end)
{
	struct registration *to;
	uint64_t file;

	if (file_of(end, &file) < 0)
		return;
	take_lock();
	to = next_of(registrations, file);
	if (to != NULL)
		(void)lsci_admission_arm(end);
	for (; to != NULL; to = next_of(to->next, file))
		to->full = true;
	release_lock();
}
