/* SPDX-License-Identifier: ISC */
/*
 * Announcing a server under a name.
 *
 * The socket gets its mode before it gets its name, so there is no moment in
 * which the name has another; the umask of the process is left alone.  Where
 * a socket without a name takes no mode, bind gives it 0777 less the umask:
 * that differs only in execute bits, which mean nothing on a socket.
 */
#include <config.h>

#include <errno.h>
#include <sys/socket.h>

#include "backend/backend.h"
#include "backend/kind.h"
#include "backend/place.h"
#include "sys/sys.h"

enum { ALL_BITS = 0777, BIND_GIVES_ANYWAY = 0111 };

/* Who may connect must not be left to chance. */
static int
set_mode(int fd, mode_t mode)
{
	int r = lsci_sys_set_birth_mode(fd, mode);

	return r < 0 && (mode | BIND_GIVES_ANYWAY) != ALL_BITS ? -ENOTSUP : 0;
}

static int
bind_file(struct lsci_place *place, int fd, const struct lsci_server *server)
{
	int r = set_mode(fd, server->mode);

	if (r == 0)
		r = lsci_place_bind(place, fd);
	if (r != -EADDRINUSE)
		return r;
	if (server->replace == LSCI_REPLACE_NEVER)
		return lsci_place_is_socket(place) ? r : -ENOTSOCK;
	return lsci_place_take_over(place, fd,
	    server->replace == LSCI_REPLACE_LIVING);
}

static int
listen_by_file(const char *name, int fd, const struct lsci_server *server)
{
	struct lsci_place place = LSCI_PLACE_INIT;
	int r = lsci_place_init(&place, name);

	if (r == 0)
		r = bind_file(&place, fd, server);
	if (r == 0) {
		r = lsci_sys_listen(fd, server->backlog);
		if (r < 0)
			lsci_place_remove(&place);
	}
	lsci_place_clear(&place);
	return r;
}

static int
listen_abstractly(const char *name, int fd, const struct lsci_server *server)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int r = lsci_address_init_abstract(&address, name);

	if (r == 0)
		r = lsci_address_bind(&address, fd);
	return r == 0 ? lsci_sys_listen(fd, server->backlog) : r;
}

static int
translated(int r)
{
	switch (r) {
	case -EEXIST:
		return -EADDRINUSE;
	case -ENOBUFS:
		return -ENOSR;
	default:
		return r;
	}
}

int
lsci_backend_listen(const char *name, const struct lsci_server *server)
{
	int fd = lsci_sys_socket(SOCK_STREAM, server->born);
	int r;

	if (fd < 0)
		return translated(fd);
	r = server->space == LSCI_ABSTRACT_NAME ?
	    listen_abstractly(name, fd, server) :
	    listen_by_file(name, fd, server);
	if (r < 0) {
		lsci_sys_close(fd);
		return translated(r);
	}
	lsci_socket_mark(fd, LSCI_LISTENER);
	return fd;
}
