/* SPDX-License-Identifier: ISC */
/*
 * Calls for which no C library has a second name (see uncaptured.h).
 *
 * Of these only the two that wait are points of cancellation.  While they
 * wait the thread can be cancelled at any moment, which is what C libraries
 * did before they knew better: harmless where nothing has been taken yet.
 */
#ifndef LSCI_UNCAPTURED_COMMON_H
#define LSCI_UNCAPTURED_COMMON_H

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>

/* Where a long is too short for the time there is a second call. */
#ifdef SYS_ppoll_time64
enum { LSCI_SYS_PPOLL64 = SYS_ppoll_time64,
    LSCI_SYS_PSELECT64 = SYS_pselect6_time64 };
#else
enum { LSCI_SYS_PPOLL64 = SYS_ppoll, LSCI_SYS_PSELECT64 = SYS_pselect6 };
#endif
#ifdef SYS_ppoll
enum { LSCI_SYS_PPOLL = SYS_ppoll, LSCI_SYS_PSELECT = SYS_pselect6 };
#else
enum { LSCI_SYS_PPOLL = LSCI_SYS_PPOLL64,
    LSCI_SYS_PSELECT = LSCI_SYS_PSELECT64 };
#endif
enum { LSCI_LONG_TIME = sizeof(((struct timespec *)0)->tv_sec) > sizeof(long),
    LSCI_SIGNAL_BYTES = _NSIG / 8 };

/* What the C library adds where sizes of files have 64 bits. */
#ifdef O_LARGEFILE
enum { LSCI_LARGE = O_LARGEFILE };
#else
enum { LSCI_LARGE = 0 };
#endif

static inline void
lsci_libc_begin_to_wait(int *type)
{
#ifdef HAVE_PTHREAD_SETCANCELTYPE
	(void)pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, type);
#else
	*type = 0;
#endif
}

static inline void
lsci_libc_end_of_wait(int type)
{
#ifdef HAVE_PTHREAD_SETCANCELTYPE
	(void)pthread_setcanceltype(type, &type);
#else
	(void)type;
#endif
}

static inline int
lsci_libc_ioctl(int fd, unsigned long request, void *argument)
{
	return (int)syscall(SYS_ioctl, fd, request, argument);
}

static inline int
lsci_libc_dup3(int fd, int to, int flags)
{
	return (int)syscall(SYS_dup3, fd, to, flags);
}

static inline int
lsci_libc_pipe2(int fd[2], int flags)
{
	return (int)syscall(SYS_pipe2, fd, flags);
}

/* The kernel writes into the timeout; a program's is const. */
static inline int
lsci_libc_ppoll(struct pollfd *fds, nfds_t count,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct timespec left;
	int type, r;

	if (timeout != NULL)
		left = *timeout;
	lsci_libc_begin_to_wait(&type);
	r = (int)syscall(LSCI_LONG_TIME ? LSCI_SYS_PPOLL64 : LSCI_SYS_PPOLL,
	    fds, count, timeout == NULL ? NULL : &left, mask,
	    (size_t)LSCI_SIGNAL_BYTES);
	lsci_libc_end_of_wait(type);
	return r;
}

static inline int
lsci_libc_pselect_left(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, struct timespec *left, const sigset_t *mask)
{
	struct { const sigset_t *mask; size_t size; } signals =
	    { mask, LSCI_SIGNAL_BYTES };
	int type, r;

	lsci_libc_begin_to_wait(&type);
	r = (int)syscall(
	    LSCI_LONG_TIME ? LSCI_SYS_PSELECT64 : LSCI_SYS_PSELECT,
	    count, readable, writable, exceptional, left, &signals);
	lsci_libc_end_of_wait(type);
	return r;
}

static inline int
lsci_libc_pselect(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, const struct timespec *timeout, const sigset_t *mask)
{
	struct timespec left;

	if (timeout != NULL)
		left = *timeout;
	return lsci_libc_pselect_left(count, readable, writable, exceptional,
	    timeout == NULL ? NULL : &left, mask);
}

#endif
