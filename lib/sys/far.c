/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sys/far.h"
#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

#if defined F_OFD_SETLK && SIZEOF_OFF_T >= 8

static const int64_t FIRST = INT64_C(1) << 62;
enum { TO_END = 0, ONE = 1 };

static struct flock
lock_at(short type, int64_t start, int64_t length)
{
	struct flock lock;

	memset(&lock, 0, sizeof lock);
	lock.l_type = type;
	lock.l_whence = SEEK_SET;
	lock.l_start = start;
	lock.l_len = length;
	return lock;
}

static int
set(int fd, struct flock lock)
{
	int r = LSCI_INT_RESULT(fcntl(fd, F_OFD_SETLK, &lock));

	return r == -EACCES ? -EAGAIN : r;
}

int
lsci_sys_far_find(int fd, int64_t *place)
{
	struct flock lock = lock_at(F_WRLCK, FIRST, TO_END);
	int r = LSCI_INT_RESULT(fcntl(fd, F_OFD_GETLK, &lock));

	if (r < 0 || lock.l_type == F_UNLCK)
		return r;
	*place = lock.l_start - FIRST;
	return lock.l_len == ONE && *place >= 0 && *place < LSCI_FAR_PLACES ?
	    1 : 2;
}

/* Others who can read the file may have locks of that kind on all of it. */
int
lsci_sys_far_mark(int fd, int64_t place)
{
	int r = set(fd, lock_at(F_RDLCK, FIRST + place, ONE));

	return r == -EBADF ? set(fd, lock_at(F_WRLCK, FIRST + place, ONE)) :
	    r;
}

int
lsci_sys_far_begin_turn(int fd)
{
	return set(fd, lock_at(F_WRLCK, FIRST - 1, ONE));
}

void
lsci_sys_far_end_turn(int fd)
{
	(void)set(fd, lock_at(F_UNLCK, FIRST - 1, ONE));
}

void
lsci_sys_far_clear(int fd)
{
	(void)set(fd, lock_at(F_UNLCK, FIRST - 1, TO_END));
}

#else

int
lsci_sys_far_find(int fd, int64_t *place)
{
	(void)fd;
	(void)place;
	return 0;
}

int
lsci_sys_far_mark(int fd, int64_t place)
{
	(void)fd;
	(void)place;
	return -ENOLCK;
}

int
lsci_sys_far_begin_turn(int fd)
{
	(void)fd;
	return -ENOLCK;
}

void
lsci_sys_far_end_turn(int fd)
{
	(void)fd;
}

void
lsci_sys_far_clear(int fd)
{
	(void)fd;
}

#endif
