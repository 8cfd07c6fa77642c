/* SPDX-License-Identifier: ISC */
/*
 * What a message stream is ready for only its queue and its peer's can tell;
 * what the kernel reports of the socket is used to sleep, and must not end the
 * sleep as long as nothing has changed.  So before it sleeps the process
 *
 * - narrows what it may send, where the queue is full, until the kernel calls
 *   the socket full too (admission.c);
 * - watches for arrivals, where something waits that nobody has asked for, in
 *   place of asking whether anything waits.
 *
 * Nothing may happen unnoticed in between: after a watch has been opened the
 * queue is looked at again.
 */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "head/admission.h"
#include "head/aside.h"
#include "head/known.h"
#include "head/queue.h"
#include "head/readiness.h"
#include "head/waiters.h"
#include "sys/call.h"
#include "sys/sys.h"

enum { READING = POLLIN | POLLPRI | POLLRDNORM | POLLRDBAND,
	WRITING = POLLOUT | POLLWRNORM | POLLWRBAND };

/* What the kernel waits for in place of a pollfd: the descriptor itself, for
   a message stream only for writing or reading as far as that makes sense,
   and the watch. */
struct sleep {
	struct pollfd *fds;     /* twice as many, the second half are watches;
	                           and a bell */
	nfds_t count;
	unsigned wakings;       /* before the last look */
	bool brief;             /* nothing will end the sleep but time */
};

/* --- one message stream */

static short
readable(int fd, const struct lsci_state *state)
{
	struct lsci_queue queue;
	short events = 0;
	int r;

	lsci_queue_open(&queue, fd, state);
	r = lsci_queue_first(&queue, LSCI_DONT_WAIT);
	if (r > 0 && queue.first.high)
		events = POLLPRI;
	else if (r > 0)
		events = queue.first.band > 0 ? POLLIN | POLLRDBAND :
		    POLLIN | POLLRDNORM;
	lsci_queue_close(&queue);
	return events;
}

static short
writable(int fd, const struct lsci_state *state, short wanted)
{
	short events = 0;

	if ((wanted & (POLLOUT | POLLWRNORM)) != 0 &&
	    lsci_admission_ask(fd, state, 0) == 0)
		events |= POLLOUT | POLLWRNORM;
	if ((wanted & POLLWRBAND) != 0 &&
	    lsci_admission_ask(fd, state, LSCI_SOME_BAND) == 0)
		events |= POLLWRBAND;
	return events;
}

static short
ready(int fd, const struct lsci_state *state, short wanted)
{
	bool hung_up = lsci_sys_has_ended(fd) > 0;
	short events = 0;

	if ((wanted & READING) != 0)
		events |= readable(fd, state);
	if ((wanted & WRITING) != 0 && !hung_up)
		events |= writable(fd, state, wanted);
	return (short)((events & wanted) | (hung_up ? POLLHUP : 0));
}

/* --- all of them, without waiting */

/* In a pollfd that the system is not asked about. */
static void
leave_out(struct pollfd *asked)
{
	asked->fd = -1;
	asked->events = asked->revents = 0;
}

static int
ask_system(struct sleep *sleep, struct pollfd *fds)
{
	nfds_t i;
	int r = lsci_sys_poll(sleep->fds, sleep->count, 0);

	for (i = 0; i < sleep->count; i++)
		if (sleep->fds[i].fd >= 0)
			fds[i].revents = sleep->fds[i].revents;
	return r;
}

/* How many are ready; the message streams in fds, the others in a copy that
   the system is asked about. */
static int
look(struct pollfd *fds, struct sleep *sleep)
{
	struct lsci_state state;
	int count = 0, strangers = 0;
	nfds_t i;

	sleep->wakings = lsci_waiters_count();
	for (i = 0; i < sleep->count; i++) {
		sleep->fds[i] = fds[i];
		fds[i].revents = 0;
		if (fds[i].fd < 0)
			continue;
		if (lsci_known_message_stream(fds[i].fd, &state) <= 0) {
			strangers++;
			continue;
		}
		leave_out(&sleep->fds[i]);
		fds[i].revents = ready(fds[i].fd, &state, fds[i].events);
		count += fds[i].revents != 0;
	}
	if (strangers > 0)
		strangers = ask_system(sleep, fds);
	return strangers < 0 ? strangers : count + strangers;
}

/* --- going to sleep */

static bool
something_waits(int fd)
{
	struct pollfd end = { .fd = fd, .events = POLLIN };

	return lsci_sys_poll(&end, 1, 0) > 0 && (end.revents & POLLIN) != 0;
}

/* 1 if a watch was opened, and the queue has to be looked at again; without a
   descriptor for it, time has to tell. */
enum { LOOK_OFTEN = -1, OFTEN_MS = 10 };

static int
prepare_reading(struct pollfd *asleep, struct pollfd *watch, int fd)
{
	int r;

	if (watch->fd >= 0)
		return 0;
	asleep->events |= POLLIN;
	if (!something_waits(fd))
		return 0;
	r = lsci_sys_watch(fd);
	if (r < 0)
		return LOOK_OFTEN;
	watch->fd = r;
	watch->events = POLLIN;
	return 1;
}

