/* SPDX-License-Identifier: ISC */
/*
 * Names of streams are the system's: whoever opens or describes one has the
 * stream.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "name/name.h"
#include "sys/streams.h"
#include "sys/sys.h"

int
lsci_name_attach(int end, const char *path)
{
	return lsci_sys_attach(end, path);
}

int
lsci_name_detach(const char *path)
{
	return lsci_sys_detach(path);
}

int
lsci_name_open(int directory, const char *path, int flags, mode_t mode)
{
	return lsci_sys_open_at(directory, path, flags, mode);
}

/* Who opened it, by whatever call, has the stream. */
int
lsci_name_follow(int fd)
{
	return lsci_sys_is_stream(fd);
}

/* A FIFO that somebody has made looks the same. */
int
lsci_name_is_attached(const char *path)
{
	struct stat st;
	int r = lsci_sys_stat_name(AT_FDCWD, path, &st, 0);

	return r < 0 ? r : S_ISFIFO(st.st_mode);
}

void
lsci_name_describe(struct stat *st)
{
	(void)st;
}

/* The backend has tried that. */
int
lsci_name_connect(const char *path)
{
	(void)path;
	return -ECONNREFUSED;
}
