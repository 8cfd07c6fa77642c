/* SPDX-License-Identifier: ISC */
#include "tests/support/t.h"
#include "tests/support/t_must.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

bool
t_is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

bool
t_is_cloexec(int fd)
{
	return (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0;
}

void
t_set_nonblocking(int fd)
{
	must(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK), "O_NONBLOCK");
}

void
t_fds_note(struct t_fds *fds)
{
	int fd;

	fds->count = 0;
	for (fd = 0; fd < T_FDS_MAX; fd++) {
		fds->open[fd] = t_is_open(fd);
		fds->count += fds->open[fd];
	}
}

bool
t_fds_same(const struct t_fds *before)
{
	bool same = true;
	int fd;

	for (fd = 0; fd < T_FDS_MAX; fd++)
		if (before->open[fd] != t_is_open(fd)) {
			fprintf(stderr, "descriptor %d %s\n", fd,
			    before->open[fd] ? "was closed" : "leaked");
			same = false;
		}
	return same;
}

static int fillers[T_FDS_MAX];
static unsigned filled;

void
t_fill_table(void)
{
	struct rlimit limit;
	int fd;

	must(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
	limit.rlim_cur = 256;
	must(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
	while ((fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
		fillers[filled++] = fd;
}

void
t_free_slot(void)
{
	if (filled > 0)
		close(fillers[--filled]);
}

void
t_free_table(void)
{
	while (filled > 0)
		t_free_slot();
}

int
t_file(const char *text)
{
	char name[] = "/tmp/streamcompat-test-XXXXXX";
	int fd = must(mkstemp(name), name);

	must(unlink(name), name);
	must((int)write(fd, text, strlen(text)), "write");
	must((int)lseek(fd, 0, SEEK_SET), "lseek");
	return fd;
}

bool
t_same_file(int a, int b)
{
	struct stat sa, sb;

	return fstat(a, &sa) == 0 && fstat(b, &sb) == 0 &&
	    sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}
