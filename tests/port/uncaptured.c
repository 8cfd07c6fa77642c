/* SPDX-License-Identifier: ISC */
/*
 * The calls of lib/sys/uncaptured.h do what the plain ones do.
 * -DBY_SYSCALLS: in the spelling of C libraries without second names.
 */
#include <config.h>
#ifdef BY_SYSCALLS
#undef LSC_UNCAPTURED_NAMES
#define LSC_UNCAPTURED_SYSCALLS 1
#endif

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int (*const plain_fstat)(int, struct stat *) = fstat;
static int (*const plain_fstatat)(int, const char *, struct stat *, int) =
    fstatat;

#include "sys/uncaptured.h"

#if !LSCI_CAPTURED
#error "these are the plain calls"
#endif

#define MUST(x) do { if (!(x)) { printf("line %d\n", __LINE__); exit(1); } } \
	while (0)

static void
copies(int fd)
{
	int copy = dup(fd);

	MUST(copy >= 0 && fcntl(copy, F_GETFD) == 0);
	MUST(dup2(copy, copy) == copy);
	MUST(dup3(fd, copy, O_CLOEXEC) == copy);
	MUST(fcntl(copy, F_GETFD) == FD_CLOEXEC);
	MUST(dup2(fd, copy) == copy && fcntl(copy, F_GETFD) == 0);
	MUST(dup3(copy, copy, 0) == -1 && errno == EINVAL);
	MUST(close(copy) == 0);
	MUST(dup2(copy, copy) == -1 && errno == EBADF);
	MUST(dup(copy) == -1 && errno == EBADF);
	MUST(close(copy) == -1 && errno == EBADF);
}

static void
describes(int fd)
{
	struct stat here, there;

	memset(&here, 0, sizeof here);
	memset(&there, 0, sizeof there);
	MUST(fstat(fd, &here) == 0 && plain_fstat(fd, &there) == 0);
	MUST(memcmp(&here, &there, sizeof here) == 0);
	errno = 0;
	MUST(fstat(AT_FDCWD, &here) == -1 && errno == EBADF);
	errno = 0;
	MUST(fstat(-1, &here) == -1 && errno == EBADF);
}

static void
describes_alike(int dir, const char *path, int flags)
{
	struct stat here, there;
	int r, error;

	memset(&here, 0, sizeof here);
	memset(&there, 0, sizeof there);
	errno = 0;
	r = fstatat(dir, path, &here, flags);
	error = errno;
	errno = 0;
	MUST(r == plain_fstatat(dir, path, &there, flags) && error == errno);
	MUST(memcmp(&here, &there, sizeof here) == 0);
}

static void
describes_names(void)
{
	int dir = open(".", O_RDONLY | O_DIRECTORY);

	MUST(dir >= 0 && mkdir("here", 0751) == 0);
	MUST(symlink("here", "link") == 0);
	describes_alike(dir, "here", 0);
	describes_alike(dir, "link", 0);
	describes_alike(dir, "link", AT_SYMLINK_NOFOLLOW);
	describes_alike(dir, "", AT_EMPTY_PATH);
	describes_alike(AT_FDCWD, "/dev/null", 0);
	describes_alike(AT_FDCWD, "/proc/self/ns/user", 0);
	describes_alike(AT_FDCWD, "nowhere", 0);
	describes_alike(AT_FDCWD, "", 0);
	describes_alike(-1, "here", 0);
	describes_alike(dir, "here", -1);
	MUST(rmdir("here") == 0 && unlink("link") == 0);
	MUST(close(dir) == 0);
}

static void
opens_at(int dir)
{
	static const int how = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	int fd = openat(dir, "file", how, 0612);
	struct stat st;

	MUST(fd >= 0 && fcntl(fd, F_GETFD) == FD_CLOEXEC);
	MUST(fstat(fd, &st) == 0 && (st.st_mode & 07777) == 0612);
	MUST(close(fd) == 0);
	MUST(openat(dir, "file", how, 0600) == -1 && errno == EEXIST);
	MUST(unlinkat(dir, "file", 0) == 0);
	MUST(openat(dir, "file", O_RDONLY) == -1 && errno == ENOENT);
}

