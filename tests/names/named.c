/* SPDX-License-Identifier: ISC */
#include "tests/names/named.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"

/* --- patience */

static long long
now_ms(void)
{
	struct timespec now;

	must(clock_gettime(CLOCK_MONOTONIC, &now), "clock_gettime");
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

bool
named_soon(bool (*happens)(const void *), const void *argument)
{
	long long until = now_ms() + NAMED_PATIENCE_MS;

	while (!happens(argument)) {
		if (now_ms() > until)
			return false;
		t_sleep_ms(2);
	}
	return true;
}

int
named_often(int times, int full)
{
	return getenv("T_FULL") != NULL ? full : times;
}

/* --- a name */

void
named_make(struct named *named, const char *name)
{
	int fd;

	(void)snprintf(named->path, sizeof named->path, "%s", t_path(name));
	fd = must(open(named->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
	    0600), named->path);
	must((int)write(fd, NAMED_TEXT, sizeof NAMED_TEXT - 1), "write");
	must(fchmod(fd, 0666), "fchmod");
	must(fstat(fd, &named->file), "fstat");
	must(close(fd), "close");
	named->end[0] = named->end[1] = -1;
}

int
named_attach(struct named *named, bool connld)
{
	int r;

	if (lsc_pipe(named->end, 0) < 0)
		return errno;
	if (connld)
		must(lsc_ioctl(named->end[1], I_PUSH, "connld"), "connld");
	r = fattach(named->end[1], named->path) < 0 ? errno : 0;
	must(lsc_close(named->end[1]), "lsc_close");
	named->end[1] = -1;
	if (r != 0) {
		must(lsc_close(named->end[0]), "lsc_close");
		named->end[0] = -1;
	}
	return r;
}

int
named_receive(const struct named *named)
{
	struct strrecvfd got;

	return lsc_ioctl(named->end[0], I_RECVFD, &got) == 0 ? got.fd : -1;
}

void
named_answer(const struct named *named)
{
	int fd;

	while ((fd = named_receive(named)) >= 0) {
		(void)lsc_write(fd, "x", 1);
		must(lsc_close(fd), "lsc_close");
	}
}

int
named_serve(void *argument)
{
	struct named *named = argument;
	int err = named_attach(named, true);

	(void)signal(SIGPIPE, SIG_IGN);
	(void)alarm(2 * T_TIMEOUT);
	if (err != 0)
		return err;
	named_answer(named);
	return NAMED_HUNG_UP;
}

int
named_talk(const struct named *named)
{
	char byte;
	int fd = lsc_open(named->path, O_RDWR), code = 0;

	if (fd < 0)
		return errno == ENXIO ? 0 : errno;
	if (isastream(fd) == 1 && lsc_read(fd, &byte, 1) < 0)
		code = errno;
	must(lsc_close(fd), "lsc_close");
	return code;
}

/* --- what it is */

static bool
is_same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool
is_untouched(const struct named *named, const struct stat *now)
{
	const struct stat *before = &named->file;

	return before->st_dev == now->st_dev &&
	    before->st_ino == now->st_ino &&
	    before->st_mode == now->st_mode &&
	    before->st_uid == now->st_uid && before->st_gid == now->st_gid &&
	    before->st_nlink == now->st_nlink &&
	    before->st_size == now->st_size &&
	    is_same_time(&before->st_mtim, &now->st_mtim) &&
	    is_same_time(&before->st_ctim, &now->st_ctim);
}

static bool
has_text(int fd)
{
	char text[sizeof NAMED_TEXT + 1] = "";

	return isastream(fd) == 0 &&
	    lsc_read(fd, text, sizeof text - 1) == sizeof NAMED_TEXT - 1 &&
	    strcmp(text, NAMED_TEXT) == 0;
}

bool
named_is_file(const struct named *named)
{
	struct stat st;
	bool is;
	int fd;

	if (lsc_stat(named->path, &st) < 0 || !is_untouched(named, &st))
		return false;
	fd = lsc_open(named->path, O_RDONLY);
	is = fd >= 0 && has_text(fd);
	if (fd >= 0)
		must(lsc_close(fd), "lsc_close");
	return is;
}

bool
named_is_attached(const struct named *named)
{
	struct stat st;

	return lsc_stat(named->path, &st) == 0 && S_ISFIFO(st.st_mode);
}

static bool
is_no_stream(const void *named)
{
	return !named_is_attached(named);
}

bool
named_becomes_file(const struct named *named)
{
	return named_soon(is_no_stream, named) && named_is_file(named);
}

static bool
is_stream(const void *named)
{
	return named_is_attached(named);
}

bool
named_becomes_attached(const struct named *named)
{
	return named_soon(is_stream, named);
}

/* --- its agent */

/* The inode number of a name has the process in its lower half. */
pid_t
named_agent(const struct named *named)
{
	struct stat st;

	return lsc_stat(named->path, &st) == 0 && S_ISFIFO(st.st_mode) ?
	    (pid_t)(st.st_ino & UINT32_MAX) : 0;
}

/* Calls for each socket with the name of this file, until it says so. */
static bool
any_socket(const struct named *named, bool (*wanted)(const char *, void *),
    void *context)
{
	FILE *list = fopen("/proc/self/net/unix", "re");
	char prefix[100], line[600];
	bool found = false;

	must(list == NULL ? -1 : 0, "/proc/self/net/unix");
	(void)snprintf(prefix, sizeof prefix,
	    "@streamcompat/attached/%jx/%jx/",
	    (uintmax_t)named->file.st_dev, (uintmax_t)named->file.st_ino);
	while (!found && fgets(line, sizeof line, list) != NULL)
		found = strstr(line, prefix) != NULL && wanted(line, context);
	(void)fclose(list);
	return found;
}

static bool
count_one(const char *line, void *count)
{
	(void)line;
	++*(int *)count;
	return false;
}

int
named_sockets(const struct named *named)
{
	int count = 0;

	(void)any_socket(named, count_one, &count);
	return count;
}

struct copy {
	char *to;
	size_t room;
};

/* __SO_ACCEPTCON among the flags, the fourth field, is a listener. */
static bool
copy_listener(const char *line, void *context)
{
	struct copy *copy = context;
	unsigned flags = 0;

	if (sscanf(line, "%*s %*x %*x %x", &flags) != 1 ||
	    (flags & 0x10000) == 0)
		return false;
	(void)snprintf(copy->to, copy->room, "%s", strchr(line, '@') + 1);
	copy->to[strcspn(copy->to, "\n")] = '\0';
	return true;
}

bool
named_listener(const struct named *named, char *name, size_t room)
{
	struct copy copy = { name, room };

	return any_socket(named, copy_listener, &copy);
}

static bool
has_no_sockets(const void *named)
{
	return named_sockets(named) == 0;
}

/* A zombie, which has no program, is the business of whoever adopted it. */
static bool
is_agent(const char *process, const char *agent)
{
	char path[300], program[4096];
	ssize_t n;

	(void)snprintf(path, sizeof path, "/proc/%s/exe", process);
	n = readlink(path, program, sizeof program - 1);
	if (n < 0)
		return false;
	program[n] = '\0';
	return strcmp(program, agent) == 0;
}

static bool
no_agent_runs(const void *agent)
{
	DIR *list = opendir("/proc");
	struct dirent *entry;
	bool any = false;

	must(list == NULL ? -1 : 0, "/proc");
	while (!any && (entry = readdir(list)) != NULL)
		any = is_agent(entry->d_name, agent);
	(void)closedir(list);
	return !any;
}

bool
named_leaves_nothing(const struct named *named)
{
	if (!named_soon(has_no_sockets, named)) {
		fprintf(stderr, "%d sockets are left\n",
		    named_sockets(named));
		return false;
	}
	if (!named_soon(no_agent_runs, getenv("STREAMCOMPAT_ATTACHD"))) {
		fprintf(stderr, "an agent runs\n");
		return false;
	}
	return true;
}

/* --- processes */

static int
count_of(pid_t process, const char *what)
{
	char path[60];
	int count = 0;
	DIR *list;

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)process, what);
	list = opendir(path);
	must(list == NULL ? -1 : 0, path);
	while (readdir(list) != NULL)
		count++;
	(void)closedir(list);
	return count - 2;
}

