/* SPDX-License-Identifier: ISC */
/*
 * What the tests share.  A helper that finds the world broken ends the test
 * process with a message on standard error; none of them asserts, so they
 * may be used in forked children, which report by their exit code alone.
 */
#ifndef T_H
#define T_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Every test is given this many seconds. */
#define T_TIMEOUT 30

/* --- descriptors */

enum { T_FDS_MAX = 1100 };
struct t_fds {
	bool open[T_FDS_MAX];
	unsigned count;
};

/* Which descriptors are open, and whether the same ones still are (what
   differs goes to standard error). */
void t_fds_note(struct t_fds *fds);
bool t_fds_same(const struct t_fds *before);

/* Lets the process have no further descriptor; frees one; frees all. */
void t_fill_table(void);
void t_free_slot(void);
void t_free_table(void);

/* A new descriptor for a new file that has no name and holds `text'. */
int t_file(const char *text);
bool t_same_file(int a, int b);
bool t_is_open(int fd);
bool t_is_cloexec(int fd);
void t_set_nonblocking(int fd);

/* --- sockets, spoken to directly */

/* A pair of unnamed sockets of this type; they do not come from the
   library. */
void t_socketpair(int type, int end[2]);

/* sendmsg and recvmsg in all their glory.  t_send takes descriptors for one
   control record, and `records' says over how many records they go. */
ssize_t t_send(int fd, const void *data, size_t size, const int *fds,
    unsigned count, unsigned records);
ssize_t t_recv(int fd, void *data, size_t size, int *fds, unsigned room,
    unsigned *count);
void t_pass_credentials(int fd);

/* --- processes */

/* Runs job(argument) in a child, which exits with what it returns. */
pid_t t_fork(int (*job)(void *), void *argument);
/* The exit code of a child, or 128 + the signal that killed it. */
int t_wait(pid_t child);
/* Whether a child is still running after a while that is long enough for a
   call to have returned. */
bool t_is_blocked(pid_t child);
void t_sleep_ms(long milliseconds);
/* Every signal `number' interrupts system calls and does nothing else. */
void t_interrupt_by(int number);
/* Ids for a second user, which is no user of the host. */
enum { T_OTHER_UID = 54321, T_OTHER_GID = 54322 };
bool t_is_root(void);
/* Whether valgrind stands between the test and the kernel. */
bool t_is_valgrind(void);

/* --- a private directory: fixtures for .init and .fini */

void t_directory_make(void);
void t_directory_remove(void);
void t_directory_empty(void);
/* A path in it; the storage lives until the next eight calls. */
char *t_path(const char *name);

/* --- the seam of the system calls (only in programs linked to a library
   that was built with it) */

/* Lets system call number `number' (from 0) fail, by the `variant'-th errno
   that this call can have; number -1: none. */
void t_seam_fail(int number, unsigned variant);
/* Lets the first, or the second, call of this function fail. */
void t_seam_fail_call(const char *function, int err);
void t_seam_fail_second(const char *function, int err);
/* Does something just before the first call of this function. */
void t_seam_before(const char *function, void (*action)(void));
/* The process dies, by SIGKILL, before system call number `number'. */
void t_seam_die(int number);
/* From now on nothing fails; what has happened is not forgotten. */
void t_seam_stop(void);
/* Functions that never fail by their number; a list that ends with NULL, or
   NULL. */
void t_seam_spare(const char *const *functions);
/* What happened since: how many calls were made, the errno that was injected
   (0 if none was), the function, and whether it has further variants. */
struct t_seam {
	int calls;
	int injected;
	const char *function;
	bool more;
};
struct t_seam t_seam_result(void);

#endif
