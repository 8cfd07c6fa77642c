/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <streamcompat/stropts.h>

#include "attach.h"
#include "report.h"

static int
complain(const char *path)
{
	static const struct {
		int why;
		const char *text;
	} known[] = {
		{ EBUSY, "a stream is attached already, or the file is run" },
		{ ENOLCK, "this file system has no locks" },
		{ ENOPKG, "streamcompat-attachd cannot be run" },
		{ ENOTSUP, "a stream cannot be attached to such a file" },
		{ EPERM, "the file is somebody else's" },
	};
	size_t i;

	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (errno == known[i].why) {
			report(path, known[i].text);
			return -1;
		}
	return report_errno(path);
}

static int
complain_about_fd(int fd, const char *what)
{
	char text[60];

	(void)snprintf(text, sizeof text, "descriptor %d%s", fd, what);
	return report_errno(text);
}

/* 1 if it was not there before. */
static int
push_connld(int end)
{
	if (ioctl(end, I_FIND, "connld") > 0)
		return 0;
	return ioctl(end, I_PUSH, "connld") < 0 ?
	    complain_about_fd(end, ": connld") : 1;
}

int
attach(int end, const char *path, bool connld)
{
	int pushed = connld ? push_connld(end) : 0;

	if (pushed < 0)
		return -1;
	if (fattach(end, path) == 0)
		return 0;
	complain(path);
	if (pushed > 0)
		(void)ioctl(end, I_POP, 0);
	return -1;
}

int
attach_open(int fd, const char *path, bool connld)
{
	int is = isastream(fd);

	if (is == 0)
		errno = ENOSTR;
	return is > 0 ? attach(fd, path, connld) : complain_about_fd(fd, "");
}