int
named_descriptors(pid_t process)
{
	return count_of(process, "fd");
}

static int
least_of(pid_t process, const char *what)
{
	int i, now, least = count_of(process, what);

	for (i = 0; i < 50; i++) {
		t_sleep_ms(1);
		now = count_of(process, what);
		least = now < least ? now : least;
	}
	return least;
}

int
named_descriptors_idle(pid_t process)
{
	return least_of(process, "fd");
}

int
named_threads_idle(pid_t process)
{
	return least_of(process, "task");
}

long
named_memory(pid_t process)
{
	char path[60], line[200];
	FILE *status;
	long kilobytes = -1;

	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)process);
	status = fopen(path, "re");
	must(status == NULL ? -1 : 0, path);
	while (fgets(line, sizeof line, status) != NULL)
		(void)sscanf(line, "VmRSS: %ld", &kilobytes);
	(void)fclose(status);
	return kilobytes;
}

struct wanted {
	pid_t process;
	int count;
};

static bool
has_so_many(const void *argument)
{
	const struct wanted *wanted = argument;

	return named_descriptors(wanted->process) == wanted->count;
}

bool
named_has_descriptors(pid_t process, int count)
{
	const struct wanted wanted = { process, count };
	bool has = named_soon(has_so_many, &wanted);

	if (!has)
		fprintf(stderr, "%d descriptors, not %d\n",
		    named_descriptors(process), count);
	return has;
}

