/* SPDX-License-Identifier: ISC */
/*
 * Who is privileged in the eyes of the dynamic linker: whoever has effective
 * ids other than its real ones, or rights out of the file.
 */
#include <config.h>

#include <sys/stat.h>
#include <sys/statvfs.h>
#ifdef HAVE_SYS_XATTR_H
#include <sys/xattr.h>
#endif
#include <unistd.h>

#include "rights.h"

int
rights_are_more(void)
{
	return getuid() != geteuid() || getgid() != getegid();
}

/* Root has them all. */
static int
has_capabilities(const char *path)
{
#ifdef HAVE_SYS_XATTR_H
	return getuid() != 0 &&
	    getxattr(path, "security.capability", NULL, 0) > 0;
#else
	(void)path;
	return 0;
#endif
}

static int
are_ignored(const char *path)
{
	struct statvfs fs;

	return statvfs(path, &fs) == 0 && (fs.f_flag & ST_NOSUID) != 0;
}

int
rights_come_with(const char *path)
{
	struct stat st;
	int user, group;

	if (stat(path, &st) < 0 || are_ignored(path))
		return 0;
	user = (st.st_mode & S_ISUID) != 0 && st.st_uid != getuid();
	group = (st.st_mode & S_ISGID) != 0 && (st.st_mode & S_IXGRP) != 0 &&
	    st.st_gid != getgid();
	return user || group || has_capabilities(path);
}
