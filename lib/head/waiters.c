/* SPDX-License-Identifier: ISC */
/*
 * The list is guarded by the lock of what is aside.  A bell belongs to one
 * sleep: nothing stays open in between, for a program that closes everything
 * to meet.
 */
#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

#include "head/aside.h"
#include "head/waiters.h"
#include "sys/sys.h"

static struct lsci_waiter *waiters;
static atomic_uint wakings;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Where there are no bells, a sleeper looks often. */
enum { OFTEN_MS = 10 };

unsigned
lsci_waiters_count(void)
{
	return wakings;
}

/* The sleepers are the parent's; their bells have been copied. */
static void
start_without(void)
{
	for (; waiters != NULL; waiters = waiters->next)
		if (waiters->bell >= 0)
			lsci_sys_close(waiters->bell);
}

static void
watch_forks(void)
{
	(void)pthread_atfork(NULL, NULL, start_without);
}

int
lsci_waiters_join(struct lsci_waiter *waiter, unsigned count)
{
	int r;

	(void)pthread_once(&once, watch_forks);
	waiter->bell = -1;
	waiter->joined = lsci_aside_lock();
	if (!waiter->joined)
		return 0;
	waiter->bell = lsci_sys_bell();
	waiter->next = waiters;
	waiters = waiter;
	r = wakings != count;
	lsci_aside_unlock();
	return r;
}

void
lsci_waiters_leave(struct lsci_waiter *waiter)
{
	struct lsci_waiter **link = &waiters;

	if (!waiter->joined || !lsci_aside_lock())
		return;
	while (*link != NULL && *link != waiter)
		link = &(*link)->next;
	if (*link != NULL)
		*link = waiter->next;
	lsci_aside_unlock();
	if (waiter->bell >= 0)
		lsci_sys_close(waiter->bell);
}

void
lsci_waiters_wake(void)
{
	struct lsci_waiter *waiter;

	wakings++;
	for (waiter = waiters; waiter != NULL; waiter = waiter->next)
		if (waiter->bell >= 0)
			lsci_sys_ring(waiter->bell);
}

static int
sleep_with_bell(int fd, int bell, lsci_until until)
{
	if (bell >= 0)
		return lsci_sys_wait_either(fd, bell, until);
	return lsci_sys_wait_briefly(fd, OFTEN_MS, until);
}

int
lsci_waiters_sleep(int fd, unsigned count, lsci_until until)
{
	struct lsci_waiter waiter;
	int r;

	if (lsci_sys_is_single_threaded())
		return lsci_sys_wait_readable(fd, until);
	r = lsci_waiters_join(&waiter, count);
	r = r > 0 ? 0 : sleep_with_bell(fd, waiter.bell, until);
	lsci_waiters_leave(&waiter);
	return r;
}