static void
opens(void)
{
	int dir, fd;

	(void)umask(0);
	dir = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	MUST(dir >= 0 && fcntl(dir, F_GETFD) == FD_CLOEXEC);
	opens_at(dir);
	opens_at(AT_FDCWD);
	fd = open("file", O_RDWR | O_CREAT, 0640);
	MUST(fd >= 0 && fcntl(fd, F_GETFD) == 0 && close(fd) == 0);
	/* beyond what fits into 31 bits */
	fd = openat(dir, "file", O_RDWR);
	MUST(ftruncate(fd, (off_t)1 << 32) == 0 && close(fd) == 0);
	describes_alike(dir, "file", 0);
	fd = openat(dir, "file", O_RDONLY);
	MUST(fd >= 0 && close(fd) == 0 && unlink("file") == 0);
	MUST(openat(-1, "file", O_RDONLY) == -1 && errno == EBADF);
	MUST(close(dir) == 0);
}

static void
moves_data(void)
{
	char name[] = "uncaptured.XXXXXX";
	char bytes[8];
	struct iovec part[2] = { { bytes, 2 }, { bytes + 2, 2 } };
	int fd = mkstemp(name);

	MUST(fd >= 0 && unlink(name) == 0);
	MUST(write(fd, "abcd", 4) == 4 && write(fd, "efgh", 4) == 4);
	MUST(lseek(fd, 0, SEEK_SET) == 0);
	/* of a file, each goes on where the last one ended */
	MUST(readv(fd, part, 2) == 4 && memcmp(bytes, "abcd", 4) == 0);
	MUST(read(fd, bytes, 2) == 2 && memcmp(bytes, "ef", 2) == 0);
	MUST(writev(fd, part, 1) == 2 && lseek(fd, 0, SEEK_CUR) == 8);
	MUST(read(fd, bytes, 1) == 0);
	describes(fd);
	MUST(close(fd) == 0);
}

static void
owns(void)
{
	int end[2];

	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, end) == 0);
	MUST(fcntl(end[0], F_GETOWN) == 0);
	MUST(fcntl(end[0], F_SETOWN, getpid()) == 0);
	MUST(fcntl(end[0], F_GETOWN) == getpid());
	MUST(fcntl(end[0], F_SETOWN, -getpgrp()) == 0);
	errno = 0;
	MUST(fcntl(end[0], F_GETOWN) == -getpgrp() && errno == 0);
	MUST(close(end[0]) == 0 && close(end[1]) == 0);
}

static void
asks(int from, int to)
{
	int waiting = -1;

	MUST(write(to, "xyz", 3) == 3);
	MUST(ioctl(from, FIONREAD, &waiting) == 0 && waiting == 3);
	MUST(ioctl(-1, FIONREAD, &waiting) == -1 && errno == EBADF);
}

static volatile sig_atomic_t rung;

static void
ring(int signal_number)
{
	(void)signal_number;
	rung = 1;
}

/* Blocked, the signal comes as soon as the call lets it. */
static void
lets_signals_in(int fd)
{
	struct pollfd quiet = { fd, POLLPRI, 0 };
	const struct timespec second = { 1, 0 };
	struct timespec given = second;
	struct sigaction action;
	sigset_t one, none;

	memset(&action, 0, sizeof action);
	action.sa_handler = ring;
	MUST(sigaction(SIGUSR1, &action, NULL) == 0);
	MUST(sigemptyset(&none) == 0 && sigemptyset(&one) == 0);
	MUST(sigaddset(&one, SIGUSR1) == 0);
	MUST(sigprocmask(SIG_BLOCK, &one, NULL) == 0);
	MUST(raise(SIGUSR1) == 0 && !rung);
	MUST(ppoll(&quiet, 1, &given, &none) == -1 && errno == EINTR && rung);
	rung = 0;
	MUST(raise(SIGUSR1) == 0 && !rung);
	MUST(pselect(0, NULL, NULL, NULL, &given, &none) == -1);
	MUST(errno == EINTR && rung);
	MUST(memcmp(&given, &second, sizeof given) == 0);
}

