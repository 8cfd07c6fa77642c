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
	int fd = r == 0 ? lsci_sys_socket(SOCK_SEQPACKET,
	    LSCI_CLOSE_ON_EXEC | LSCI_NONBLOCKING) : r;

	if (fd < 0)
		return translated(fd);
	r = lsci_address_connect(&address, fd);
	if (r == 0)
		(void)lsci_sys_set_blocking(fd, 1);
	return keep_if(r == 0 ? lsci_sys_peer_ids(fd, host) : r, fd);
}

/* A socket of another kind says whether there is one, and is noticed by
   nobody. */
bool
lsci_backend_is_named(const char *name)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int fd = lsci_address_init_abstract(&address, name) == 0 ?
	    lsci_sys_socket(SOCK_DGRAM, LSCI_CLOSE_ON_EXEC) : -1;
	int r;

	if (fd < 0)
		return true;
	r = lsci_address_connect(&address, fd);
	lsci_sys_close(fd);
	return r != -ECONNREFUSED && r != -EPROTONOSUPPORT;
}

/* Somebody else may have it.  What is sent there would never be read, and
   descriptors stay open that long. */
int
lsci_backend_take_name(const char *name)
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	int r = lsci_address_init_abstract(&address, name);
	int fd = r == 0 ? lsci_sys_socket(SOCK_DGRAM, LSCI_CLOSE_ON_EXEC) : r;

	if (fd < 0)
		return translated(fd);
	lsci_sys_refuse_data(fd);
	return keep_if(lsci_address_bind(&address, fd), fd);
}

int
lsci_backend_rendezvous_of(int fd, char name[LSCI_RENDEZVOUS_NAME_MAX])
{
	struct lsci_address address = LSCI_ADDRESS_INIT;
	size_t begin = offsetof(struct sockaddr_un, sun_path) + 1, length;
	int r = lsci_sys_local_name(fd, (struct sockaddr *)&address.sun,
	    &address.size);

	if (r < 0)
		return r;
	if (address.sun.sun_family != AF_UNIX || address.size <= begin ||
	    address.size > sizeof address.sun ||
	    address.sun.sun_path[0] != '\0')
		return -ENOENT;
	length = address.size - begin;
	memcpy(name, address.sun.sun_path + 1, length);
	name[length] = '\0';
	return 0;
}
