/* SPDX-License-Identifier: ISC */
/*
 * Whose the file of a name is.  An agent holds the file open, and whoever may
 * look into the agent's process sees it there, with its path.
 *
 * With statx no file system is asked that could take its time to answer.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "found.h"

/* Agents have few descriptors when they open the file. */
enum { FIRST_NUMBERS = 64, LINK_MAX_SIZE = 48 };

/* --- the file in the agent's process */

static int
identify(const char *path, struct file *file)
{
#ifdef HAVE_STATX
	struct statx st;

	if (statx(AT_FDCWD, path, AT_STATX_DONT_SYNC, STATX_INO | STATX_UID,
	    &st) < 0)
		return -errno;
	file->device = (uint64_t)makedev(st.stx_dev_major, st.stx_dev_minor);
	file->inode = st.stx_ino;
	file->owner = st.stx_uid;
#else
	struct stat st;

	if (stat(path, &st) < 0)
		return -errno;
	file->device = (uint64_t)st.st_dev;
	file->inode = (uint64_t)st.st_ino;
	file->owner = st.st_uid;
#endif
	return 0;
}

static void
take_path(struct found *found, const char *link)
{
	char path[PATH_MAX];
	ssize_t n = readlink(link, path, sizeof path - 1);

	if (n <= 0 || *path != '/')
		return;
	path[n] = '\0';
	found->path = strdup(path);
}

/* -ENOENT: it does not hold the file. */
static int
look_into(struct found *found, long pid)
{
	struct file file = { .path = NULL };
	char link[LINK_MAX_SIZE];
	int fd, r, seen = -EACCES;

	for (fd = 0; fd < FIRST_NUMBERS; fd++) {
		(void)snprintf(link, sizeof link, "/proc/%ld/fd/%d", pid, fd);
		r = identify(link, &file);
		if (r == -EACCES || r == -EPERM)
			return r;
		if (r < 0)
			continue;
		seen = -ENOENT;
		if (file.device != found->device ||
		    file.inode != found->inode)
			continue;
		found->owner = file.owner;
		found->owner_known = true;
		take_path(found, link);
		return 0;
	}
	return seen;
}

/* --- what follows from it */

static enum verdict
verdict_on(const struct found *found)
{
	const struct lsci_identity *host = &found->host;

	if (!found->met)
		return VERDICT_UNPROVED;
	if (!host->uid_known)
		return VERDICT_STRANGER;
	if (host->uid == 0)
		return VERDICT_ATTACHED;
	if (!found->owner_known)
		return VERDICT_UNPROVED;
	return host->uid == found->owner && lsci_sys_uid_is_known(found->owner)
	    ? VERDICT_ATTACHED : VERDICT_STRANGER;
}

const char *
found_state(const struct found *found)
{
	if (found->verdict == VERDICT_STRANGER)
		return "stranger";
	if (found->progress != PROGRESS_ANSWERED)
		return "silent";
	return found->verdict == VERDICT_ATTACHED ? "attached" : "unproved";
}

static void
judge(struct found *found)
{
	int r = -EACCES;

	if (!found->owner_known && found->progress == PROGRESS_ANSWERED &&
	    found->sender.pid_known)
		r = look_into(found, (long)found->sender.pid);
	found->verdict = verdict_on(found);
	if (r != -ENOENT || found->verdict != VERDICT_UNPROVED)
		return;
	if (found_is_there(found))
		found->verdict = VERDICT_STRANGER;
	else
		found->progress = PROGRESS_GONE;
}

void
found_judge_all(struct found_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		judge(&list->item[i]);
	found_drop_gone(list);
}
