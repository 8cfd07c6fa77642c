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

static int
announce(struct lsci_place *place, int fd, mode_t mode)
{
	int r;

	(void)lsci_sys_set_birth_mode(fd, mode);
	r = lsci_place_bind(place, fd);
	if (r == -EADDRINUSE)
		r = lsci_place_take_over(place, fd);
	if (r < 0)
		return r;
	r = lsci_sys_listen(fd, SOMAXCONN);
	if (r < 0)
		lsci_place_remove(place);
	return r;
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
lsci_backend_listen(const char *name, mode_t mode)
{
	struct lsci_place place = LSCI_PLACE_INIT;
	int fd;
	int r = lsci_place_init(&place, name);

	if (r < 0)
		return r;
	r = fd = lsci_sys_socket(SOCK_STREAM, LSCI_INHERITED);
	if (r >= 0)
		r = announce(&place, fd, mode);
	lsci_place_clear(&place);
	if (r == 0) {
		lsci_socket_mark(fd, LSCI_LISTENER);
		return fd;
	}
	if (fd >= 0)
		lsci_sys_close(fd);
	return translated(r);
}
