/* SPDX-License-Identifier: ISC */
/*
 * The system as an SVR4 program sees it.  The tests of streams call pipe, read
 * and poll by their names; here these names become calls of the library.
 * With T_SOURCE_PORT defined they stay as they are, because then something
 * else redirects them, and the tests see what a ported program sees.
 *
 * The macros take arguments, so that a member or a variable of that name
 * stays what it is.  Include this last.
 */
#ifndef SVR4_H
#define SVR4_H

#include <fcntl.h>
#include <poll.h>
#include <stropts.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <streamcompat.h>

/* A pipe of the host's own. */
#ifdef T_SOURCE_PORT
#include <sys/syscall.h>
static inline int
host_pipe(int end[2])
{
	return (int)syscall(SYS_pipe2, end, 0);
}
#else
static inline int
host_pipe(int end[2])
{
	return pipe(end);
}
#endif

#ifndef T_SOURCE_PORT
#include <streamcompat/streams.h>

/* What pipe2 does not know, lsc_pipe does not know either. */
static inline int
pipe_with(int end[2], int flags)
{
	unsigned known = flags & O_CLOEXEC ? 0 : LSC_INHERIT;

	if (flags & O_NONBLOCK)
		known |= LSC_NONBLOCK;
	return lsc_pipe(end, known | ((unsigned)flags &
	    ~(unsigned)(O_CLOEXEC | O_NONBLOCK)));
}

#define pipe(end) lsc_pipe(end, LSC_INHERIT)
#define open(...) lsc_open(__VA_ARGS__)
#define creat(path, mode) lsc_creat(path, mode)
#define stat(path, st) lsc_stat(path, st)
#define lstat(path, st) lsc_lstat(path, st)
#define pipe2(end, flags) pipe_with(end, flags)
#define read(fd, to, size) lsc_read(fd, to, size)
#define readv(fd, part, parts) lsc_readv(fd, part, parts)
#define write(fd, from, size) lsc_write(fd, from, size)
#define writev(fd, part, parts) lsc_writev(fd, part, parts)
#define poll(fds, count, timeout) lsc_poll(fds, count, timeout)
#define select(count, r, w, x, timeout) lsc_select(count, r, w, x, timeout)
#define close(fd) lsc_close(fd)
#define fstat(fd, st) lsc_fstat(fd, st)
#define fcntl(...) lsc_fcntl(__VA_ARGS__)
#endif

#endif
