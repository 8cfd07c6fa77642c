/* SPDX-License-Identifier: ISC */
/*
 * The system's own calls, for descriptors that are no message streams.
 */
#include <config.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sys/call.h"
#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

ssize_t
lsci_sys_read(int fd, void *to, size_t size)
{
	return LSCI_RESULT(read(fd, to, size));
}

ssize_t
lsci_sys_readv(int fd, const struct iovec *part, int parts)
{
	return LSCI_RESULT(readv(fd, part, parts));
}

ssize_t
lsci_sys_write(int fd, const void *from, size_t size)
{
	return LSCI_RESULT(write(fd, from, size));
}

ssize_t
lsci_sys_writev(int fd, const struct iovec *part, int parts)
{
	return LSCI_RESULT(writev(fd, part, parts));
}

int
lsci_sys_close_it(int fd)
{
	return LSCI_INT_RESULT(close(fd));
}

int
lsci_sys_fcntl(int fd, int command, void *argument)
{
	return LSCI_INT_RESULT(fcntl(fd, command, argument));
}

int
lsci_sys_poll(struct pollfd *fds, nfds_t count, int timeout)
{
	return LSCI_INT_RESULT(poll(fds, count, timeout));
}

int
lsci_sys_ppoll(struct pollfd *fds, nfds_t count,
    const struct timespec *timeout, const sigset_t *mask)
{
	return LSCI_INT_RESULT(ppoll(fds, count, timeout, mask));
}

int
lsci_sys_select(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, struct timeval *timeout)
{
	return LSCI_INT_RESULT(
	    select(count, readable, writable, exceptional, timeout));
}

int
lsci_sys_pselect(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, const struct timespec *timeout,
    const sigset_t *mask)
{
	return LSCI_INT_RESULT(pselect(count, readable, writable, exceptional,
	    timeout, mask));
}

/* To the calling thread. */
void
lsci_sys_raise(int number)
{
	(void)raise(number);
}

long
lsci_sys_process(void)
{
	return (long)getpid();
}
