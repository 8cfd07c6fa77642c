/* SPDX-License-Identifier: ISC */
/*
 * Listeners of packets under names outside the file system.
 */
#include <config.h>

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "backend/backend.h"
#include "backend/place.h"
#include "sys/sys.h"

/* More than that a kernel does not let wait anyway. */
enum { BACKLOG = 4096 };

static int
translated(int r)
{
	return r == -ENOBUFS ? -ENOSR : r;
}

static int
keep_if(int r, int fd)
{
	if (r == 0)
		return fd;
	lsci_sys_close(fd);
	return translated(r);
}

int
lsci_backend_rendezvous(const char *name)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int r = lsci_address_init_abstract(&address, name);
	int fd = r == 0 ?
	    lsci_sys_socket(SOCK_SEQPACKET, LSCI_CLOSE_ON_EXEC) : r;

	if (fd < 0)
		return translated(fd);
	r = lsci_address_bind(&address, fd);
	return keep_if(r == 0 ? lsci_sys_listen(fd, BACKLOG) : r, fd);
}

int
lsci_backend_meet(const char *name, struct lsci_identity *host)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int r = lsci_address_init_abstract(&address, name);
	int fd = r == 0 ?
	    lsci_sys_socket(SOCK_SEQPACKET, LSCI_CLOSE_ON_EXEC) : r;

	if (fd < 0)
		return translated(fd);
	r = lsci_address_connect(&address, fd);
	return keep_if(r == 0 ? lsci_sys_peer_ids(fd, host) : r, fd);
}

bool
lsci_backend_was_met(int end, const char *prefix)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	size_t length = strlen(prefix);

	return lsci_sys_local_name(end, (struct sockaddr *)&address.sun,
	    &address.size) == 0 && address.sun.sun_family == AF_UNIX &&
	    address.size > offsetof(struct sockaddr_un, sun_path) + length &&
	    address.sun.sun_path[0] == '\0' &&
	    memcmp(address.sun.sun_path + 1, prefix, length) == 0;
}
