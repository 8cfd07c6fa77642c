/* SPDX-License-Identifier: ISC */
/*
 * read, write, and their kin.
 */
#include "svr4/trampoline.h"
#include "svr4/checked.h"

LSCI_SVR4_MEMBER(transfer);
const char lsci_svr4_has_transfer = 0;

LSCI_TRAMPOLINE(ssize_t, read, (int fd, void *to, size_t size))
{
	return lsc_read(fd, to, size);
}

LSCI_TRAMPOLINE(ssize_t, readv, (int fd, const struct iovec *part, int parts))
{
	return lsc_readv(fd, part, parts);
}

LSCI_TRAMPOLINE(ssize_t, write, (int fd, const void *from, size_t size))
{
	return lsc_write(fd, from, size);
}

LSCI_TRAMPOLINE(ssize_t, writev, (int fd, const struct iovec *part, int parts))
{
	return lsc_writev(fd, part, parts);
}

#ifdef HAVE___CHK_FAIL
LSCI_TRAMPOLINE(ssize_t, __read_chk,
    (int fd, void *to, size_t size, size_t room))
{
	lsci_svr4_check(room, size);
	return lsc_read(fd, to, size);
}
#endif
