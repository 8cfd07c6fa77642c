/* SPDX-License-Identifier: ISC */
/*
 * A program that has never heard of this library: it declares by itself what
 * it needs of SVR4, and expects a pipe to be what it was there.  The status
 * tells the line of the first thing that is otherwise, modulo 256.
 */
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct part {
	int maxlen;
	int len;
	char *buf;
};

struct received {
	int fd;
	uid_t uid;
	gid_t gid;
	char fill[8];
};

enum { SRDOPT = 'S' << 8 | 6, RECVFD = 'S' << 8 | 14,
	SENDFD = 'S' << 8 | 17, MESSAGES = 2 };

extern int getmsg(int, struct part *, struct part *, int *);
extern int putmsg(int, const struct part *, const struct part *, int);

/* As it was called before glibc 2.33. */
#ifdef OLD_STAT
extern int __fxstat(int, int, struct stat *);
#define fstat(fd, st) __fxstat(OLD_STAT, fd, st)
#endif

#define MUST(x) do { if (!(x)) return __LINE__ % 256 ? __LINE__ % 256 : 1; } \
	while (0)

static int
is_a_stream(int *end)
{
	char bytes[8];
	struct stat st;
	struct pollfd back = { -1, POLLIN, 0 };

	MUST(pipe(end) == 0);
	back.fd = end[0];
	MUST(write(end[0], "there", 5) == 5);
	MUST(read(end[1], bytes, sizeof bytes) == 5);
	MUST(memcmp(bytes, "there", 5) == 0);
	MUST(poll(&back, 1, 0) == 0);
	MUST(write(end[1], "back", 4) == 4);
	MUST(poll(&back, 1, 0) == 1 && back.revents == POLLIN);
	MUST(fstat(end[0], &st) == 0 && S_ISFIFO(st.st_mode));
	MUST(st.st_size == 4);
	MUST(read(end[0], bytes, sizeof bytes) == 4);
	return 0;
}

static int
keeps_messages_apart(const int *end)
{
	char bytes[8];

	MUST(ioctl(end[1], SRDOPT, MESSAGES) == 0);
	MUST(write(end[0], "one", 3) == 3 && write(end[0], "two!", 4) == 4);
	MUST(read(end[1], bytes, sizeof bytes) == 3);
	MUST(read(end[1], bytes, sizeof bytes) == 4);
	MUST(memcmp(bytes, "two!", 4) == 0);
	return 0;
}

static int
has_control_parts(const int *end)
{
	char control[8], data[8];
	struct part c = { 0, 3, control }, d = { 0, 4, data };
	int flags = 0;

	memcpy(control, "ctl", 3);
	memcpy(data, "data", 4);
	MUST(putmsg(end[0], &c, &d, 0) == 0);
	memset(control, 0, sizeof control);
	memset(data, 0, sizeof data);
	c.maxlen = d.maxlen = sizeof data;
	MUST(getmsg(end[1], &c, &d, &flags) == 0 && flags == 0);
	MUST(c.len == 3 && memcmp(control, "ctl", 3) == 0);
	MUST(d.len == 4 && memcmp(data, "data", 4) == 0);
	return 0;
}

/* A child, which is another process, opens a file. */
static int
passes_descriptors(const int *end, const char *name)
{
	struct received got;
	char bytes[8];
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(ioctl(end[0], SENDFD, open(name, O_RDONLY)) != 0);
	MUST(child > 0);
	MUST(ioctl(end[1], RECVFD, &got) == 0);
	MUST(got.uid == geteuid() && got.gid == getegid());
	MUST(read(got.fd, bytes, 4) == 4);
	MUST(close(got.fd) == 0);
	MUST(waitpid(child, &status, 0) == child && status == 0);
	return 0;
}

int
main(int argc, char **argv)
{
	int end[2];
	int bad = is_a_stream(end);

	if (bad == 0)
		bad = keeps_messages_apart(end);
	if (bad == 0)
		bad = has_control_parts(end);
	if (bad == 0)
		bad = passes_descriptors(end, argv[argc - 1]);
	return bad;
}
