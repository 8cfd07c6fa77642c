/* SPDX-License-Identifier: ISC */
/*
 * Names in the file system.  Relative to a directory that the caller holds
 * nobody can exchange the path between one call and the next.
 */
#include <config.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

#ifdef O_PATH
enum { NAME_ONLY = O_PATH };
#else
enum { NAME_ONLY = 0 };
#endif

/* A descriptor that names the object and opens nothing of it. */
int
lsci_sys_open_path(const char *path)
{
	return NAME_ONLY == 0 ? -ENOSYS :
	    LSCI_INT_RESULT(open(path, NAME_ONLY | O_CLOEXEC));
}

/* The same, and of a link the link itself. */
int
lsci_sys_open_path_at(int dir, const char *name)
{
	return NAME_ONLY == 0 ? -ENOSYS : LSCI_INT_RESULT(
	    openat(dir, name, NAME_ONLY | O_NOFOLLOW | O_CLOEXEC));
}

/* open with everything that it knows. */
int
lsci_sys_open_at(int dir, const char *path, int flags, mode_t mode)
{
	return LSCI_INT_RESULT(openat(dir, path, flags, mode));
}

int
lsci_sys_make_empty(int fd)
{
	return LSCI_INT_RESULT(ftruncate(fd, 0));
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

void
lsci_sys_unlock(int fd)
{
	(void)flock(fd, LOCK_UN);
}

int
lsci_sys_stat(int fd, struct stat *st)
{
	return LSCI_INT_RESULT(fstat(fd, st));
}

int
lsci_sys_stat_at(int dir, const char *name, struct stat *st)
{
	return LSCI_INT_RESULT(fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW));
}

int
lsci_sys_stat_name(int dir, const char *path, struct stat *st, int flags)
{
	return LSCI_INT_RESULT(fstatat(dir, path, st, flags));
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
