/* SPDX-License-Identifier: ISC */
/*
 * The address of an existing name, however long the name is.
 */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "backend/place.h"
#include "compat/strlcpy.h"
#include "sys/sys.h"

static int
by_descriptor(struct lsci_address *address, int fd)
{
	if (fd < 0)
		return fd == -ENOSYS ? -ENAMETOOLONG : fd;
	address->hold = fd;
	(void)snprintf(address->sun.sun_path, sizeof address->sun.sun_path,
	    "/proc/self/fd/%d", fd);
	return 0;
}

int
lsci_address_init(struct lsci_address *address, const char *name)
{
	size_t room = sizeof address->sun.sun_path;

	if (*name == '\0')
		return -ENOENT;
	if (strlcpy(address->sun.sun_path, name, room) < room)
		return 0;
	return by_descriptor(address, lsci_sys_open_path(name));
}

int
lsci_address_hold(struct lsci_address *address, int directory,
    const char *base)
{
	return by_descriptor(address, lsci_sys_open_path_at(directory, base));
}

void
lsci_address_clear(struct lsci_address *address)
{
	if (address->hold >= 0)
		lsci_sys_close(address->hold);
	address->hold = -1;
}

/* The first byte is zero, and no byte behind the name belongs to it. */
int
lsci_address_init_abstract(struct lsci_address *address, const char *name)
{
	size_t room = sizeof address->sun.sun_path - 1;
	size_t length = strlen(name);

	if (length == 0)
		return -ENOENT;
	if (length > room)
		return -ENAMETOOLONG;
	address->sun.sun_path[0] = '\0';
	memcpy(address->sun.sun_path + 1, name, length);
	address->size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
	    1 + length);
	return 0;
}

/* A name that is held was found to exist, so "not found" means that there is
   no /proc.  An abstract name never is not found, nor invalid. */
static int
translated(const struct lsci_address *address, int r)
{
	if (address->sun.sun_path[0] == '\0' && (r == -ENOENT || r == -EINVAL))
		return -EPROTONOSUPPORT;
	return r == -ENOENT && address->hold >= 0 ? -ENAMETOOLONG : r;
}

int
lsci_address_connect(const struct lsci_address *address, int fd)
{
	return translated(address, lsci_sys_connect(fd,
	    (const struct sockaddr *)&address->sun, address->size));
}

int
lsci_address_bind(const struct lsci_address *address, int fd)
{
	return translated(address, lsci_sys_bind(fd,
	    (const struct sockaddr *)&address->sun, address->size));
}