static int
prepare(const struct pollfd *fds, struct sleep *sleep)
{
	struct lsci_state state;
	nfds_t i;
	int opened = 0;

	for (i = 0; i < sleep->count; i++) {
		struct pollfd *asleep = &sleep->fds[i];
		struct pollfd *watch = &sleep->fds[sleep->count + i];
		int r = 0;

		if (fds[i].fd < 0 || asleep->fd >= 0 ||
		    lsci_known_message_stream(fds[i].fd, &state) <= 0)
			continue;
		asleep->fd = fds[i].fd;
		if ((fds[i].events & WRITING) != 0 &&
		    lsci_admission_arm(fds[i].fd) == 0)
			asleep->events |= POLLOUT;
		if ((fds[i].events & READING) != 0)
			r = prepare_reading(asleep, watch, fds[i].fd);
		if (watch->fd >= 0 || r == LOOK_OFTEN)
			asleep->events &= ~POLLIN;
		if (r == LOOK_OFTEN)
			sleep->brief = true;
		else
			opened += r;
	}
	return opened;
}

static void
close_watches(struct sleep *sleep)
{
	nfds_t i;

	for (i = 0; i < sleep->count; i++)
		if (sleep->fds[sleep->count + i].fd >= 0)
			lsci_sys_close(sleep->fds[sleep->count + i].fd);
}

static void
rearm_watches(struct sleep *sleep)
{
	nfds_t i;

	for (i = 0; i < sleep->count; i++)
		if (sleep->fds[sleep->count + i].fd >= 0)
			(void)lsci_sys_watch_rearm(
			    sleep->fds[sleep->count + i].fd);
}

/* --- the time */

enum { NANOSECONDS = 1000000000 };

static void
end_of(const struct timespec *timeout, struct timespec *end)
{
	lsci_sys_now(end);
	end->tv_sec += timeout->tv_sec;
	end->tv_nsec += timeout->tv_nsec;
	if (end->tv_nsec >= NANOSECONDS) {
		end->tv_sec++;
		end->tv_nsec -= NANOSECONDS;
	}
}

/* False if nothing is left. */
static bool
time_left(const struct timespec *end, struct timespec *left)
{
	struct timespec now;

	lsci_sys_now(&now);
	left->tv_sec = end->tv_sec - now.tv_sec;
	left->tv_nsec = end->tv_nsec - now.tv_nsec;
	if (left->tv_nsec < 0) {
		left->tv_sec--;
		left->tv_nsec += NANOSECONDS;
	}
	return left->tv_sec >= 0;
}

/* Not longer than until somebody has to look again. */
static int
wait_briefly(struct sleep *sleep, nfds_t count, const struct timespec *left,
    const sigset_t *mask)
{
	struct timespec brief = { 0, OFTEN_MS * 1000000L };
	bool is_last = left != NULL && left->tv_sec == 0 &&
	    left->tv_nsec <= brief.tv_nsec;
	int r = lsci_sys_ppoll(sleep->fds, count, is_last ? left : &brief,
	    mask);

	return r == 0 && !is_last ? 1 : r;
}

static int
wait_for_events(struct sleep *sleep, nfds_t count,
    const struct timespec *left, const sigset_t *mask)
{
	return sleep->brief ? wait_briefly(sleep, count, left, mask) :
	    lsci_sys_ppoll(sleep->fds, count, left, mask);
}

/* Where another thread may set something aside, there is a bell. */
static int
wait_with_bell(struct sleep *sleep, const struct timespec *left,
    const sigset_t *mask)
{
	struct pollfd *bell = &sleep->fds[2 * sleep->count];
	struct lsci_waiter waiter;
	int r;

	leave_out(bell);
	if (lsci_sys_is_single_threaded())
		return wait_for_events(sleep, 2 * sleep->count, left, mask);
	r = lsci_waiters_join(&waiter, sleep->wakings);
	bell->fd = waiter.bell;
	bell->events = POLLIN;
	sleep->brief |= waiter.bell < 0;
	if (r == 0)
		r = wait_for_events(sleep, 2 * sleep->count + 1, left, mask);
	lsci_waiters_leave(&waiter);
	return r;
}

/* 0 if the time is over. */
static int
sleep_until(struct sleep *sleep, const struct timespec *end,
    const sigset_t *mask)
{
	struct timespec left = { 0, 0 };
	int r;

	if (end != NULL && !time_left(end, &left))
		left.tv_sec = left.tv_nsec = 0;
	r = wait_with_bell(sleep, end != NULL ? &left : NULL, mask);
	rearm_watches(sleep);
	return r;
}

static int
poll_until(struct pollfd *fds, struct sleep *sleep,
    const struct timespec *end, const sigset_t *mask)
{
	for (;;) {
		int r = look(fds, sleep);

		if (r != 0)
			return r;
		r = prepare(fds, sleep);
		if (r > 0)
			continue;
		if (r == 0)
			r = sleep_until(sleep, end, mask);
		if (r < 0)
			return r;
		if (r == 0)
			return look(fds, sleep);
	}
}

int
lsci_readiness_needed(const struct pollfd *fds, nfds_t count)
{
	struct lsci_state state;
	nfds_t i;

	for (i = 0; i < count; i++)
		if (fds[i].fd >= 0 &&
		    lsci_known_message_stream(fds[i].fd, &state) > 0)
			return 1;
	return 0;
}

int
lsci_readiness_poll(struct pollfd *fds, nfds_t count,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct sleep sleep = { .count = count };
	struct timespec end;
	nfds_t i;
	int r;

	if (timeout != NULL && (timeout->tv_sec < 0 || timeout->tv_nsec < 0 ||
	    timeout->tv_nsec >= NANOSECONDS))
		return -EINVAL;
	sleep.fds = calloc(2 * count + 1, sizeof *sleep.fds);
	if (sleep.fds == NULL)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		sleep.fds[count + i].fd = -1;
	if (timeout != NULL)
		end_of(timeout, &end);
	r = poll_until(fds, &sleep, timeout != NULL ? &end : NULL, mask);
	close_watches(&sleep);
	free(sleep.fds);
	return r;
}
