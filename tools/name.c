/* SPDX-License-Identifier: ISC */
/*
 * The name of a server, from its birth to its end.
 *
 * Somebody may have removed it in the meantime and announced another server
 * under it.  That one's socket has another inode: as long as our own is open
 * the kernel holds on to its inode, whose number nobody else can get.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <streamcompat.h>
#include <sys/stat.h>
#include <unistd.h>

#include "name.h"

static const char *volatile announced;
static dev_t device;
static ino_t inode;

static int
is_close_on_exec(int fd)
{
	return fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

/* No signal may end the program between the birth and the note of it. */
int
name_announce(const char *name)
{
	struct stat st;
	sigset_t all, old;
	int fd, saved;

	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, &old);
	fd = serv_listen(name);
	if (fd >= 0 && lstat(name, &st) == 0 && S_ISSOCK(st.st_mode)) {
		device = st.st_dev;
		inode = st.st_ino;
		announced = name;
	}
	saved = errno;
	if (fd >= 0 && !is_close_on_exec(fd)) {
		saved = errno;
		name_withdraw();
		(void)close(fd);
		fd = -1;
	}
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
	errno = saved;
	return fd;
}

void
name_withdraw(void)
{
	int saved = errno;
	struct stat st;

	if (announced != NULL && lstat(announced, &st) == 0 &&
	    st.st_dev == device && st.st_ino == inode)
		(void)unlink(announced);
	announced = NULL;
	errno = saved;
}
