/* SPDX-License-Identifier: ISC */
/*
 * What a client shows may be a file whose file system does not answer.  Which
 * file it is the kernel knows by itself; statx can be told to ask no further.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "agent/proof.h"
#include "sys/sys.h"

#if defined HAVE_STATX && defined AT_STATX_DONT_SYNC

/* -1 where there is no such call, or it is forbidden. */
static int
ask_kernel(int fd, const struct stat *file)
{
	struct statx found;

	memset(&found, 0, sizeof found);
	if (statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_INO,
	    &found) < 0)
		return errno == ENOSYS || errno == EPERM ? -1 : 0;
	return makedev(found.stx_dev_major, found.stx_dev_minor) ==
	    file->st_dev && found.stx_ino == (uint64_t)file->st_ino;
}

#else

static int
ask_kernel(int fd, const struct stat *file)
{
	(void)fd;
	(void)file;
	return -1;
}

#endif

static bool
is_by_stat(int fd, const struct stat *file)
{
	struct stat st;

	return lsci_sys_stat(fd, &st) == 0 && st.st_dev == file->st_dev &&
	    st.st_ino == file->st_ino;
}

bool
proof_is_of(int fd, const struct stat *file)
{
	int is = ask_kernel(fd, file);

	return is < 0 ? is_by_stat(fd, file) : is > 0;
}
