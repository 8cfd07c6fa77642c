/* SPDX-License-Identifier: ISC */
/*
 * User ids and user namespaces.
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
#include <unistd.h>

#include "sys/identity.h"
#include "sys/seam.h"
#include "sys/sys.h"

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

/* The overflow id, read once; without /proc, what every kernel starts with. */
static uid_t
overflow_id(void)
{
	enum { UNREAD = -1, KERNEL_DEFAULT = 65534 };
	static _Atomic int64_t known = UNREAD;
	int64_t id = atomic_load_explicit(&known, memory_order_relaxed);
	char line[32];

	if (id == UNREAD) {
		id = KERNEL_DEFAULT;
		if (first_line("/proc/sys/kernel/overflowuid", line,
		    sizeof line) > 0)
			id = strtol(line, NULL, 10);
		atomic_store_explicit(&known, id, memory_order_relaxed);
	}
	return (uid_t)id;
}

/* One row that maps the whole range is what the initial namespace shows. */
static bool
every_id_is_mapped(void)
{
	char line[64];
	char *rest = line;

	if (first_line("/proc/self/uid_map", line, sizeof line) <= 0)
		return false;
	return strtoul(rest, &rest, 10) == 0 &&
	    strtoul(rest, &rest, 10) == 0 &&
	    strtoul(rest, &rest, 10) == UINT32_MAX;
}

bool
lsci_sys_uid_is_known(uid_t uid)
{
	if (uid == (uid_t)-1)
		return false;
	return uid != overflow_id() || every_id_is_mapped();
}
