/* SPDX-License-Identifier: ISC */
/*
 * Connecting to a server by its name.
 */
#include <config.h>

#include <errno.h>
#include <sys/socket.h>

#include "backend/backend.h"
#include "backend/kind.h"
#include "backend/place.h"
#include "sys/sys.h"

static int
translated(int r)
{
	return r == -ENOBUFS ? -ENOSR : r;
}

static int
connect_within(const struct lsci_address *address, int fd, long long ms)
{
	int r;

	(void)lsci_sys_limit_connect(fd, ms > 0 ? ms : 1);
	r = lsci_address_connect(address, fd);
	(void)lsci_sys_limit_connect(fd, 0);
	return r == -EAGAIN ? -ETIMEDOUT : r;
}

/* Nothing but the kernel can wait for a place in a queue, and it goes by what
   the socket says of sending.  Where that cannot be said nobody waits. */
static int
connect_until(const struct lsci_address *address, int fd, lsci_until until)
{
	if (until == LSCI_WAIT || until == LSCI_DONT_WAIT)
		return lsci_address_connect(address, fd);
	return connect_within(address, fd, until - lsci_sys_now_ms());
}

static int
connect_socket(const struct lsci_address *address, unsigned born,
    lsci_until until)
{
	unsigned other = born & ~(unsigned)LSCI_NONBLOCKING;
	unsigned first = other |
	    (until == LSCI_DONT_WAIT ? LSCI_NONBLOCKING : 0);
	int fd = lsci_sys_socket(SOCK_STREAM, first);
	int r;

	if (fd < 0)
		return fd;
	r = connect_until(address, fd, until);
	if (r == 0 && first != born)
		r = lsci_sys_set_blocking(fd,
		    (born & LSCI_NONBLOCKING) == 0);
	if (r == 0) {
		lsci_socket_mark(fd, LSCI_BYTE_STREAM);
		return fd;
	}
	lsci_sys_close(fd);
	return r;
}

int
lsci_backend_connect(const char *name, enum lsci_space space, unsigned born,
    lsci_until until)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int r = space == LSCI_ABSTRACT_NAME ?
	    lsci_address_init_abstract(&address, name) :
	    lsci_address_init(&address, name);

	if (r == 0)
		r = connect_socket(&address, born, until);
	lsci_address_clear(&address);
	return translated(r);
}
