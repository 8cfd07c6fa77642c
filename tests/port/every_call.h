/* SPDX-License-Identifier: ISC */
/*
 * Every call that is redirected, with what it does looked at.  Included by
 * a program, which counts, and by a shared library, which must not be
 * counted.  The status tells the line of the first failure, modulo 256.
 *
 * Sizes and numbers are variables, for otherwise a compiler that checks them
 * (-D_FORTIFY_SOURCE) would do it once and for all.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <sys/types.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MUST(x) do { if (!(x)) return __LINE__ % 256 ? __LINE__ % 256 : 1; } \
	while (0)

static volatile int one = 1;

static int
moves_data(int from, int to)
{
	char bytes[8];
	struct iovec part[2];
	size_t size = (size_t)one * 3;

	MUST(write(to, "abc", size) == 3);
	memset(bytes, 0, sizeof bytes);
	MUST(read(from, bytes, size) == 3 && strcmp(bytes, "abc") == 0);
	part[0].iov_base = bytes;
	part[0].iov_len = 1;
	part[1].iov_base = bytes + 1;
	part[1].iov_len = 2;
	MUST(writev(to, part, 2) == 3);
	memset(bytes, 0, sizeof bytes);
	MUST(readv(from, part, 2) == 3 && strcmp(bytes, "abc") == 0);
	return 0;
}

static int
waits(int from)
{
	struct pollfd fds[2];
	struct timespec no_time;
	struct timeval little_time;
	fd_set set;

	fds[0].fd = from;
	fds[0].events = POLLIN;
	no_time.tv_sec = 0;
	no_time.tv_nsec = 0;
	MUST(poll(fds, (nfds_t)one, 0) == 0);
	MUST(ppoll(fds, (nfds_t)one, &no_time, NULL) == 0);
	FD_ZERO(&set);
	FD_SET(from, &set);
	little_time.tv_sec = 0;
	little_time.tv_usec = 1000;
	MUST(select(from + 1, &set, NULL, NULL, &little_time) == 0);
	FD_SET(from, &set);
	MUST(pselect(from + 1, &set, NULL, NULL, &no_time, NULL) == 0);
	return 0;
}

static int
asks(int from, int to)
{
	struct stat st;
	int waiting = -1;

	MUST(fstat(from, &st) == 0 && st.st_uid == geteuid());
	MUST(write(to, "x", 1) == 1);
	MUST(ioctl(from, FIONREAD, &waiting) == 0 && waiting == 1);
	MUST(fcntl(from, F_GETFD) == 0);
	return 0;
}

static int
copies(int from, int to)
{
	int copy = dup(from);
	int other;

	MUST(copy > from);
	MUST(dup2(to, copy) == copy);
	MUST(dup3(from, copy, O_CLOEXEC) == copy);
	other = fcntl(copy, F_DUPFD, to + 1);
	MUST(other > to);
	MUST(close(copy) == 0 && close(other) == 0);
	return 0;
}

static int
opens(void)
{
	int flags = one ? O_RDONLY : O_WRONLY;
	int fd = open("/dev/null", flags);
	int other;

	MUST(fd >= 0);
	other = openat(fd, "/dev/null", flags);
	MUST(other > fd && close(other) == 0 && close(fd) == 0);
	fd = creat("/dev/null", 0600);
	MUST(fd >= 0 && close(fd) == 0);
	MUST(open("/dev/null/file", O_RDWR | O_CREAT, 0600) == -1);
	MUST(openat(-1, "file", O_RDWR | O_CREAT, 0600) == -1);
	return 0;
}

static int
describes(void)
{
	struct stat st;

	MUST(stat("/dev/null", &st) == 0 && S_ISCHR(st.st_mode));
	MUST(lstat("/dev/null", &st) == 0 && S_ISCHR(st.st_mode));
	MUST(fstatat(-1, "/dev/null", &st, 0) == 0 && S_ISCHR(st.st_mode));
	return 0;
}

static int
uses_stdio(void)
{
	FILE *nothing = fopen("/dev/null", "r");

	MUST(nothing != NULL);
	MUST(fgetc(nothing) == EOF);
	MUST(freopen("/dev/null", "r+", nothing) == nothing);
	MUST(fgetc(nothing) == EOF);
	MUST(fclose(nothing) == 0);
	nothing = fopen("/dev/null", "w");
	MUST(nothing != NULL && fclose(nothing) == 0);
	MUST(fopen("/dev/null/file", "r") == NULL);
	return 0;
}

static int
every_call(void)
{
	int fd[2], bad = 0;

	MUST(pipe(fd) == 0);
	bad = moves_data(fd[0], fd[1]);
	if (bad == 0)
		bad = waits(fd[0]);
	if (bad == 0)
		bad = asks(fd[0], fd[1]);
	if (bad == 0)
		bad = copies(fd[0], fd[1]);
	if (bad == 0)
		bad = opens();
	if (bad == 0)
		bad = describes();
	if (bad == 0)
		bad = uses_stdio();
	MUST(close(fd[0]) == 0 && close(fd[1]) == 0);
	if (bad != 0)
		return bad;
	MUST(pipe2(fd, O_CLOEXEC | O_NONBLOCK) == 0);
	MUST(fcntl(fd[0], F_GETFD) == FD_CLOEXEC);
	MUST((fcntl(fd[1], F_GETFL) & O_NONBLOCK) != 0);
	MUST(close(fd[0]) == 0 && close(fd[1]) == 0);
	return 0;
}
