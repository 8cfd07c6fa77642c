/* SPDX-License-Identifier: ISC */
/*
 * How the two sides find each other.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <streamcompat.h>
#include <time.h>
#include <unistd.h>

#include "meet.h"
#include "name.h"
#include "report.h"

static void
pause_shortly(void)
{
	struct timespec interval = { .tv_nsec = 50L * 1000 * 1000 };

	(void)nanosleep(&interval, NULL);
}

static int
connected(const struct options *o)
{
	int fd;

	while ((fd = cli_conn(o->name)) < 0) {
		if (errno == EINTR)
			continue;
		if (!o->waiting || (errno != ENOENT && errno != ECONNREFUSED))
			return report_errno(o->name);
		pause_shortly();
	}
	return fd;
}

static void
refuse(const struct options *o, int fd, uid_t user)
{
	char text[40];

	(void)snprintf(text, sizeof text, "user %lu is not served",
	    (unsigned long)user);
	report(o->name, text);
	if (!o->receiving)
		(void)send_err(fd, -1, "this user is not served\n");
	(void)close(fd);
}

/* The next client that may be served; the others are told and dropped. */
static int
accepted(const struct options *o, int listener)
{
	for (;;) {
		uid_t user = 0;
		int fd = serv_accept(listener, o->one_user ? &user : NULL);

		if (fd >= 0 && (!o->one_user || user == o->user))
			return fd;
		if (fd >= 0)
			refuse(o, fd, user);
		else if (errno == ENOTSUP && o->one_user)
			report(o->name, "a user without a known id is not served");
		else if (errno != EINTR)
			return report_errno(o->name);
	}
}

static int
served(const struct options *o)
{
	int listener = name_announce(o->name);
	int fd;

	if (listener < 0)
		return report_errno(o->name);
	fd = accepted(o, listener);
	name_withdraw();
	(void)close(listener);
	return fd;
}

int
meet(const struct options *o)
{
	int fd = o->listening ? served(o) : connected(o);

	if (fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
		report_errno(o->name);
		(void)close(fd);
		return -1;
	}
	return fd;
}
