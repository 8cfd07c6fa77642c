/* SPDX-License-Identifier: ISC */
/*
 * What kind of descriptor this is.
 *
 * The mark is in the socket itself: descriptors cross fork, exec and other
 * descriptors, and a table in the process would not know those that came so.
 * Where sockets take no mark every socket of the UNIX domain counts as a
 * stream.
 */
#include <config.h>

#include <errno.h>

#include "backend/backend.h"
#include "backend/kind.h"
#include "sys/sys.h"

/* "LSC" and the kind. */
static const unsigned long MARK = 0x4c534300UL;

void
lsci_socket_mark(int fd, enum lsci_kind kind)
{
	(void)lsci_sys_set_mark(fd, MARK | (unsigned long)kind);
}

int
lsci_backend_kind(int fd)
{
	unsigned long mark;
	int r = lsci_sys_get_mark(fd, &mark);

	if (r == -ENOTSOCK)
		return LSCI_STRANGER;
	if (r == -ENOPROTOOPT) {
		r = lsci_sys_is_local(fd);
		return r > 0 ? LSCI_BYTE_STREAM : r;
	}
	if (r < 0)
		return r;
	if (mark == (MARK | LSCI_BYTE_STREAM))
		return LSCI_BYTE_STREAM;
	return mark == (MARK | LSCI_LISTENER) ? LSCI_LISTENER : LSCI_STRANGER;
}
