/* SPDX-License-Identifier: ISC */
/*
 * Names in the file system, always relative to a directory that the caller
 * holds, so that nobody can exchange the path in between.
 */
#include <config.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"

/* A descriptor that names the object and opens nothing of it. */
int
lsci_sys_open_path(const char *path)
{
#ifdef O_PATH
	return LSCI_INT_RESULT(open(path, O_PATH | O_CLOEXEC));
#else
	(void)path;
	return -ENOSYS;
#endif
}

/* A directory to lock and to name things in; one that may be searched but
   not read can still be named. */
int
lsci_sys_open_directory(const char *path)
{
	int dir = LSCI_INT_RESULT(
	    open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));

	return dir == -EACCES ? lsci_sys_open_path(path) : dir;
}

int
lsci_sys_try_lock(int fd)
{
	return LSCI_INT_RESULT(flock(fd, LOCK_EX | LOCK_NB));
}

int
lsci_sys_stat_at(int dir, const char *name, struct stat *st)
{
	return LSCI_INT_RESULT(fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW));
}

/* The mode that bind will give the name.  Linux only; it can take bits
   away, and the umask takes more. */
int
lsci_sys_set_birth_mode(int fd, mode_t mode)
{
	return LSCI_INT_RESULT(fchmod(fd, mode));
}

int
lsci_sys_link_at(int dir, const char *from, const char *to)
{
	return LSCI_INT_RESULT(linkat(dir, from, dir, to, 0));
}

int
lsci_sys_unlink_at(int dir, const char *name)
{
	return LSCI_INT_RESULT(unlinkat(dir, name, 0));
}
