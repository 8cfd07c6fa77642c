/* SPDX-License-Identifier: ISC */
/*
 * Watching many descriptors from a thread, and sending signals.
 */
#include <config.h>

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#ifdef HAVE_SYS_EPOLL_H
#include <sys/epoll.h>
#endif
#include <unistd.h>

#include "sys/events.h"
#include "sys/seam.h"
#include "sys/sys.h"

#ifdef HAVE_SYS_EPOLL_H

int
lsci_sys_events(void)
{
	return LSCI_INT_RESULT(epoll_create1(EPOLL_CLOEXEC));
}

int
lsci_sys_events_join(int watch, int fd, uint64_t name)
{
	struct epoll_event event = {
		.events = EPOLLIN | EPOLLOUT | EPOLLET
	};

	event.data.u64 = name;
	return LSCI_INT_RESULT(epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event));
}

void
lsci_sys_events_leave(int watch, int fd)
{
	struct epoll_event event = { .events = 0 };
	int saved = errno;

	(void)epoll_ctl(watch, EPOLL_CTL_DEL, fd, &event);
	errno = saved;
}

int
lsci_sys_events_wait(int watch, uint64_t *name)
{
	struct epoll_event event;
	int r;

	do
		r = LSCI_INT_RESULT(epoll_wait(watch, &event, 1, -1));
	while (r == 0 || r == -EINTR);
	if (r > 0)
		*name = event.data.u64;
	return r < 0 ? r : 0;
}

#else

int
lsci_sys_events(void)
{
	return -EAGAIN;
}

int
lsci_sys_events_join(int watch, int fd, uint64_t name)
{
	(void)watch;
	(void)fd;
	(void)name;
	return -EAGAIN;
}

void
lsci_sys_events_leave(int watch, int fd)
{
	(void)watch;
	(void)fd;
}

int
lsci_sys_events_wait(int watch, uint64_t *name)
{
	(void)watch;
	(void)name;
	return -EAGAIN;
}

#endif

struct beginning {
	void *(*run)(void *argument);
	void *argument;
	sem_t runs;
};

static void *
begin(void *argument)
{
	struct beginning *beginning = argument;
	void *(*run)(void *) = beginning->run;

	argument = beginning->argument;
	(void)sem_post(&beginning->runs);
	return run(argument);
}

/* A detached thread. */
static int
create(struct beginning *beginning)
{
	pthread_attr_t attributes;
	pthread_t thread;
	int r = pthread_attr_init(&attributes);

	if (r != 0)
		return -EAGAIN;
	(void)pthread_attr_setdetachstate(&attributes,
	    PTHREAD_CREATE_DETACHED);
	r = pthread_create(&thread, &attributes, begin, beginning);
	(void)pthread_attr_destroy(&attributes);
	return r != 0 ? -EAGAIN : 0;
}

/* The program may fork next; and in a child that was forked while a thread
   began, AddressSanitizer can begin no other. */
static int
create_and_wait(void *(*run)(void *), void *argument)
{
	struct beginning beginning = { .run = run, .argument = argument };
	int r;

	if (sem_init(&beginning.runs, 0, 0) < 0)
		return -EAGAIN;
	r = create(&beginning);
	while (r == 0 && sem_wait(&beginning.runs) < 0)
		continue;
	(void)sem_destroy(&beginning.runs);
	return r;
}

int
lsci_sys_start_thread(void *(*run)(void *), void *argument)
{
	sigset_t all, before;
	int r;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	r = create_and_wait(run, argument);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return r;
}

int
lsci_sys_may_signal(long whom)
{
	return whom == 0 ? 0 : LSCI_INT_RESULT(kill((pid_t)whom, 0));
}

void
lsci_sys_signal(long whom, int number)
{
	(void)kill(whom == 0 ? getpid() : (pid_t)whom, number);
}
