/* SPDX-License-Identifier: ISC */
/*
 * The system's calls that have a STREAMS meaning too; see sys.h.
 */
#ifndef LSCI_CALL_H
#define LSCI_CALL_H

#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <time.h>

int lsci_sys_close_it(int fd);
ssize_t lsci_sys_read(int fd, void *to, size_t size);
ssize_t lsci_sys_readv(int fd, const struct iovec *part, int parts);
ssize_t lsci_sys_write(int fd, const void *from, size_t size);
ssize_t lsci_sys_writev(int fd, const struct iovec *part, int parts);
int lsci_sys_close_it(int fd);
int lsci_sys_fcntl(int fd, int command, void *argument);
int lsci_sys_poll(struct pollfd *fds, nfds_t count, int timeout);
int lsci_sys_ppoll(struct pollfd *fds, nfds_t count,
    const struct timespec *timeout, const sigset_t *mask);
int lsci_sys_select(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, struct timeval *timeout);
int lsci_sys_pselect(int count, fd_set *readable, fd_set *writable,
    fd_set *exceptional, const struct timespec *timeout,
    const sigset_t *mask);

#endif
