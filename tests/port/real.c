/* SPDX-License-Identifier: ISC */
/*
 * A program of SVR4, over the library itself: messages keep their
 * boundaries, an end goes through another stream, and a closed end hangs up.
 */
#define _GNU_SOURCE 1
#include <sys/types.h>
#include <stropts.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MUST(x) do { if (!(x)) { printf("line %d\n", __LINE__); return 1; } } \
	while (0)

static int
keeps_messages(int fd[2])
{
	char word[8];
	struct iovec part = { word, 4 };
	struct pollfd waits = { fd[1], POLLIN, 0 };
	struct stat st;

	MUST(isastream(fd[0]) == 1 && isastream(fd[1]) == 1);
	MUST((fcntl(fd[0], F_GETFL) & O_ACCMODE) == O_RDWR);
	MUST(ioctl(fd[1], I_SRDOPT, RMSGN) == 0);
	MUST(write(fd[0], "one", 4) == 4 && write(fd[0], "two", 4) == 4);
	MUST(poll(&waits, 1, 0) == 1 && waits.revents == POLLIN);
	MUST(fstat(fd[1], &st) == 0 && S_ISFIFO(st.st_mode));
	MUST(read(fd[1], word, sizeof word) == 4 && strcmp(word, "one") == 0);
	MUST(readv(fd[1], &part, 1) == 4 && strcmp(word, "two") == 0);
	return 0;
}

static int
passes_an_end(int fd[2])
{
	struct strrecvfd got;
	struct pollfd waits;
	int other[2], copy;

	MUST(pipe(other) == 0);
	MUST(ioctl(fd[0], I_SENDFD, other[1]) == 0);
	MUST(close(other[1]) == 0);
	MUST(ioctl(fd[1], I_RECVFD, &got) == 0);
	MUST(got.uid == geteuid() && isastream(got.fd) == 1);
	copy = dup(got.fd);
	MUST(copy >= 0 && close(got.fd) == 0);
	MUST(writev(copy, &(struct iovec){ (char *)"x", 1 }, 1) == 1);
	MUST(close(copy) == 0);
	waits.fd = other[0];
	waits.events = POLLIN | POLLOUT;
	MUST(poll(&waits, 1, 0) == 1);
	MUST(waits.revents == (POLLIN | POLLHUP));
	return close(other[0]);
}

/* Linux 6.11 does without a path where it could be empty; other C libraries
   look for themselves whether it is. */
static int
describes_without_a_path(void)
{
#ifdef __GLIBC__
	const char *volatile nothing = NULL;
#else
	const char *volatile nothing = "";
#endif
	struct stat st;
	int fd = open("/proc/self/exe", O_RDONLY);

	MUST(fd >= 0);
	MUST(fstatat(fd, "", &st, AT_EMPTY_PATH) == 0 && S_ISREG(st.st_mode));
	(void)fstatat(fd, nothing, &st, AT_EMPTY_PATH);
	return close(fd);
}

int
main(void)
{
	int fd[2];

	alarm(20);
	MUST(pipe(fd) == 0);
	MUST(keeps_messages(fd) == 0 && passes_an_end(fd) == 0);
	MUST(describes_without_a_path() == 0);
	/* the same number, another thing */
	MUST(close(fd[0]) == 0 && open("/dev/null", O_RDONLY) == fd[0]);
	MUST(isastream(fd[0]) == 0);
	MUST(ioctl(fd[0], I_SETSIG, S_INPUT) == -1);
	return 0;
}