static void
waits(int from)
{
	struct pollfd fds = { from, POLLIN, 0 };
	struct timeval time = { 5, 0 };
	struct timespec none = { 0, 0 };
	fd_set set;

	MUST(poll(&fds, 1, -1) == 1 && fds.revents == POLLIN);
	MUST(ppoll(&fds, 1, NULL, NULL) == 1);
	FD_ZERO(&set);
	FD_SET(from, &set);
	MUST(select(from + 1, &set, NULL, NULL, &time) == 1);
	MUST(time.tv_sec == 4 && time.tv_usec > 0);     /* what is left */
	MUST(pselect(from + 1, &set, NULL, NULL, &none, NULL) == 1);
	fds.events = POLLPRI;
	MUST(poll(&fds, 1, 20) == 0);
	time.tv_sec = 0;
	time.tv_usec = 20000;
	FD_ZERO(&set);
	MUST(select(0, &set, NULL, NULL, &time) == 0 && time.tv_usec == 0);
	MUST(poll(&fds, (nfds_t)-1, 0) == -1);
}

static int quiet[2];

static void *
in_poll(void *unused)
{
	struct pollfd fds = { quiet[0], POLLIN, 0 };

	(void)poll(&fds, 1, -1);
	return unused;
}

static void *
in_ppoll(void *unused)
{
	struct pollfd fds = { quiet[0], POLLIN, 0 };

	(void)ppoll(&fds, 1, NULL, NULL);
	return unused;
}

static void *
in_select(void *unused)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(quiet[0], &set);
	(void)select(quiet[0] + 1, &set, NULL, NULL, NULL);
	return unused;
}

static void *
in_pselect(void *unused)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(quiet[0], &set);
	(void)pselect(quiet[0] + 1, &set, NULL, NULL, NULL, NULL);
	return unused;
}

static void *
in_read(void *unused)
{
	char byte;

	(void)read(quiet[0], &byte, 1);
	return unused;
}

static void *
in_readv(void *unused)
{
	char byte;
	struct iovec part = { &byte, 1 };

	(void)readv(quiet[0], &part, 1);
	return unused;
}

static void
is_cancelled_in(void *(*where)(void *), unsigned after)
{
	pthread_t thread;
	void *result = NULL;

	MUST(pthread_create(&thread, NULL, where, NULL) == 0);
	usleep(after);
	MUST(pthread_cancel(thread) == 0);
	MUST(pthread_join(thread, &result) == 0);
	MUST(result == PTHREAD_CANCELED);
}

/* Two seconds would be long: the alarm tells if one of them never ends. */
static void
is_cancelled(void)
{
	MUST(pipe2(quiet, O_CLOEXEC) == 0);
	is_cancelled_in(in_poll, 20000);
	is_cancelled_in(in_ppoll, 20000);
	is_cancelled_in(in_select, 20000);
	is_cancelled_in(in_pselect, 20000);
#ifdef LSC_UNCAPTURED_NAMES
	is_cancelled_in(in_read, 20000);
	is_cancelled_in(in_readv, 20000);
#else
	(void)in_read;
	(void)in_readv;
#endif
	MUST(close(quiet[0]) == 0 && close(quiet[1]) == 0);
}

int
main(void)
{
	int fd[2];

	alarm(20);
	MUST(pipe(fd) == 0);
	copies(fd[0]);
	moves_data();
	describes(fd[0]);
	describes_names();
	opens();
	owns();
	asks(fd[0], fd[1]);
	waits(fd[0]);
	lets_signals_in(fd[0]);
	is_cancelled();
	MUST(pipe2(fd, O_NONBLOCK) == 0);
	MUST(read(fd[0], fd, 1) == -1 && errno == EAGAIN);
	return 0;
}
