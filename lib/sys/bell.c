/* SPDX-License-Identifier: ISC */
/*
 * How one thread wakes another that sleeps in poll.
 */
#include <config.h>

#include <stdint.h>
#ifdef HAVE_SYS_EVENTFD_H
#include <sys/eventfd.h>
#endif
#ifdef HAVE_SYS_SINGLE_THREADED_H
#include <sys/single_threaded.h>
#endif
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

bool
lsci_sys_is_single_threaded(void)
{
#ifdef HAVE_SYS_SINGLE_THREADED_H
	return __libc_single_threaded;
#else
	return false;
#endif
}

#ifdef HAVE_SYS_EVENTFD_H

int
lsci_sys_bell(void)
{
	return LSCI_INT_RESULT(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

/* Rung often enough, it cannot take more, and has been heard. */
void
lsci_sys_ring(int bell)
{
	uint64_t once = 1;
	int saved = errno;
	ssize_t n = write(bell, &once, sizeof once);

	(void)n;
	errno = saved;
}

#else

int
lsci_sys_bell(void)
{
	return -ENOSYS;
}

void
lsci_sys_ring(int bell)
{
	(void)bell;
}

#endif
