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

int
lsci_backend_connect(const char *name)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int fd = -1;
	int r = lsci_address_init(&address, name);

	if (r == 0)
		r = fd = lsci_sys_socket(SOCK_STREAM, LSCI_INHERITED);
	if (r >= 0)
		r = lsci_address_connect(&address, fd);
	lsci_address_clear(&address);
	if (r == 0) {
		lsci_socket_mark(fd, LSCI_BYTE_STREAM);
		return fd;
	}
	if (fd >= 0)
		lsci_sys_close(fd);
	return translated(r);
}
