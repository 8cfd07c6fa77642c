/* SPDX-License-Identifier: ISC */
/*
 * Places are given by the one thread that serves, and given back by those that
 * close; that is all that they share.
 *
 * The kernel keeps the descriptors of a process as long as one of its threads
 * is there, and a thread that cannot be killed would keep the name of an agent
 * that was.  So if a close lasts, the one who serves takes a copy of all
 * descriptors, in which that one is no more, and a second thread closes what
 * the first has.
 */
#include <config.h>

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

#include "agent/closer.h"
#include "sys/sys.h"

struct place {
	atomic_bool taken;
	int fd;
	uid_t user;
};

static struct place places[CLOSER_MAX];
static atomic_int busy;
static sem_t has_left, has_closed;
static bool left;               /* between the two */

void
closer_prepare(void)
{
	(void)sem_init(&has_left, 0, 0);
	(void)sem_init(&has_closed, 0, 0);
}

bool
closer_is_busy(void)
{
	return atomic_load(&busy) > 0;
}

bool
closer_has(uid_t user)
{
	int i, count = 0;

	for (i = 0; i < CLOSER_MAX; i++) {
		if (!atomic_load(&places[i].taken))
			continue;
		if (places[i].user == user)
			return true;
		count++;
	}
	return count == CLOSER_MAX;
}

static struct place *
take_place(int fd, uid_t user)
{
	int i;

	for (i = 0; i < CLOSER_MAX; i++)
		if (!atomic_load(&places[i].taken)) {
			places[i].fd = fd;
			places[i].user = user;
			atomic_store(&places[i].taken, true);
			atomic_fetch_add(&busy, 1);
			return &places[i];
		}
	return NULL;
}

/* --- threads */

static void
await(sem_t *event)
{
	while (sem_wait(event) < 0)
		continue;
}

static void *
close_one(void *argument)
{
	struct place *place = argument;

	lsci_sys_close(place->fd);
	atomic_fetch_sub(&busy, 1);
	atomic_store(&place->taken, false);
	return NULL;
}

/* The one who serves has them as well, so nothing comes to its end by that. */
static void *
close_left(void *unused)
{
	await(&has_left);
	if (left)
		lsci_sys_close_all_from(0);
	(void)sem_post(&has_closed);
	return unused;
}

/* Signals are for the one who serves. */
static bool
start(void *(*job)(void *), void *argument)
{
	pthread_t thread;
	sigset_t all, before;
	int r;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	r = pthread_create(&thread, NULL, job, argument);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (r == 0)
		(void)pthread_detach(thread);
	return r == 0;
}

/* --- the one who serves */

/* A close begins with the number, which is free then; most end at once. */
static bool
lasts(const struct place *place)
{
	enum { YIELDS = 200, TIMES = 3, PAUSE_MS = 1 };
	int i;

	for (i = 0; i < YIELDS && atomic_load(&place->taken); i++)
		(void)sched_yield();
	for (i = 0; i < TIMES && atomic_load(&place->taken);) {
		if (!lsci_sys_is_open(place->fd))
			i++;
		(void)lsci_sys_pause(PAUSE_MS, LSCI_WAIT);
	}
	return atomic_load(&place->taken);
}

/* Where that is forbidden, all is as it was. */
static void
leave(void)
{
	if (!start(close_left, NULL))
		return;
	left = unshare(CLONE_FILES) == 0;
	(void)sem_post(&has_left);
	await(&has_closed);
}

/* Where no thread can be made, it stays open, and its user is not heard any
   more: that is better than to wait for him.  Without a place it is of the
   owner or the superuser, who may harm himself. */
void
closer_close(int fd, uid_t user)
{
	struct place *place = take_place(fd, user);

	if (place == NULL)
		lsci_sys_close(fd);
	else if (start(close_one, place) && lasts(place))
		leave();
}
