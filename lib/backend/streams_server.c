/* SPDX-License-Identifier: ISC */
/*
 * A server is a pipe with connld, attached to a file: who opens the file has
 * a stream of his own, whose other end comes out of the pipe by I_RECVFD.
 *
 * The file stays behind when the server ends, ordinary and empty, and is what
 * the next one attaches to.  One that is not empty is somebody's.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "backend/streams.h"
#include "sys/streams.h"
#include "sys/sys.h"

static const char CONNLD[] = "connld";
enum { ALL_BITS = 0777 };

/* A name that was there before: what may be attached to, and by then without
   permissions that it must not have.  A stream that is attached already looks
   like a FIFO. */
static int
examine(const char *name, const struct lsci_server *server)
{
	struct stat st;
	int r = lsci_sys_stat_name(AT_FDCWD, name, &st, AT_SYMLINK_NOFOLLOW);

	if (r < 0)
		return r;
	if (S_ISFIFO(st.st_mode))
		return 0;
	if (!S_ISREG(st.st_mode) || st.st_size != 0)
		return -ENOTSOCK;
	return (st.st_mode & ALL_BITS & ~server->mode) == 0 ? 0 :
	    lsci_sys_set_mode(name, st.st_mode & server->mode);
}

static int
make_name(const char *name, const struct lsci_server *server)
{
	int fd = lsci_sys_open_at(AT_FDCWD, name,
	    O_WRONLY | O_CREAT | O_EXCL, server->mode);

	if (fd >= 0) {
		lsci_sys_close(fd);
		return 0;
	}
	if (fd != -EEXIST)
		return fd;
	return server->replace == LSCI_REPLACE_NEVER ? -EADDRINUSE :
	    examine(name, server);
}

/* What fattach says of a name that it does not take. */
static int
refused_name(int r)
{
	switch (r) {
	case -EBUSY:
		return -EADDRINUSE;
	case -EINVAL:
	case -ENOTSUP:
		return -ENOTSOCK;
	default:
		return r;
	}
}

static int
attach(int end, const char *name, const struct lsci_server *server)
{
	int r = lsci_sys_attach(end, name);

	if (r == -EBUSY && server->replace == LSCI_REPLACE_LIVING) {
		r = lsci_sys_detach(name);
		/* -EINVAL: it has ended meanwhile */
		if (r == 0 || r == -EINVAL)
			r = examine(name, server);
		if (r == 0)
			r = lsci_sys_attach(end, name);
	}
	return refused_name(r);
}

static int
announce(int end, const char *name, const struct lsci_server *server)
{
	int r;

	if (lsci_sys_push(end, CONNLD) < 0)
		return -ENOSR;
	r = make_name(name, server);
	return r < 0 ? r : attach(end, name, server);
}

int
lsci_backend_listen(const char *name, const struct lsci_server *server)
{
	int end[2];
	int r;

	if (server->space != LSCI_FILE_NAME)
		return -EPROTONOSUPPORT;
	r = lsci_sys_stream_pipe(end);
	if (r < 0)
		return r;
	r = announce(end[1], name, server);
	lsci_sys_close(end[1]);         /* the name holds it */
	if (r == 0)
		r = lsci_streams_settle(end[0], server->born);
	if (r < 0)
		lsci_sys_close(end[0]);
	return r < 0 ? r : end[0];
}

/* What comes out of a stream that is no server's, or not any more. */
static int
translated(int r)
{
	switch (r) {
	case -EBADMSG:
	case -ENXIO:
		return -EINVAL;
	case -EACCES:
		return -EPERM;
	default:
		return r;
	}
}

/* An ioctl tells by no errno that it was asked of something else. */
static int
next_client(int listener, struct lsci_gift *client)
{
	int r = lsci_sys_is_stream(listener);

	if (r <= 0)
		return r == 0 ? -ENOSTR : r;
	return translated(lsci_sys_take_passed(listener, client));
}

static int
identify(struct lsci_identity *who, const struct lsci_gift *client)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;

	*who = nobody;
	who->uid_known = client->uid != (uid_t)-1;
	who->gid_known = client->gid != (gid_t)-1;
	who->uid = client->uid;
	who->gid = client->gid;
	return who->uid_known ? 0 : -ENOTSUP;
}

int
lsci_backend_accept(int listener, struct lsci_identity *who, unsigned born,
    lsci_until until)
{
	struct lsci_gift client;
	int r = lsci_streams_await_input(listener, until);

	if (r == 0)
		r = next_client(listener, &client);
	if (r < 0)
		return r;
	if (who != NULL)
		r = identify(who, &client);
	if (r == 0)
		r = lsci_streams_settle(client.fd, born);
	if (r < 0)
		lsci_sys_close(client.fd);
	return r < 0 ? r : client.fd;
}

/* To open a device could be noticed, and to close a file again takes away the
   locks that the process has on it. */
static int
refuse_others(const char *name)
{
	struct stat st;
	int r = lsci_sys_stat_name(AT_FDCWD, name, &st, 0);

	return r < 0 ? r : S_ISFIFO(st.st_mode) ? 0 : -ECONNREFUSED;
}

static int
open_stream(const char *name)
{
	int fd = lsci_sys_open_at(AT_FDCWD, name, O_RDWR, 0);

	if (fd >= 0 && lsci_sys_is_stream(fd) <= 0) {
		lsci_sys_close(fd);
		return -ECONNREFUSED;
	}
	return fd;
}

/* Who opens waits until he is accepted, however long that takes. */
int
lsci_backend_connect(const char *name, enum lsci_space space, unsigned born,
    lsci_until until)
{
	int fd, r;

	(void)until;
	if (space != LSCI_FILE_NAME)
		return -EPROTONOSUPPORT;
	r = refuse_others(name);
	fd = r < 0 ? r : open_stream(name);
	r = fd < 0 ? fd : lsci_streams_settle(fd, born);
	if (fd >= 0 && r < 0)
		lsci_sys_close(fd);
	return r < 0 ? r : fd;
}
