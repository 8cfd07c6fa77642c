/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <streamcompat/streams.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules.h"
#include "report.h"

static const char input[] = "standard input";

int
modules_input(void)
{
	int flags = fcntl(STDIN_FILENO, F_GETFL);
	struct stat st;
	int fd = STDIN_FILENO;

	if (flags < 0 || fstat(STDIN_FILENO, &st) < 0)
		return report_errno(input);
	if (S_ISREG(st.st_mode))
		fd = lsc_open("/dev/fd/0", (flags & O_ACCMODE) | O_CLOEXEC);
	return fd < 0 ? report_errno(input) : fd;
}

/* A terminal has a list, too; what else there is, knows no such request. */
int
modules_get(int stream, struct modules *now)
{
	struct str_list list = { MODULES_MAX, now->name };

	now->count = ioctl(stream, I_LIST, NULL);
	if (now->count == 0)
		return 0;
	if (now->count > 0 && ioctl(stream, I_LIST, &list) == 0) {
		now->count = list.sl_nmods;
		return 0;
	}
	if (isastream(stream) == 0)
		errno = ENOSTR;
	return report_errno(input);
}

bool
modules_add(struct modules *list, const char *name)
{
	size_t size = strlen(name) + 1;

	if (size == 1 || size > sizeof list->name->l_name ||
	    list->count == MODULES_MAX)
		return false;
	memcpy(list->name[list->count++].l_name, name, size);
	return true;
}

int
modules_find(const struct modules *list, const char *name)
{
	int i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->name[i].l_name, name) == 0)
			return i;
	return -1;
}
