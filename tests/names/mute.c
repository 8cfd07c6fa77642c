/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE 1
#include "tests/names/mute.h"

#include <unistd.h>

#if defined __has_include
#if __has_include(<linux/fuse.h>)
#define CAN_BE_MUTE 1
#endif
#endif

#ifdef CAN_BE_MUTE

#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "tests/support/t.h"

enum { ROOM = 1 << 17, FILE_NODE = 2 };

static void
answer(int device, const struct fuse_in_header *to, int error, void *body,
    size_t size)
{
	struct fuse_out_header head = { .error = -error,
	    .unique = to->unique };
	struct iovec part[2] = { { &head, sizeof head }, { body, size } };
	ssize_t n;

	head.len = (uint32_t)(sizeof head + size);
	n = writev(device, part, 2);
	(void)n;
}

static void
describe(struct fuse_attr *what, uint64_t node)
{
	what->ino = node;
	what->nlink = 1;
	what->mode = node == FUSE_ROOT_ID ? S_IFDIR | 0755 : S_IFREG | 0666;
}

static void
begin(int device, const struct fuse_in_header *to)
{
	struct fuse_init_out begun = { .major = FUSE_KERNEL_VERSION,
	    .minor = FUSE_KERNEL_MINOR_VERSION, .max_write = 4096 };

	answer(device, to, 0, &begun, sizeof begun);
}

static void
look_up(int device, const struct fuse_in_header *to)
{
	struct fuse_entry_out entry = { .nodeid = FILE_NODE };

	describe(&entry.attr, FILE_NODE);
	answer(device, to, 0, &entry, sizeof entry);
}

static void
describe_root(int device, const struct fuse_in_header *to)
{
	struct fuse_attr_out root = { .attr_valid = 60 };

	describe(&root.attr, FUSE_ROOT_ID);
	answer(device, to, 0, &root, sizeof root);
}

static void
serve(int device, const struct fuse_in_header *asked)
{
	struct fuse_open_out opened = { .fh = 1 };

	switch (asked->opcode) {
	case FUSE_INIT:
		begin(device, asked);
		break;
	case FUSE_LOOKUP:
		look_up(device, asked);
		break;
	case FUSE_GETATTR:
		if (asked->nodeid == FUSE_ROOT_ID)
			describe_root(device, asked);
		break;
	case FUSE_OPEN:
		answer(device, asked, 0, &opened, sizeof opened);
		break;
	case FUSE_FLUSH:
	case FUSE_FORGET:
	case FUSE_INTERRUPT:
		break;
	default:
		answer(device, asked, ENOSYS, NULL, 0);
		break;
	}
}

static void
serve_all(int device)
{
	static union {
		struct fuse_in_header head;
		char room[ROOM];
	} request;
	ssize_t n;

	(void)alarm(2 * T_TIMEOUT);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	while ((n = read(device, &request, sizeof request)) > 0 ||
	    errno == EINTR)
		if (n > 0)
			serve(device, &request.head);
	_exit(0);
}

static int
mount_on(const char *directory)
{
	char options[100];
	int device;

	if (unshare(CLONE_NEWNS) < 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return -1;
	device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	if (device < 0)
		return -1;
	(void)snprintf(options, sizeof options, "fd=%d,rootmode=40000,"
	    "user_id=0,group_id=0,allow_other", device);
	if (mount("mute", directory, "fuse", MS_NOSUID | MS_NODEV,
	    options) == 0)
		return device;
	(void)close(device);
	return -1;
}

/* Nobody else may have the device: while it is open, it might be answered. */
pid_t
mute_mount(const char *directory)
{
	int device = mount_on(directory);
	pid_t process;

	if (device < 0)
		return -1;
	process = fork();
	if (process == 0)
		serve_all(device);
	(void)close(device);
	return process;
}

#else

pid_t
mute_mount(const char *directory)
{
	(void)directory;
	return -1;
}

#endif
