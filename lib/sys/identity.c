/* SPDX-License-Identifier: ISC */
/*
 * User and group ids, and user namespaces.
 *
 * Whoever has no id in the reader's user namespace is reported under the
 * "overflow" id, 65534 unless an administrator changed it.  In the initial
 * namespace, where every id is mapped, that number is an ordinary user.
 */
#include <config.h>

#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

/* The first line of a small file of the kernel's; its length, or < 0. */
static ssize_t
first_line(const char *path, char *line, size_t size)
{
	int fd = LSCI_INT_RESULT(open(path, O_RDONLY | O_CLOEXEC));
	ssize_t n;

	if (fd < 0)
		return fd;
	n = LSCI_RESULT(read(fd, line, size - 1));
	lsci_sys_close(fd);
	line[n < 0 ? 0 : n] = '\0';
	return n;
}

/* The overflow id of users, and of groups, once it was read. */
struct id_space {
	const char *overflow;
	_Atomic int64_t id;
};

enum { UNREAD = -1, KERNEL_DEFAULT = 65534 };

static struct id_space users = { "/proc/sys/kernel/overflowuid", UNREAD };
static struct id_space groups = { "/proc/sys/kernel/overflowgid", UNREAD };

/* A system without this file has what every kernel starts with; a file that
   just cannot be opened now says nothing. */
static int
learn(struct id_space *space)
{
	int64_t id = KERNEL_DEFAULT;
	char line[32];
	ssize_t n;

	if (atomic_load_explicit(&space->id, memory_order_relaxed) != UNREAD)
		return 0;
	n = first_line(space->overflow, line, sizeof line);
	if (n == -EMFILE || n == -ENFILE || n == -ENOMEM || n == -EINTR)
		return (int)n;
	if (n > 0)
		id = strtol(line, NULL, 10);
	atomic_store_explicit(&space->id, id, memory_order_relaxed);
	return 0;
}

int
lsci_sys_learn_identity(void)
{
	int r = learn(&users);

	return r < 0 ? r : learn(&groups);
}

/* The inode of the initial user namespace, in which every id is mapped, is
   the same on every Linux system.  Asking needs no descriptor. */
static bool
every_id_is_mapped(void)
{
	static const ino_t INITIAL = 0xEFFFFFFDU;
	struct stat st = { .st_ino = 0 };

	return LSCI_INT_RESULT(fstatat(AT_FDCWD, "/proc/self/ns/user", &st,
	    0)) == 0 && st.st_ino == INITIAL;
}

/* Other systems have no user namespaces. */
static bool
is_overflow(struct id_space *space, uint32_t id)
{
#ifdef __linux__
	return id == atomic_load_explicit(&space->id, memory_order_relaxed);
#else
	(void)space;
	(void)id;
	return false;
#endif
}

static bool
is_known(struct id_space *space, uint32_t id)
{
	if (id == UINT32_MAX || atomic_load_explicit(&space->id,
	    memory_order_relaxed) == UNREAD)
		return false;
	return !is_overflow(space, id) || every_id_is_mapped();
}

/* Without a pid it is a process that has none in this pid namespace, or whose
   system does not tell it; or nobody, for whom Linux puts the overflow ids. */
void
lsci_sys_identify(struct lsci_identity *who, uid_t uid, gid_t gid, pid_t pid)
{
	who->uid = uid;
	who->gid = gid;
	who->pid = pid;
	who->pid_known = pid > 0;
	who->uid_known = is_known(&users, uid) &&
	    (pid > 0 || !is_overflow(&users, uid));
	who->gid_known = is_known(&groups, gid) &&
	    (pid > 0 || !is_overflow(&groups, gid));
}

bool
lsci_sys_uid_is_known(uid_t uid)
{
	return is_known(&users, uid);
}

bool
lsci_sys_gid_is_known(gid_t gid)
{
	return is_known(&groups, gid);
}
