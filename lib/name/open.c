/* SPDX-License-Identifier: ISC */
/*
 * Opening a name.
 *
 * The kernel decides who may open the file.  A file without a mark is opened
 * and that is all: one system call more than open itself.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>

#include "backend/backend.h"
#include "name/name.h"
#include "name/rendezvous.h"
#include "name/wire.h"
#include "sys/call.h"
#include "sys/far.h"
#include "sys/sys.h"

#ifndef O_PATH
#define O_PATH 0
#endif

/* How often an agent may end while it is asked. */
enum { TRIES = 100 };

/* --- a stream */

static bool
is_read_only(int flags)
{
	return (flags & O_ACCMODE) == O_RDONLY;
}

static int
be_connected(int connection, uint32_t key, int flags)
{
	struct lsci_state state = LSCI_STATE_INIT;
	int r;

	state.kind = LSCI_MESSAGE_STREAM;
	state.key = key;
	state.unwritable = is_read_only(flags);
	state.unreadable = (flags & O_ACCMODE) == O_WRONLY;
	r = lsci_backend_become_message_stream(connection, &state);
	if (r == 0 && (flags & O_NONBLOCK) != 0)
		r = lsci_sys_set_blocking(connection, 0);
	return r < 0 ? r : connection;
}

/* What the answer means: the stream, which is `connection' or `shared'. */
static int
understand(int connection, int shared, const struct lsci_letter *answer,
    int flags)
{
	switch (answer->word) {
	case LSCI_SAY_SHARED:
		return shared >= 0 ? shared : -ENXIO;
	case LSCI_SAY_CONNECTED:
		return be_connected(connection, answer->number, flags);
	case LSCI_SAY_GONE:
		return -ENOENT;
	case LSCI_SAY_NO:
		return answer->number == EAGAIN ? -EAGAIN : -ENXIO;
	default:
		return -ENXIO;
	}
}

static int
ask_for_stream(int connection, int file, int flags)
{
	struct lsci_letter letter = { .word = LSCI_ASK_OPEN };
	int shared;
	int r = lsci_rendezvous_ask(connection, &letter, file, &shared,
	    LSCI_WAIT);

	if (r == 0)
		r = understand(connection, shared, &letter, flags);
	if (r != connection)
		lsci_sys_close(connection);
	if (shared >= 0 && r != shared)
		lsci_sys_close(shared);
	return r == -EBADMSG ? -ENXIO : r;
}

/* The stream that is attached to this file, or -ENOENT. */
static int
stream_of(int fd, int flags)
{
	struct stat st;
	int r, tries = TRIES;

	do {
		r = lsci_sys_stat(fd, &st);
		if (r == 0)
			r = lsci_rendezvous_meet(fd, &st);
		if (r < 0)
			return r;
		r = ask_for_stream(r, fd, flags);
	} while (r == -ENOENT && --tries > 0);
	return r == -ENOENT ? -EAGAIN : r;
}

/* --- a file */

/* What O_TRUNC has to do with it: what is no file is left alone. */
static int
keep_file(int fd, int flags)
{
	int r = (flags & O_TRUNC) != 0 && !is_read_only(flags) ?
	    lsci_sys_make_empty(fd) : 0;

	if (r < 0 && r != -EINVAL) {
		lsci_sys_close(fd);
		return r;
	}
	return fd;
}

static int
follow(int fd, int flags, bool *is_file)
{
	int64_t place;
	int stream = lsci_sys_far_find(fd, &place) <= 0 ? -ENOENT :
	    stream_of(fd, flags);

	*is_file = stream == -ENOENT;
	if (*is_file)
		return keep_file(fd, flags);
	if (stream >= 0)
		stream = lsci_sys_move(stream, fd, (flags & O_CLOEXEC) != 0);
	if (stream < 0)
		lsci_sys_close(fd);
	return stream;
}

/* --- what somebody else has opened */

static int
replace(int fd, int stream)
{
	int flags = lsci_sys_fcntl(fd, F_GETFD, NULL);

	if (flags < 0) {
		lsci_sys_close(stream);
		return flags;
	}
	return lsci_sys_move(stream, fd, (flags & FD_CLOEXEC) != 0);
}

int
lsci_name_follow(int fd)
{
	int64_t place;
	int r = lsci_sys_far_find(fd, &place);

	if (r <= 0)
		return r == -EBADF ? r : 0;
	r = lsci_sys_fcntl(fd, F_GETFL, NULL);
	if (r >= 0)
		r = stream_of(fd, r & (O_ACCMODE | O_NONBLOCK));
	if (r >= 0)
		r = replace(fd, r);
	return r == -ENOENT ? 0 : r < 0 ? r : 1;
}

/* --- a path that is looked at first */

int
lsci_name_is_attached(const char *path)
{
	struct stat st;
	int r = lsci_sys_stat_name(AT_FDCWD, path, &st, 0);

	if (r < 0 || lsci_name_is_described(&st))
		return r < 0 ? r : 1;
	if (!S_ISREG(st.st_mode))
		return 0;
	r = lsci_rendezvous_meet_unopened(&st);
	if (r >= 0)
		lsci_sys_close(r);
	return r >= 0;
}

/* What is no name is not opened: it might notice. */
static int
open_unless_refused(const char *path, int flags)
{
	int r = lsci_sys_open_at(AT_FDCWD, path, flags, 0);

	return r == -EACCES || r == -EAGAIN || r == -EINTR || r == -EMFILE ||
	    r == -ENFILE || r == -ENOMEM || r == -ENXIO || r >= 0 ? r :
	    -ECONNREFUSED;
}

static int
follow_or_refuse(int fd)
{
	bool is_file;

	if (fd < 0)
		return fd;
	fd = follow(fd, O_RDWR, &is_file);
	if (fd < 0 || !is_file)
		return fd;
	lsci_sys_close(fd);
	return -ECONNREFUSED;
}

int
lsci_name_connect(const char *path)
{
	struct stat st;
	int r = lsci_sys_stat_name(AT_FDCWD, path, &st, 0);

	if (r == 0 && lsci_name_is_described(&st))
		return open_unless_refused(path, O_RDWR);
	if (r < 0 || !S_ISREG(st.st_mode))
		return -ECONNREFUSED;
	r = lsci_rendezvous_meet_unopened(&st);
	if (r < 0)
		return -ECONNREFUSED;
	lsci_sys_close(r);
	return follow_or_refuse(open_unless_refused(path,
	    O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

/* One that cannot be a stream, or that opens nothing. */
static bool
is_plain(int flags)
{
	return (flags & (O_PATH | O_DIRECTORY)) != 0 ||
	    (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
}

int
lsci_name_open_by(lsci_opener *opener, const void *context, int flags)
{
	bool is_file = true;
	int fd;

	if (is_plain(flags))
		return opener(context, flags);
	fd = opener(context, flags & ~O_TRUNC);
	if (fd >= 0)
		fd = follow(fd, flags, &is_file);
	if (fd < 0 || !is_file || (flags & O_TRUNC) == 0 ||
	    !is_read_only(flags))
		return fd;
	/* to empty what is only read, it has to be opened so */
	lsci_sys_close(fd);
	return opener(context, flags);
}

struct place {
	int directory;
	const char *path;
	mode_t mode;
};

static int
open_place(const void *context, int flags)
{
	const struct place *place = context;

	return lsci_sys_open_at(place->directory, place->path, flags,
	    place->mode);
}

int
lsci_name_open(int directory, const char *path, int flags, mode_t mode)
{
	const struct place place = { directory, path, mode };

	return lsci_name_open_by(open_place, &place, flags);
}
