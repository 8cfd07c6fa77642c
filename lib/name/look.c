/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <fcntl.h>

#include "name/look.h"
#include "name/rendezvous.h"
#include "sys/sys.h"

static int
open_somehow(int directory, const char *path)
{
	static const int how = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int fd = lsci_sys_open_at(directory, path, how | O_RDONLY, 0);

	return fd != -EACCES ? fd :
	    lsci_sys_open_at(directory, path, how | O_WRONLY, 0);
}

static bool
is_same(int fd, const struct stat *st)
{
	struct stat now;

	return lsci_sys_stat(fd, &now) == 0 && now.st_dev == st->st_dev &&
	    now.st_ino == st->st_ino;
}

/* Who may not open the file has the kernel's list alone. */
int
lsci_name_look(int directory, const char *path, const struct stat *st)
{
	int r, fd;

	if (!S_ISREG(st->st_mode))
		return -ENOENT;
	fd = open_somehow(directory, path);
	if (fd == -EMFILE || fd == -ENFILE)
		return fd;
	r = fd < 0 || is_same(fd, st) ? lsci_rendezvous_meet(fd, st,
	    lsci_sys_until(LSCI_RENDEZVOUS_MS)) :
	    -ENOENT;
	if (fd >= 0)
		lsci_sys_close(fd);
	return r;
}
