/* SPDX-License-Identifier: ISC */
/*
 * fstat and fstatat (see uncaptured.h).
 *
 * No C library has second names for them, and the structure that the kernel
 * fills in is not always the library's.  That of statx is the same everywhere;
 * it is spelled out here, because not every C library has it.  Linux 4.11.
 */
#ifndef LSCI_UNCAPTURED_STAT_H
#define LSCI_UNCAPTURED_STAT_H

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

struct lsci_libc_statx_time {
	int64_t seconds;
	uint32_t nanoseconds;
	int32_t unused;
};

struct lsci_libc_statx {
	uint32_t found;
	uint32_t block;
	uint64_t attributes;
	uint32_t links;
	uint32_t uid;
	uint32_t gid;
	uint16_t mode;
	uint16_t unused;
	uint64_t ino;
	uint64_t size;
	uint64_t blocks;
	uint64_t attributes_known;
	struct lsci_libc_statx_time accessed;
	struct lsci_libc_statx_time born;
	struct lsci_libc_statx_time changed;
	struct lsci_libc_statx_time modified;
	uint32_t special_major;
	uint32_t special_minor;
	uint32_t major;
	uint32_t minor;
	uint64_t later[14];             /* what newer kernels have */
};

/* What has been described since there is a stat. */
enum { LSCI_STATX_BASIC = 0x7ff };

static inline struct timespec
lsci_libc_stat_time(const struct lsci_libc_statx_time *from)
{
	struct timespec time;

	memset(&time, 0, sizeof time);
	time.tv_sec = (time_t)from->seconds;
	time.tv_nsec = (long)from->nanoseconds;
	return time;
}

/* Where a number has no room, stat fails. */
static inline int
lsci_libc_stat_fits(const struct stat *st, const struct lsci_libc_statx *from)
{
	return (uint64_t)st->st_ino == from->ino &&
	    (uint64_t)st->st_size == from->size &&
	    (uint64_t)st->st_blocks == from->blocks &&
	    st->st_atim.tv_sec == from->accessed.seconds &&
	    st->st_ctim.tv_sec == from->changed.seconds &&
	    st->st_mtim.tv_sec == from->modified.seconds;
}

static inline int
lsci_libc_stat_from(const struct lsci_libc_statx *from, struct stat *st)
{
	memset(st, 0, sizeof *st);
	st->st_dev = makedev(from->major, from->minor);
	st->st_rdev = makedev(from->special_major, from->special_minor);
	st->st_ino = (ino_t)from->ino;
	st->st_mode = from->mode;
	st->st_nlink = from->links;
	st->st_uid = from->uid;
	st->st_gid = from->gid;
	st->st_size = (off_t)from->size;
	st->st_blksize = (blksize_t)from->block;
	st->st_blocks = (blkcnt_t)from->blocks;
	st->st_atim = lsci_libc_stat_time(&from->accessed);
	st->st_ctim = lsci_libc_stat_time(&from->changed);
	st->st_mtim = lsci_libc_stat_time(&from->modified);
	if (lsci_libc_stat_fits(st, from))
		return 0;
	errno = EOVERFLOW;
	return -1;
}

/* Neither mounts what would be mounted at once. */
static inline int
lsci_libc_fstatat(int dir, const char *path, struct stat *st, int flags)
{
	struct lsci_libc_statx found;

	memset(&found, 0, sizeof found);
	if (syscall(SYS_statx, dir, path, flags | AT_NO_AUTOMOUNT,
	    LSCI_STATX_BASIC, &found) < 0)
		return -1;
	return lsci_libc_stat_from(&found, st);
}

/* A number below zero could mean the working directory. */
static inline int
lsci_libc_fstat(int fd, struct stat *st)
{
	if (fd < 0) {
		errno = EBADF;
		return -1;
	}
	return lsci_libc_fstatat(fd, "", st, AT_EMPTY_PATH);
}

#endif
