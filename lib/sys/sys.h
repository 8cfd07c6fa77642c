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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "sys/born.h"
#include "sys/until.h"

/* Without MSG_DONTWAIT a receive waits in the kernel instead of here; without
   MSG_NOSIGNAL the sockets must be made with SO_NOSIGPIPE; without
   MSG_CMSG_CLOEXEC received descriptors are made close-on-exec afterwards. */
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
#ifdef MSG_CMSG_CLOEXEC
#define LSCI_MSG_CLOEXEC MSG_CMSG_CLOEXEC
#else
#define LSCI_MSG_CLOEXEC 0
#endif

/* Without MSG_TRUNC a receive does not tell how long a packet was. */
#ifdef MSG_TRUNC
#define LSCI_MSG_TRUNC MSG_TRUNC
#else
#define LSCI_MSG_TRUNC 0
#endif

/* sockets; `born' is the sum of what born.h has */
extern const bool lsci_sys_is_born_close_on_exec;
int lsci_sys_socketpair(int type, unsigned born, int end[2]);
int lsci_sys_socket(int type, unsigned born);
int lsci_sys_bind(int fd, const struct sockaddr *addr, socklen_t len);
/* backlog 0: as many as the system allows. */
int lsci_sys_listen(int fd, int backlog);
/* Nothing can be sent to it from now on. */
void lsci_sys_refuse_data(int fd);
int lsci_sys_connect(int fd, const struct sockaddr *addr, socklen_t len);
int lsci_sys_accept(int fd, unsigned born);
int lsci_sys_local_name(int fd, struct sockaddr *addr, socklen_t *len);
ssize_t lsci_sys_sendmsg(int fd, const struct msghdr *msg, int flags);
ssize_t lsci_sys_recvmsg(int fd, struct msghdr *msg, int flags);
int lsci_sys_is_local(int fd);
int lsci_sys_is_byte_stream(int fd);
int lsci_sys_is_listening(int fd);

/* Numbers that every holder of a socket sees and that do nothing.
   -ENOPROTOOPT where there is no place for them.  Of a mark, systems with
   short longs keep the upper half. */
int lsci_sys_set_mark(int fd, uint64_t mark);
int lsci_sys_get_mark(int fd, uint64_t *mark);
/* On packet sockets only. */
enum lsci_number {
	LSCI_NUMBER_TAKEN,      /* any int */
	LSCI_NUMBER_MODULES,    /* 1 or more; 1 in a new socket */
	LSCI_NUMBER_CLOSE_TIME, /* 0 or more; -1 in a new socket */
	LSCI_NUMBER_SCANS       /* 1152 to 65536 */
};
int lsci_sys_set_number(int fd, enum lsci_number which, int number);
int lsci_sys_get_number(int fd, enum lsci_number which, int *number);

/* How much of what was sent the other end has not taken, in bytes as the
   kernel accounts for them, which is more than their number. */
int lsci_sys_unread(int fd);
/* And how many the kernel accepts of that; the second returns what it got. */
int lsci_sys_send_room(int fd);
int lsci_sys_set_send_room(int fd, int room);
/* Bytes that wait to be received, all messages together. */
int lsci_sys_waiting(int fd);
/* Gives a socket a name that nobody else has, once; other names are not of
   that size. */
enum { LSCI_NAME_SIZE = 22 };
int lsci_sys_name_somehow(int fd);
/* What went wrong with it, which is forgotten thereby: an errno, or 0. */
int lsci_sys_error(int fd);
/* 1 if the other end is closed; or, if not that, will not send any more. */
int lsci_sys_is_hung_up(int fd);
int lsci_sys_has_ended(int fd);
/* Fills it with bytes that nobody can guess; 256 at most. */
int lsci_sys_random(void *to, size_t size);
/* From where the next peeks begin, in bytes behind the first; -1: not. */
int lsci_sys_peek_from(int fd, int offset);
int lsci_sys_peek_offset(int fd);

/* From now on messages tell who sent them, where the kernel can say; or do
   not. */

/* 0 for a connected socket of the UNIX domain, -EINVAL for another. */
int lsci_sys_has_peer(int fd);

/* A connect to a socket with a full queue waits so long; 0 is for ever. */
int lsci_sys_limit_connect(int fd, long long milliseconds);

/* this process */
/* Memory of the system's; NULL if there is none. */
void *lsci_sys_map(size_t size);
void lsci_sys_unmap(void *memory, size_t size);
bool lsci_sys_is_single_threaded(void);
/* Whether a call that a signal has interrupted goes on, as SA_RESTART says. */
bool lsci_sys_restarts(void);
/* A descriptor, close-on-exec, that becomes readable when it is rung. */
int lsci_sys_bell(void);
void lsci_sys_ring(int bell);
void lsci_sys_raise(int number);
long lsci_sys_process(void);

/* The effective user. */
uid_t lsci_sys_user(void);
/*
 * Does something in a child that has descriptors of its own, in the memory of
 * the caller, who sees no child and no signal; returns what the job returns,
 * an errno made negative or 0.  -ENOTSUP where there are no such children.
 */
struct lsci_child;
typedef int lsci_job(void *argument, struct lsci_child *self);
int lsci_sys_in_child(lsci_job *job, void *argument);
/* For such a job: starts a program without environment, with these as its
   first descriptors and all signals blocked, that is nobody's child when the
   job has been done.  Other descriptors may be open in it. */
enum { LSCI_START_FDS = 4 };
int lsci_sys_start_program(struct lsci_child *self, const char *path,
    const int fds[LSCI_START_FDS]);
/* The path of a program that the environment may name instead of this one;
   not that of a privileged process. */
const char *lsci_sys_program(const char *variable, const char *path);

/* descriptors and files */
/* All numbers that descriptors can have are below, as far as anybody cares. */
int lsci_sys_descriptor_limit(void);
void lsci_sys_close_all_from(int first);
void lsci_sys_close(int fd);
int lsci_sys_take_slot(int fd);
int lsci_sys_prove_slot(int fd);
/* The lowest free number for the same, open across exec. */
int lsci_sys_duplicate(int fd);
int lsci_sys_is_nonblocking(int fd);
/* 1 if it does not open its file but only names it. */
int lsci_sys_is_name_only(int fd);
bool lsci_sys_is_open(int fd);
int lsci_sys_set_blocking(int fd, int blocking);
void lsci_sys_set_close_on_exec(int fd);
int lsci_sys_open_at(int dir, const char *path, int flags, mode_t mode);
int lsci_sys_make_empty(int fd);
/* Gives `to' the meaning of `fd', which is closed. */
int lsci_sys_move(int fd, int to, bool close_on_exec);
int lsci_sys_open_path(const char *path);
int lsci_sys_open_path_at(int dir, const char *name);
int lsci_sys_open_directory(const char *path);
int lsci_sys_try_lock(int fd);
void lsci_sys_unlock(int fd);
int lsci_sys_stat(int fd, struct stat *st);
int lsci_sys_stat_at(int dir, const char *name, struct stat *st);
int lsci_sys_stat_name(int dir, const char *path, struct stat *st, int flags);
int lsci_sys_set_birth_mode(int fd, mode_t mode);
int lsci_sys_link_at(int dir, const char *from, const char *to);
int lsci_sys_unlink_at(int dir, const char *name);
bool lsci_sys_is_terminal(int fd);
/* Of the master side of a pseudo-terminal; -1 for anything else. */
int lsci_sys_terminal_number(int fd);
/* The device of the other side. */
int lsci_sys_terminal_device(int number, dev_t *device);
int lsci_sys_ioctl(int fd, unsigned long request, void *argument);

#endif
