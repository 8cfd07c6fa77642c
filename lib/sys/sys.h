/* SPDX-License-Identifier: ISC */
/*
 * The only door to the kernel.
 *
 * Every system call of the library is one of these functions.  They return
 * what the call returns on success and a negative errno on failure; none of
 * them touches a descriptor that it was not given.  Interrupted calls come
 * back as -EINTR, because only the caller knows whether a message is in the
 * middle; close alone has no such answer.
 *
 * No header in this directory may be called like one of the system's: it
 * would be found in its place.
 */
#ifndef LSCI_SYS_H
#define LSCI_SYS_H

#include <stddef.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>

/* Without MSG_DONTWAIT a receive waits in the kernel instead of here; without
   MSG_NOSIGNAL the sockets must be made with SO_NOSIGPIPE. */
#ifdef MSG_DONTWAIT
#define LSCI_MSG_DONTWAIT MSG_DONTWAIT
#else
#define LSCI_MSG_DONTWAIT 0
#endif
#ifdef MSG_NOSIGNAL
#define LSCI_MSG_NOSIGNAL MSG_NOSIGNAL
#else
#define LSCI_MSG_NOSIGNAL 0
#endif

enum lsci_inherit {
	LSCI_INHERITED,         /* survives exec, as SVR4's descriptors did */
	LSCI_CLOSE_ON_EXEC      /* for what the library opens for itself */
};

/* sockets */
int lsci_sys_socketpair(int type, enum lsci_inherit inherit, int end[2]);
int lsci_sys_socket(int type, enum lsci_inherit inherit);
int lsci_sys_bind(int fd, const struct sockaddr *addr, socklen_t len);
int lsci_sys_listen(int fd, int backlog);
int lsci_sys_connect(int fd, const struct sockaddr *addr, socklen_t len);
int lsci_sys_accept(int fd);
ssize_t lsci_sys_sendmsg(int fd, const struct msghdr *msg, int flags);
ssize_t lsci_sys_recvmsg(int fd, struct msghdr *msg, int flags);
int lsci_sys_is_local(int fd);

/* A number that every holder of a socket sees and that does nothing.
   -ENOPROTOOPT where there is no place for one. */
int lsci_sys_set_mark(int fd, unsigned long mark);
int lsci_sys_get_mark(int fd, unsigned long *mark);

/* From now on messages tell who sent them, where the kernel can say. */
int lsci_sys_want_sender(int fd);

/* Who is at the other end; one of the files lib/sys/peer_*.c is linked.
   -ENOTSUP if the kernel cannot tell.  uid or gid may be NULL. */
int lsci_sys_peer_ids(int fd, uid_t *uid, gid_t *gid);

/* descriptors and files */
void lsci_sys_close(int fd);
int lsci_sys_prove_slot(int fd);
int lsci_sys_is_nonblocking(int fd);
int lsci_sys_wait_writable(int fd);
int lsci_sys_open_path(const char *path);
int lsci_sys_open_path_at(int dir, const char *name);
int lsci_sys_open_directory(const char *path);
int lsci_sys_try_lock(int fd);
void lsci_sys_unlock(int fd);
int lsci_sys_stat(int fd, struct stat *st);
int lsci_sys_stat_at(int dir, const char *name, struct stat *st);
int lsci_sys_set_birth_mode(int fd, mode_t mode);
int lsci_sys_link_at(int dir, const char *from, const char *to);
int lsci_sys_unlink_at(int dir, const char *name);
int lsci_sys_pause(int milliseconds);
long long lsci_sys_now_ms(void);        /* of a clock that is never set */
int lsci_sys_ioctl(int fd, unsigned long request, void *argument);

#endif