static bool
has_threads(const void *argument)
{
	const struct wanted *wanted = argument;

	return count_of(wanted->process, "task") == wanted->count;
}

bool
named_has_threads(pid_t process, int count)
{
	const struct wanted wanted = { process, count };
	bool has = named_soon(has_threads, &wanted);

	if (!has)
		fprintf(stderr, "%d threads, not %d\n",
		    count_of(process, "task"), count);
	return has;
}

/* Whoever adopted it may leave it dead; then it has one thread, and nothing. */
static bool
is_gone(const void *process)
{
	char path[60], state = '\0';
	FILE *stat;
	int threads = 0;

	(void)snprintf(path, sizeof path, "/proc/%d/stat",
	    (int)*(const pid_t *)process);
	stat = fopen(path, "re");
	if (stat == NULL)
		return true;
	if (fscanf(stat, "%*d (%*[^)]) %c%*d%*d%*d%*d%*d%*u%*u%*u%*u%*u%*u"
	    "%*u%*d%*d%*d%*d%d", &state, &threads) != 2)
		state = '\0';
	(void)fclose(stat);
	return state == 'Z' && threads == 1;
}

bool
named_disappears(pid_t process)
{
	return named_soon(is_gone, &process);
}

/* --- users */

static void
copy_all(int from, int to)
{
	char some[65536];
	ssize_t n;

	while ((n = must((int)read(from, some, sizeof some), "read")) > 0)
		must(write(to, some, (size_t)n) == n ? 0 : -1, "write");
}

/* Where the project is built may be closed to others; and who has a program of
   his own can tell its processes from those of other tests. */
static void
share_agent(void)
{
	const char *agent = getenv("STREAMCOMPAT_ATTACHD");
	char *path = t_path("agent");
	int from = must(open(agent != NULL ? agent : "", O_RDONLY), "agent");
	int to = must(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0700), path);

	copy_all(from, to);
	must(fchmod(to, 0755), path);
	must(close(from), "close");
	must(close(to), "close");
	must(setenv("STREAMCOMPAT_ATTACHD", path, 1), "setenv");
}

void
named_begin(void)
{
	t_directory_make();
	share_agent();
}

void
named_end(void)
{
	t_directory_remove();
}

void
named_become(uid_t uid)
{
	must(setgroups(0, NULL), "setgroups");
	must(setgid((gid_t)uid), "setgid");
	must(setuid(uid), "setuid");
}
