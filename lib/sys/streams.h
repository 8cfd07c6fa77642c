/* SPDX-License-Identifier: ISC */
/*
 * A system's own STREAMS, by its own <stropts.h>.
 *
 * The library has functions by some of these names itself, so the system's
 * are whoever would have had the call otherwise.  All return a negative errno
 * on failure; -ENOSYS if nobody has such a call.
 */
#ifndef LSCI_STREAMS_H
#define LSCI_STREAMS_H

#include <stddef.h>
#include <sys/types.h>

struct strbuf;

int lsci_sys_getmsg(int fd, struct strbuf *control, struct strbuf *data,
    int *flags);
int lsci_sys_getpmsg(int fd, struct strbuf *control, struct strbuf *data,
    int *band, int *flags);
int lsci_sys_putmsg(int fd, const struct strbuf *control,
    const struct strbuf *data, int flags);
int lsci_sys_putpmsg(int fd, const struct strbuf *control,
    const struct strbuf *data, int band, int flags);
int lsci_sys_is_stream(int fd);
int lsci_sys_attach(int end, const char *path);
int lsci_sys_detach(const char *path);

int lsci_sys_stream_pipe(int end[2]);
int lsci_sys_push(int end, const char *module);
/* Of a name to which nothing is attached yet. */
int lsci_sys_set_mode(const char *name, mode_t mode);
/* Whether a write to a stream without another end is to raise SIGPIPE. */
int lsci_sys_wants_signal(int end);

/* Data as one message, of `size' bytes at most 4096. */
int lsci_sys_put_data(int end, const void *data, size_t size);
/* As much of the data of the first message as there is room for; 0 at a
   hang-up only.  -EBADMSG also for what is no data. */
ssize_t lsci_sys_get_data(int end, void *data, size_t room);
/* The same, and nothing is taken; -EAGAIN also at a hang-up. */
ssize_t lsci_sys_peek_data(int end, void *data, size_t room);

/* What was passed by I_SENDFD: a descriptor, the caller's, and the ids of the
   process that passed it. */
struct lsci_gift {
	int fd;
	uid_t uid;
	gid_t gid;
};
int lsci_sys_pass(int end, int fd);
int lsci_sys_take_passed(int end, struct lsci_gift *gift);

#endif
