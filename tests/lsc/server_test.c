/* SPDX-License-Identifier: ISC */
/*
 * lsc_listen, lsc_connect, lsc_accept.
 */
#define _GNU_SOURCE 1
#include <streamcompat/stropts.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/support/t_test.h"

/* The call fails with this errno, and leaves no descriptor behind. */
#define FAILS(call, expected) do { \
	struct t_fds before_; \
	int errno_; \
	t_fds_note(&before_); \
	errno = 0; \
	cr_assert_eq((call), -1); \
	errno_ = errno; \
	cr_assert_eq(errno_, (expected), "errno %d, not %d", errno_, \
	    (expected)); \
	cr_assert(t_fds_same(&before_)); \
} while (0)

enum { LONG_MS = 20000, NO_SUCH_FLAG = 0x40000000 };

static const int TIMEOUTS[] = { LSC_WAIT, LSC_DONTWAIT, LONG_MS };
#define LENGTH(array) (sizeof (array) / sizeof *(array))

static int
must_listen(const char *name, const struct lsc_listen *how)
{
	int listener = lsc_listen(name, how);

	cr_assert_geq(listener, 0, "lsc_listen: errno %d", errno);
	return listener;
}

static int
must_connect(const char *name, unsigned flags)
{
	int client = lsc_connect(name, flags, LSC_DONTWAIT);

	cr_assert_geq(client, 0, "lsc_connect: errno %d", errno);
	return client;
}

/* The next client of the listener, and it is there already, says `said'. */
static void
assert_next_client_says(int listener, char said)
{
	int stream = lsc_accept(listener, 0, LSC_DONTWAIT);
	char c = 0;

	cr_assert_geq(stream, 0, "lsc_accept: errno %d", errno);
	cr_assert_eq(read(stream, &c, 1), 1);
	cr_assert_eq(c, said, "it is %c, not %c", c, said);
	close(stream);
}

static int
connect_and_say(const char *name, unsigned flags, char what)
{
	int client = must_connect(name, flags);

	cr_assert_eq(write(client, &what, 1), 1);
	return client;
}

/* Whoever connects under this name reaches this listener. */
static void
assert_serves(int listener, const char *name, unsigned flags)
{
	int client = connect_and_say(name, flags, 'x');

	assert_next_client_says(listener, 'x');
	FAILS(lsc_accept(listener, 0, LSC_DONTWAIT), EAGAIN);
	close(client);
}

static int
listen_and_die(void *argument)
{
	return lsc_listen(argument, NULL) >= 0 ? 0 : 1;
}

/* A socket file whose socket is gone. */
static void
leave_dead_socket(char *name)
{
	cr_assert_eq(t_wait(t_fork(listen_and_die, name)), 0);
	cr_assert_eq(access(name, F_OK), 0);
}

/* A socket that does not come from the library, under a name. */
static int
bound_socket(int type, const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type, 0);

	cr_assert_lt(strlen(name), sizeof address.sun_path);
	strcpy(address.sun_path, name);
	cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof address),
	    0);
	return fd;
}

static unsigned
count_entries(const char *path)
{
	DIR *dir = opendir(path);
	unsigned n = 0;

	cr_assert_not_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n - 2;           /* without . and .. */
}

static struct stat
look_at(const char *name)
{
	struct stat st;

	cr_assert_eq(lstat(name, &st), 0);
	return st;
}

static void
assert_still(const char *name, const struct stat *before)
{
	struct stat now = look_at(name);

	cr_assert_eq(now.st_ino, before->st_ino);
	cr_assert_eq(now.st_mode, before->st_mode);
}

static long long
now_ms(void)
{
	struct timespec now;

	cr_assert_eq(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
is_nonblocking(int fd)
{
	return (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0;
}

static int
become_other(void)
{
	return setgid(T_OTHER_GID) < 0 || setuid(T_OTHER_UID) < 0 ? -1 : 0;
}

/* --- all three together */

T_IN_DIRECTORY(lsc_server, is_reached_by_its_name_and_both_ends_can_talk)
{
	char *name = t_path("name");
	int listener = must_listen(name, NULL);
	int client = lsc_connect(name, 0, LSC_WAIT);
	int stream = lsc_accept(listener, 0, LSC_WAIT);
	char text[4] = "";

	cr_assert_geq(client, 0);
	cr_assert_geq(stream, 0);
	cr_assert_eq(write(client, "ask", 3), 3);
	cr_assert_eq(read(stream, text, 3), 3);
	cr_assert_str_eq(text, "ask");
	cr_assert_eq(write(stream, "tell", 4), 4);
	cr_assert_eq(read(client, text, 4), 4);
	cr_assert_eq(memcmp(text, "tell", 4), 0);
}

T_IN_DIRECTORY(lsc_server, may_have_a_relative_name)
{
	int listener;

	cr_assert_eq(chdir(t_path(".")), 0);
	listener = must_listen("name", NULL);
	assert_serves(listener, "name", 0);
	assert_serves(listener, t_path("name"), 0);
	cr_assert_eq(chdir("/"), 0);
}

T_IN_DIRECTORY(lsc_server, and_APUEs_calls_understand_each_other)
{
	int listener = must_listen(t_path("new"), NULL);
	int old = serv_listen(t_path("old"));

	cr_assert_geq(cli_conn(t_path("new")), 0);
	cr_assert_geq(serv_accept(listener, NULL), 0);
	assert_serves(old, t_path("old"), 0);
}

T_IN_DIRECTORY(lsc_server, leaves_errno_alone_when_all_is_well)
{
	struct lsc_listen over = LSC_LISTEN_INIT;
	size_t i;
	int listener;

	leave_dead_socket(t_path("name"));
	errno = ERANGE;
	listener = lsc_listen(t_path("name"), NULL);
	cr_assert_eq(errno, ERANGE);
	over.replace = LSC_REPLACE_LIVING;
	listener = lsc_listen(t_path("name"), &over);
	cr_assert_geq(listener, 0);
	cr_assert_eq(errno, ERANGE);
	for (i = 0; i < LENGTH(TIMEOUTS); i++) {
		cr_assert_geq(lsc_connect(t_path("name"), LSC_NONBLOCK,
		    TIMEOUTS[i]), 0);
		cr_assert_eq(errno, ERANGE);
		cr_assert_geq(lsc_accept(listener, LSC_NONBLOCK, TIMEOUTS[i]),
		    0);
		cr_assert_eq(errno, ERANGE);
	}
}

T_IN_DIRECTORY(lsc_server, has_streams_that_STREAMS_programs_recognise)
{
	int listener = must_listen(t_path("name"), NULL);
	int client = must_connect(t_path("name"), 0);
	int stream = lsc_accept(listener, 0, LSC_DONTWAIT);
	int file = t_file("passed");
	struct strrecvfd got;

	cr_assert_eq(isastream(listener), 1);
	cr_assert_eq(isastream(client), 1);
	cr_assert_eq(isastream(stream), 1);
	cr_assert_eq(lsc_ioctl(client, I_SENDFD, file), 0);
	cr_assert_eq(lsc_ioctl(stream, I_RECVFD, &got), 0);
	cr_assert(t_same_file(got.fd, file));
}

T_IN_DIRECTORY(lsc_server, has_a_listener_from_which_I_RECVFD_takes_a_client)
{
	int listener = must_listen(t_path("name"), NULL);
	int client = connect_and_say(t_path("name"), 0, 'r');
	struct strrecvfd got;
	char c = 0;

	memset(&got, 0x55, sizeof got);
	cr_assert_eq(lsc_ioctl(listener, I_RECVFD, &got), 0);
	cr_assert_eq(got.uid, geteuid());
	cr_assert_eq(got.gid, getegid());
	cr_assert_eq(read(got.fd, &c, 1), 1);
	cr_assert_eq(c, 'r');
	close(client);
}

/* --- how descriptors are born */

static const unsigned BORN[] = {
	0, LSC_INHERIT, LSC_NONBLOCK, LSC_INHERIT | LSC_NONBLOCK
};

static void
assert_born(int fd, unsigned flags)
{
	cr_assert_geq(fd, 0, "errno %d", errno);
	cr_assert_eq(t_is_cloexec(fd), (flags & LSC_INHERIT) == 0,
	    "close-on-exec with flags %#x", flags);
	cr_assert_eq(is_nonblocking(fd), (flags & LSC_NONBLOCK) != 0,
	    "O_NONBLOCK with flags %#x", flags);
}

T_IN_DIRECTORY(born, without_how_a_listener_is_close_on_exec_and_blocks)
{
	assert_born(lsc_listen(t_path("name"), NULL), 0);
}

static void
assert_listener_is_born(unsigned flags)
{
	struct lsc_listen how = LSC_LISTEN_INIT;
	int listener;

	how.flags = flags;
	listener = lsc_listen(t_path("name"), &how);
	assert_born(listener, flags);
	close(listener);
}

T_IN_DIRECTORY(born, a_listener_is_as_its_flags_say)
{
	size_t i;

	for (i = 0; i < LENGTH(BORN); i++) {
		assert_listener_is_born(BORN[i]);
		assert_listener_is_born(BORN[i] | LSC_ABSTRACT);
	}
}

T_IN_DIRECTORY(born, a_client_is_as_its_flags_say_whatever_the_timeout)
{
	size_t i, j;

	must_listen(t_path("name"), NULL);
	for (i = 0; i < LENGTH(BORN); i++)
		for (j = 0; j < LENGTH(TIMEOUTS); j++)
			assert_born(lsc_connect(t_path("name"), BORN[i],
			    TIMEOUTS[j]), BORN[i]);
}

static void
assert_streams_are_born(unsigned flags_of_listener)
{
	struct lsc_listen how = LSC_LISTEN_INIT;
	size_t i, j;
	int listener;

	how.flags = flags_of_listener;
	listener = must_listen(t_path("name"), &how);
	for (i = 0; i < LENGTH(BORN); i++)
		for (j = 0; j < LENGTH(TIMEOUTS); j++) {
			must_connect(t_path("name"), 0);
			assert_born(lsc_accept(listener, BORN[i],
			    TIMEOUTS[j]), BORN[i]);
			assert_born(listener, flags_of_listener);
		}
	close(listener);
}

T_IN_DIRECTORY(born, an_accepted_stream_is_as_its_flags_say_and_not_the_listener)
{
	size_t i;

	for (i = 0; i < LENGTH(BORN); i++)
		assert_streams_are_born(BORN[i]);
}

/* --- mode */

static mode_t
mode_under_umask(mode_t mask, const struct lsc_listen *how)
{
	mode_t before = umask(mask);
	int listener = lsc_listen(t_path("name"), how);
	struct stat st;

	cr_assert_eq(umask(before), mask, "the umask was changed");
	cr_assert_geq(listener, 0, "errno %d", errno);
	st = look_at(t_path("name"));
	cr_assert(S_ISSOCK(st.st_mode));
	close(listener);
	cr_assert_eq(unlink(t_path("name")), 0);
	return st.st_mode & 07777;
}

static void
assert_mode(const struct lsc_listen *how, mode_t mode)
{
	static const mode_t masks[] = { 0, 022, 077, 0400, 0777 };
	size_t i;

	for (i = 0; i < LENGTH(masks); i++) {
		mode_t found = mode_under_umask(masks[i], how);

		cr_assert_eq(found, mode & ~masks[i],
		    "%03o of %03o under %03o", (unsigned)found,
		    (unsigned)mode, (unsigned)masks[i]);
	}
}

T_IN_DIRECTORY(lsc_mode, is_0600_less_the_umask_unless_something_else_is_asked)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	assert_mode(NULL, 0600);
	assert_mode(&how, 0600);
}

T_IN_DIRECTORY(lsc_mode, is_what_is_asked_less_the_umask)
{
	static const mode_t modes[] = { 0, 0111, 0222, 0444, 0660, 0666, 0777 };
	struct lsc_listen how = LSC_LISTEN_INIT;
	size_t i;

	for (i = 0; i < LENGTH(modes); i++) {
		how.mode = modes[i];
		assert_mode(&how, modes[i]);
	}
}

static int
watch(const char *path)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	cr_assert_geq(inotify_add_watch(fd, path, IN_CREATE | IN_ATTRIB), 0);
	return fd;
}

/* What has happened in the directory since, all in one. */
static uint32_t
seen(int watcher)
{
	union {
		struct inotify_event event;
		char room[4096];
	} buffer;
	uint32_t all = 0;
	ssize_t have = read(watcher, &buffer, sizeof buffer), at = 0;

	while (at < have) {
		struct inotify_event event;

		memcpy(&event, buffer.room + at, sizeof event);
		all |= event.mask;
		at += (ssize_t)(sizeof event + event.len);
	}
	return all;
}

T_IN_DIRECTORY(lsc_mode, is_there_from_birth)
{
	static const mode_t modes[] = { 0, 0600, 0666, 0777 };
	struct lsc_listen how = LSC_LISTEN_INIT;
	int watcher = watch(t_path("."));
	size_t i;

	for (i = 0; i < LENGTH(modes); i++) {
		how.mode = modes[i];
		close(must_listen(t_path("name"), &how));
		cr_assert_eq(seen(watcher), IN_CREATE);
		cr_assert_eq(chmod(t_path("name"), 0640), 0);
		cr_assert_eq(seen(watcher), IN_ATTRIB);
		cr_assert_eq(unlink(t_path("name")), 0);
	}
}

/* As somebody for whom modes matter. */
static int
connect_as_anybody(void *argument)
{
	if (t_is_root() && become_other() < 0)
		return 200;
	return lsc_connect(argument, 0, LSC_DONTWAIT) >= 0 ? 0 : errno;
}

static int
error_of_anybody(char *name, unsigned mode)
{
	struct lsc_listen how = LSC_LISTEN_INIT;
	mode_t mask = umask(0);
	int listener, r;

	how.mode = mode;
	listener = must_listen(name, &how);
	umask(mask);
	r = t_wait(t_fork(connect_as_anybody, name));
	close(listener);
	cr_assert_eq(unlink(name), 0);
	return r;
}

T_IN_DIRECTORY(lsc_mode, decides_who_may_connect)
{
	char *name = t_path("name");

	cr_assert_eq(error_of_anybody(name, 0), EACCES);
	cr_assert_eq(error_of_anybody(name, 0444), EACCES);
	cr_assert_eq(error_of_anybody(name, 0666), 0);
	cr_assert_eq(error_of_anybody(name, 0222), 0);
}

T_IN_DIRECTORY(lsc_mode, without_how_keeps_other_users_out)
{
	char *name = t_path("name");
	int listener;

	NEEDS_ROOT();
	listener = must_listen(name, NULL);
	cr_assert_eq(t_wait(t_fork(connect_as_anybody, name)), EACCES);
	assert_serves(listener, name, 0);
}

#ifdef T_ACCRIGHTS
/* Systems other than Linux, by the seam. */
T_IN_DIRECTORY(lsc_mode, that_cannot_be_had_from_birth_is_ENOTSUP)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	t_seam_fail_call("lsci_sys_set_birth_mode", EINVAL);
	FAILS(lsc_listen(t_path("name"), NULL), ENOTSUP);
	cr_assert_eq(count_entries(t_path(".")), 0);
	how.mode = 0622;
	t_seam_fail_call("lsci_sys_set_birth_mode", EINVAL);
	FAILS(lsc_listen(t_path("name"), &how), ENOTSUP);
	how.mode = 0666;
	t_seam_fail_call("lsci_sys_set_birth_mode", EINVAL);
	assert_serves(must_listen(t_path("name"), &how), t_path("name"), 0);
}
#endif

/* --- arguments that make no sense */

static void
assert_how_is_EINVAL(struct lsc_listen how)
{
	FAILS(lsc_listen(t_path("name"), &how), EINVAL);
	how.flags |= LSC_ABSTRACT;
	FAILS(lsc_listen(t_path("name"), &how), EINVAL);
	cr_assert_eq(count_entries(t_path(".")), 0);
}

T_IN_DIRECTORY(senseless, modes_and_backlogs_are_EINVAL)
{
	static const unsigned modes[] = {
		01000, 01777, 04755, 0100600, UINT_MAX
	};
	struct lsc_listen how = LSC_LISTEN_INIT;
	size_t i;

	for (i = 0; i < LENGTH(modes); i++) {
		how.mode = modes[i];
		assert_how_is_EINVAL(how);
	}
	how.mode = 0600;
	how.backlog = -1;
	assert_how_is_EINVAL(how);
	how.backlog = INT_MIN;
	assert_how_is_EINVAL(how);
}

T_IN_DIRECTORY(senseless, policies_are_EINVAL)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	how.replace = -1;
	assert_how_is_EINVAL(how);
	how.replace = LSC_REPLACE_LIVING + 1;
	assert_how_is_EINVAL(how);
}

T_IN_DIRECTORY(senseless, structures_are_EINVAL)
{
	static const size_t sizes[] = {
		0, 1, sizeof(struct lsc_listen) - 1,
		sizeof(struct lsc_listen) + 1, SIZE_MAX
	};
	struct lsc_listen how = LSC_LISTEN_INIT;
	size_t i;

	for (i = 0; i < LENGTH(sizes); i++) {
		how.size_of_this = sizes[i];
		assert_how_is_EINVAL(how);
	}
}

T_IN_DIRECTORY(senseless, flags_are_EINVAL_for_each_call)
{
	static const unsigned wrong[] = {
		LSC_CLOSE, LSC_IGNORE, LSC_SENDER, LSC_UNSIGNED, NO_SUCH_FLAG,
		NO_SUCH_FLAG | LSC_INHERIT, UINT_MAX
	};
	struct lsc_listen how = LSC_LISTEN_INIT;
	int listener = must_listen(t_path("server"), NULL);
	size_t i;

	for (i = 0; i < LENGTH(wrong); i++) {
		how.flags = wrong[i];
		FAILS(lsc_listen(t_path("name"), &how), EINVAL);
		FAILS(lsc_connect(t_path("server"), wrong[i], LSC_WAIT),
		    EINVAL);
		FAILS(lsc_accept(listener, wrong[i], LSC_WAIT), EINVAL);
	}
	FAILS(lsc_accept(listener, LSC_ABSTRACT, LSC_WAIT), EINVAL);
	FAILS(lsc_accept(listener, LSC_REFUSE, LSC_WAIT), EINVAL);
	/* nobody has come near the server */
	FAILS(lsc_accept(listener, 0, LSC_DONTWAIT), EAGAIN);
	cr_assert_eq(access(t_path("name"), F_OK), -1);
}

T(senseless, names_that_are_NULL_are_EFAULT)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	FAILS(lsc_listen(NULL, NULL), EFAULT);
	FAILS(lsc_listen(NULL, &how), EFAULT);
	FAILS(lsc_connect(NULL, 0, LSC_WAIT), EFAULT);
	how.flags = LSC_ABSTRACT;
	FAILS(lsc_listen(NULL, &how), EFAULT);
	FAILS(lsc_connect(NULL, LSC_ABSTRACT, LSC_WAIT), EFAULT);
}

static void
assert_name_fails(const char *name, int expected)
{
	size_t i;

	FAILS(lsc_listen(name, NULL), expected);
	for (i = 0; i < LENGTH(TIMEOUTS); i++)
		FAILS(lsc_connect(name, 0, TIMEOUTS[i]), expected);
}

T_IN_DIRECTORY(senseless, names_have_the_errno_of_the_reason)
{
	char last[257];

	memset(last, 'n', 256);
	last[256] = '\0';
	close(open(t_path("file"), O_CREAT | O_WRONLY, 0600));
	cr_assert_eq(symlink("loop", t_path("loop")), 0);
	assert_name_fails("", ENOENT);
	assert_name_fails(t_path("nowhere/name"), ENOENT);
	assert_name_fails(t_path("file/name"), ENOTDIR);
	assert_name_fails(t_path("loop/name"), ELOOP);
	assert_name_fails(t_path(last), ENAMETOOLONG);
}

T_IN_DIRECTORY(senseless, names_that_nobody_serves_have_no_connection)
{
	size_t i;

	close(open(t_path("file"), O_CREAT | O_WRONLY, 0600));
	leave_dead_socket(t_path("dead"));
	cr_assert_eq(listen(bound_socket(SOCK_SEQPACKET, t_path("packets")),
	    1), 0);
	for (i = 0; i < LENGTH(TIMEOUTS); i++) {
		int timeout = TIMEOUTS[i];

		FAILS(lsc_connect(t_path("nowhere"), 0, timeout), ENOENT);
		FAILS(lsc_connect(t_path("file"), 0, timeout), ECONNREFUSED);
		FAILS(lsc_connect(t_path("dead"), 0, timeout), ECONNREFUSED);
		FAILS(lsc_connect(t_path("packets"), 0, timeout), EPROTOTYPE);
	}
}

/* --- names that are taken, and what may replace them */

static struct lsc_listen
replacing(int replace)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	how.replace = replace;
	return how;
}

T_IN_DIRECTORY(replace, of_a_dead_server_is_the_default)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	leave_dead_socket(t_path("name"));
	assert_serves(must_listen(t_path("name"), NULL), t_path("name"), 0);
	leave_dead_socket(t_path("other"));
	assert_serves(must_listen(t_path("other"), &how), t_path("other"), 0);
}

T_IN_DIRECTORY(replace, gives_the_name_the_mode_of_the_new_server)
{
	struct lsc_listen how = replacing(LSC_REPLACE_LIVING);

	leave_dead_socket(t_path("name"));
	cr_assert_eq(chmod(t_path("name"), 0666), 0);
	must_listen(t_path("name"), NULL);
	cr_assert_eq(look_at(t_path("name")).st_mode & 07777, 0600);
	how.mode = 0640;
	must_listen(t_path("name"), &how);
	cr_assert_eq(look_at(t_path("name")).st_mode & 07777, 0640);
}

T_IN_DIRECTORY(replace, of_a_living_server_is_EADDRINUSE_unless_it_is_asked_for)
{
	struct lsc_listen never = replacing(LSC_REPLACE_NEVER);
	int listener = must_listen(t_path("name"), NULL);
	struct stat before = look_at(t_path("name"));

	FAILS(lsc_listen(t_path("name"), NULL), EADDRINUSE);
	FAILS(lsc_listen(t_path("name"), &never), EADDRINUSE);
	assert_still(t_path("name"), &before);
	assert_serves(listener, t_path("name"), 0);
}

T_IN_DIRECTORY(replace, never_is_EADDRINUSE_for_a_dead_server_too)
{
	struct lsc_listen never = replacing(LSC_REPLACE_NEVER);
	struct stat before;
	int listener;

	leave_dead_socket(t_path("name"));
	before = look_at(t_path("name"));
	FAILS(lsc_listen(t_path("name"), &never), EADDRINUSE);
	assert_still(t_path("name"), &before);
	listener = must_listen(t_path("free"), &never);
	assert_serves(listener, t_path("free"), 0);
}

T_IN_DIRECTORY(replace, of_a_living_server_leaves_it_the_clients_it_has)
{
	struct lsc_listen over = replacing(LSC_REPLACE_LIVING);
	char *name = t_path("name");
	int old = must_listen(name, NULL), new;
	int served = must_connect(name, 0);
	int stream = lsc_accept(old, 0, LSC_DONTWAIT);
	char c;

	connect_and_say(name, 0, 'o');
	new = must_listen(name, &over);
	connect_and_say(name, 0, 'n');
	assert_next_client_says(new, 'n');
	assert_next_client_says(old, 'o');
	FAILS(lsc_accept(new, 0, LSC_DONTWAIT), EAGAIN);
	FAILS(lsc_accept(old, 0, LSC_DONTWAIT), EAGAIN);
	cr_assert_eq(write(stream, "s", 1), 1);
	cr_assert_eq(read(served, &c, 1), 1);
	close(old);
	assert_serves(new, name, 0);
	cr_assert_eq(count_entries(t_path(".")), 1);
}

T_IN_DIRECTORY(replace, of_the_living_replaces_the_dead_and_other_sockets_too)
{
	struct lsc_listen over = replacing(LSC_REPLACE_LIVING);
	int datagrams, not_yet;

	leave_dead_socket(t_path("dead"));
	assert_serves(must_listen(t_path("dead"), &over), t_path("dead"), 0);
	datagrams = bound_socket(SOCK_DGRAM, t_path("datagrams"));
	assert_serves(must_listen(t_path("datagrams"), &over),
	    t_path("datagrams"), 0);
	not_yet = bound_socket(SOCK_STREAM, t_path("not-yet"));
	assert_serves(must_listen(t_path("not-yet"), &over),
	    t_path("not-yet"), 0);
	assert_serves(must_listen(t_path("free"), &over), t_path("free"), 0);
	close(datagrams);
	close(not_yet);
}

T_IN_DIRECTORY(replace, of_a_living_server_can_be_repeated)
{
	struct lsc_listen over = replacing(LSC_REPLACE_LIVING);
	int i, listener[5];

	for (i = 0; i < 5; i++) {
		listener[i] = must_listen(t_path("name"), &over);
		assert_serves(listener[i], t_path("name"), 0);
	}
	for (i = 0; i < 4; i++)
		FAILS(lsc_accept(listener[i], 0, LSC_DONTWAIT), EAGAIN);
}

static void
make_files_that_are_no_sockets(void)
{
	close(open(t_path("file"), O_CREAT | O_WRONLY, 0600));
	cr_assert_eq(mkdir(t_path("directory"), 0700), 0);
	cr_assert_eq(mkfifo(t_path("fifo"), 0600), 0);
	leave_dead_socket(t_path("dead"));
	cr_assert_eq(symlink("dead", t_path("link")), 0);
	cr_assert_eq(symlink("living", t_path("link-to-living")), 0);
	cr_assert_eq(symlink("nowhere", t_path("dangling")), 0);
}

static void
assert_is_ENOTSOCK(const char *name, int replace)
{
	struct lsc_listen how = replacing(replace);
	struct stat before = look_at(name);

	FAILS(lsc_listen(name, &how), ENOTSOCK);
	assert_still(name, &before);
}

static void
assert_only_sockets_are_replaced(int replace)
{
	int living = must_listen(t_path("living"), NULL);
	struct stat dead;

	make_files_that_are_no_sockets();
	dead = look_at(t_path("dead"));
	assert_is_ENOTSOCK(t_path("file"), replace);
	assert_is_ENOTSOCK(t_path("directory"), replace);
	assert_is_ENOTSOCK(t_path("fifo"), replace);
	assert_is_ENOTSOCK(t_path("link"), replace);
	assert_is_ENOTSOCK(t_path("link-to-living"), replace);
	assert_is_ENOTSOCK(t_path("dangling"), replace);
	assert_still(t_path("dead"), &dead);
	cr_assert_eq(access(t_path("nowhere"), F_OK), -1);
	assert_serves(living, t_path("living"), 0);
}

T_IN_DIRECTORY(replace, of_the_dead_is_ENOTSOCK_for_what_is_no_socket)
{
	assert_only_sockets_are_replaced(LSC_REPLACE_DEAD);
}

T_IN_DIRECTORY(replace, of_the_living_is_ENOTSOCK_for_what_is_no_socket)
{
	assert_only_sockets_are_replaced(LSC_REPLACE_LIVING);
}

T_IN_DIRECTORY(replace, never_is_ENOTSOCK_for_what_is_no_socket)
{
	assert_only_sockets_are_replaced(LSC_REPLACE_NEVER);
}

T_IN_DIRECTORY(replace, of_a_living_server_takes_its_turn)
{
	struct lsc_listen over = replacing(LSC_REPLACE_LIVING);
	int dir = open(t_path("."), O_RDONLY | O_DIRECTORY);
	int old = must_listen(t_path("name"), NULL);
	struct stat before = look_at(t_path("name"));

	cr_assert_eq(flock(dir, LOCK_EX), 0);
	FAILS(lsc_listen(t_path("name"), &over), EBUSY);
	assert_still(t_path("name"), &before);
	assert_serves(old, t_path("name"), 0);
	cr_assert_eq(flock(dir, LOCK_UN), 0);
	assert_serves(must_listen(t_path("name"), &over), t_path("name"), 0);
}

static int
take_over_as_other(void *argument)
{
	struct lsc_listen over = replacing(LSC_REPLACE_LIVING);

	if (become_other() < 0)
		return 200;
	return lsc_listen(argument, &over) >= 0 ? 0 : errno;
}

T_IN_DIRECTORY(replace, of_a_server_needs_the_right_to_remove_its_name)
{
	int listener;

	NEEDS_ROOT();
	cr_assert_eq(mkdir(t_path("sticky"), 0700), 0);
	cr_assert_eq(chmod(t_path("sticky"), 01777), 0);
	cr_assert_eq(mkdir(t_path("closed"), 0755), 0);
	cr_assert_eq(chmod(t_path("closed"), 0755), 0);
	listener = must_listen(t_path("sticky/name"), NULL);
	cr_assert_eq(t_wait(t_fork(take_over_as_other,
	    t_path("sticky/name"))), EPERM);
	assert_serves(listener, t_path("sticky/name"), 0);
	listener = must_listen(t_path("closed/name"), NULL);
	cr_assert_eq(t_wait(t_fork(take_over_as_other,
	    t_path("closed/name"))), EACCES);
	assert_serves(listener, t_path("closed/name"), 0);
}

/* --- long names */

/* A directory deep enough that paths in it fit into no socket address. */
static const char *
deep_path(const char *name)
{
	static char path[3000];
	int i;

	strcpy(path, t_path("d"));
	for (i = 0; i < 10; i++) {
		(void)mkdir(path, 0777);
		strcat(path, "/quite-a-long-name-for-a-directory");
	}
	(void)mkdir(path, 0777);
	strcat(path, "/");
	return strcat(path, name);
}

static const char *
name_of_255_bytes(void)
{
	static char last[256];

	memset(last, 'n', 255);
	return last;
}

static void
assert_name_works(const char *name)
{
	struct lsc_listen over = replacing(LSC_REPLACE_LIVING);
	mode_t mask = umask(0);
	int listener = must_listen(name, NULL), new;

	cr_assert_eq(look_at(name).st_mode & 07777, 0600);
	assert_serves(listener, name, 0);
	FAILS(lsc_listen(name, NULL), EADDRINUSE);
	over.mode = 0622;
	new = must_listen(name, &over);
	cr_assert_eq(look_at(name).st_mode & 07777, 0622);
	assert_serves(new, name, 0);
	close(new);
	close(listener);
	FAILS(lsc_connect(name, 0, LSC_WAIT), ECONNREFUSED);
	listener = must_listen(name, NULL);
	assert_serves(listener, name, 0);
	close(listener);
	umask(mask);
}

T_IN_DIRECTORY(lsc_long_name, of_a_deep_directory_works)
{
	assert_name_works(deep_path("name"));
}

T_IN_DIRECTORY(lsc_long_name, of_255_bytes_works_and_leaves_nothing_else_behind)
{
	cr_assert_eq(mkdir(t_path("box"), 0777), 0);
	assert_name_works(strcat(t_path("box/"), name_of_255_bytes()));
	cr_assert_eq(count_entries(t_path("box")), 1);
	assert_name_works(deep_path(name_of_255_bytes()));
	cr_assert_eq(count_entries(deep_path("")), 1);
}

T_IN_DIRECTORY(lsc_long_name, that_fits_to_the_byte_works)
{
	struct sockaddr_un address;
	size_t room = sizeof address.sun_path, length;

	for (length = room - 3; length < room + 3; length++) {
		char name[300];

		strcpy(name, t_path("x"));
		cr_assert_lt(strlen(name), room - 3);
		memset(name + strlen(name), 'x', sizeof name - strlen(name));
		name[length] = '\0';
		assert_name_works(name);
	}
}

/* --- names in no file system */

static struct lsc_listen
abstractly(void)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	how.flags = LSC_ABSTRACT;
	return how;
}

/* A name of so many bytes that nobody else has. */
static const char *
abstract_name(size_t length)
{
	static char name[200];
	size_t have;

	strcpy(name, t_path("a"));
	have = strlen(name);
	cr_assert_leq(have, length);
	memset(name + have, 'a', sizeof name - have);
	name[length] = '\0';
	return name;
}

T_IN_DIRECTORY(abstract_name, is_served_and_is_in_no_file_system)
{
	struct lsc_listen how = abstractly();
	int listener = must_listen(t_path("name"), &how);

	assert_serves(listener, t_path("name"), LSC_ABSTRACT);
	cr_assert_eq(count_entries(t_path(".")), 0);
	FAILS(lsc_connect(t_path("name"), 0, LSC_WAIT), ENOENT);
	must_listen(t_path("name"), NULL);
	cr_assert_eq(count_entries(t_path(".")), 1);
	assert_serves(listener, t_path("name"), LSC_ABSTRACT);
}

T_IN_DIRECTORY(abstract_name, is_the_same_to_other_programs)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct lsc_listen how = abstractly();
	int other = socket(AF_UNIX, SOCK_STREAM, 0);
	int listener = must_listen(t_path("name"), &how);
	size_t length = strlen(t_path("name"));

	memcpy(address.sun_path + 1, t_path("name"), length);
	cr_assert_eq(connect(other, (struct sockaddr *)&address,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length)),
	    0);
	cr_assert_eq(write(other, "o", 1), 1);
	assert_next_client_says(listener, 'o');
}

T_IN_DIRECTORY(abstract_name, is_EADDRINUSE_for_a_second_under_any_policy)
{
	static const int policies[] = {
		LSC_REPLACE_DEAD, LSC_REPLACE_NEVER, LSC_REPLACE_LIVING
	};
	struct lsc_listen how = abstractly();
	int listener = must_listen(t_path("name"), &how);
	size_t i;

	for (i = 0; i < LENGTH(policies); i++) {
		how.replace = policies[i];
		FAILS(lsc_listen(t_path("name"), &how), EADDRINUSE);
	}
	assert_serves(listener, t_path("name"), LSC_ABSTRACT);
}

T_IN_DIRECTORY(abstract_name, is_gone_when_its_last_listener_is_closed)
{
	struct lsc_listen how = abstractly();
	int listener = must_listen(t_path("name"), &how);
	int copy = dup(listener);
	size_t i;

	close(listener);
	assert_serves(copy, t_path("name"), LSC_ABSTRACT);
	close(copy);
	for (i = 0; i < LENGTH(TIMEOUTS); i++)
		FAILS(lsc_connect(t_path("name"), LSC_ABSTRACT, TIMEOUTS[i]),
		    ECONNREFUSED);
	how.replace = LSC_REPLACE_NEVER;
	listener = must_listen(t_path("name"), &how);
	assert_serves(listener, t_path("name"), LSC_ABSTRACT);
}

T_IN_DIRECTORY(abstract_name, may_be_the_beginning_of_another)
{
	struct lsc_listen how = abstractly();
	int brief = must_listen(t_path("name"), &how);
	int longer = must_listen(t_path("names"), &how);

	connect_and_say(t_path("name"), LSC_ABSTRACT, 'b');
	connect_and_say(t_path("names"), LSC_ABSTRACT, 'l');
	assert_next_client_says(brief, 'b');
	assert_next_client_says(longer, 'l');
	FAILS(lsc_connect(t_path("nam"), LSC_ABSTRACT, LSC_WAIT),
	    ECONNREFUSED);
	FAILS(lsc_connect(t_path("namesake"), LSC_ABSTRACT, LSC_WAIT),
	    ECONNREFUSED);
}

T_IN_DIRECTORY(abstract_name, has_1_to_107_bytes)
{
	struct lsc_listen how = abstractly();
	int listener = must_listen(abstract_name(107), &how);

	assert_serves(listener, abstract_name(107), LSC_ABSTRACT);
	FAILS(lsc_connect(abstract_name(106), LSC_ABSTRACT, LSC_WAIT),
	    ECONNREFUSED);
	FAILS(lsc_listen(abstract_name(108), &how), ENAMETOOLONG);
	FAILS(lsc_connect(abstract_name(108), LSC_ABSTRACT, LSC_WAIT),
	    ENAMETOOLONG);
	FAILS(lsc_listen(abstract_name(150), &how), ENAMETOOLONG);
	FAILS(lsc_connect(abstract_name(150), LSC_ABSTRACT, LSC_WAIT),
	    ENAMETOOLONG);
	FAILS(lsc_listen("", &how), ENOENT);
	FAILS(lsc_connect("", LSC_ABSTRACT, LSC_WAIT), ENOENT);
}

static int
connect_abstractly_as_anybody(void *argument)
{
	if (t_is_root() && become_other() < 0)
		return 200;
	return lsc_connect(argument, LSC_ABSTRACT, LSC_DONTWAIT) >= 0 ? 0 :
	    errno;
}

T_IN_DIRECTORY(abstract_name, is_open_to_everybody_whatever_its_mode)
{
	struct lsc_listen how = abstractly();

	how.mode = 0;
	must_listen(t_path("name"), &how);
	cr_assert_eq(t_wait(t_fork(connect_abstractly_as_anybody,
	    t_path("name"))), 0);
}

enum { CANNOT = 77 };

static int
connect_from_elsewhere(void *argument)
{
	if (unshare(CLONE_NEWNET) < 0)
		return CANNOT;
	return lsc_connect(argument, LSC_ABSTRACT, LSC_WAIT) >= 0 ? 0 : errno;
}

T_IN_DIRECTORY(abstract_name, means_nothing_in_another_network_namespace)
{
	struct lsc_listen how = abstractly();
	int r;

	must_listen(t_path("name"), &how);
	r = t_wait(t_fork(connect_from_elsewhere, t_path("name")));
	if (r == CANNOT)
		cr_skip_test("network namespaces are not to be had here");
	cr_assert_eq(r, ECONNREFUSED);
}

#ifdef T_ACCRIGHTS
/* Systems other than Linux, by the seam. */
static void
assert_system_has_none(int err)
{
	struct lsc_listen how = abstractly();

	t_seam_fail_call("lsci_sys_bind", err);
	FAILS(lsc_listen(t_path("name"), &how), EPROTONOSUPPORT);
	t_seam_fail_call("lsci_sys_connect", err);
	FAILS(lsc_connect(t_path("name"), LSC_ABSTRACT, LSC_WAIT),
	    EPROTONOSUPPORT);
}

T_IN_DIRECTORY(abstract_name, where_the_system_has_none_is_EPROTONOSUPPORT)
{
	assert_system_has_none(EINVAL);
	assert_system_has_none(ENOENT);
}
#endif

/* --- the queue of clients */

enum { MORE_THAN_WAIT = 200 };

/* Clients connect until no more may wait, or they are enough; how many. */
static unsigned
fill_queue(const char *name, unsigned enough)
{
	unsigned clients = 0;

	errno = 0;
	while (clients < enough && lsc_connect(name, 0, LSC_DONTWAIT) >= 0)
		clients++;
	cr_assert_eq(errno, clients < enough ? EAGAIN : 0, "errno %d", errno);
	return clients;
}

/* A server whose queue is full already. */
static int
listen_with_full_queue(const char *name)
{
	struct lsc_listen how = LSC_LISTEN_INIT;
	int listener;

	how.backlog = 1;
	listener = must_listen(name, &how);
	fill_queue(name, MORE_THAN_WAIT);
	return listener;
}

/* Kernels are generous, but not without limit. */
T_IN_DIRECTORY(queue, is_as_long_as_is_asked)
{
	static const int backlogs[] = { 1, 5, 50 };
	struct lsc_listen how = LSC_LISTEN_INIT;
	size_t i;

	for (i = 0; i < LENGTH(backlogs); i++) {
		int listener;
		unsigned clients;

		how.backlog = backlogs[i];
		listener = must_listen(t_path("name"), &how);
		clients = fill_queue(t_path("name"), MORE_THAN_WAIT);
		cr_assert_geq(clients, (unsigned)backlogs[i]);
		cr_assert_leq(clients, 2 * (unsigned)backlogs[i] + 2,
		    "%u clients", clients);
		close(listener);
	}
}

static unsigned
what_the_system_allows(void)
{
	char line[32] = "";
	int fd = open("/proc/sys/net/core/somaxconn", O_RDONLY);

	if (read(fd, line, sizeof line - 1) <= 0)
		strcpy(line, "128");
	close(fd);
	return (unsigned)strtoul(line, NULL, 10);
}

T_IN_DIRECTORY(queue, is_as_long_as_the_system_allows_unless_it_is_asked)
{
	unsigned most = what_the_system_allows();

	if (most > MORE_THAN_WAIT)
		most = MORE_THAN_WAIT;
	must_listen(t_path("name"), NULL);
	cr_assert_eq(fill_queue(t_path("name"), most), most);
}

T_IN_DIRECTORY(queue, may_be_asked_to_be_as_long_as_a_number_can_be)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	how.backlog = INT_MAX;
	assert_serves(must_listen(t_path("name"), &how), t_path("name"), 0);
}

T_IN_DIRECTORY(queue, that_is_full_is_EAGAIN_for_who_will_not_wait)
{
	int listener = listen_with_full_queue(t_path("name"));

	FAILS(lsc_connect(t_path("name"), 0, LSC_DONTWAIT), EAGAIN);
	FAILS(lsc_connect(t_path("name"), LSC_NONBLOCK, LSC_DONTWAIT),
	    EAGAIN);
	close(lsc_accept(listener, 0, LSC_DONTWAIT));
	must_connect(t_path("name"), 0);
}

static void
assert_connect_times_out(unsigned flags, int timeout)
{
	long long start = now_ms();

	FAILS(lsc_connect(t_path("name"), flags, timeout), ETIMEDOUT);
	/* clocks of two kinds may differ by a tick */
	cr_assert_geq(now_ms() - start, timeout - timeout / 3);
}

T_IN_DIRECTORY(queue, that_stays_full_is_ETIMEDOUT)
{
	struct lsc_listen how = abstractly();

	listen_with_full_queue(t_path("name"));
	assert_connect_times_out(0, 60);
	assert_connect_times_out(LSC_NONBLOCK, 60);
	assert_connect_times_out(0, 1100);
	FAILS(lsc_connect(t_path("name"), 0, 1), ETIMEDOUT);
	how.backlog = 1;
	must_listen(t_path("name"), &how);
	while (lsc_connect(t_path("name"), LSC_ABSTRACT, LSC_DONTWAIT) >= 0)
		continue;
	assert_connect_times_out(LSC_ABSTRACT, 60);
}

struct visit {
	int listener;           /* the server's alone */
	const char *name;
	unsigned flags;
	int timeout;
};

static int
pay_visit(void *argument)
{
	const struct visit *visit = argument;
	int client;

	close(visit->listener);
	t_interrupt_by(SIGUSR1);
	client = lsc_connect(visit->name, visit->flags, visit->timeout);
	if (client < 0)
		return errno;
	return is_nonblocking(client) == ((visit->flags & LSC_NONBLOCK) != 0)
	    ? 0 : 201;
}

static void
assert_visit_succeeds_when_there_is_room(unsigned flags, int timeout)
{
	char *name = t_path("name");
	struct visit visit = {
		listen_with_full_queue(name), name, flags, timeout
	};
	pid_t child = t_fork(pay_visit, &visit);

	cr_assert(t_is_blocked(child));
	cr_assert_geq(lsc_accept(visit.listener, 0, LSC_DONTWAIT), 0);
	cr_assert_eq(t_wait(child), 0);
	close(visit.listener);
}

T_IN_DIRECTORY(queue, that_is_full_lets_a_client_wait_until_there_is_room)
{
	assert_visit_succeeds_when_there_is_room(0, LSC_WAIT);
	assert_visit_succeeds_when_there_is_room(0, LONG_MS);
	assert_visit_succeeds_when_there_is_room(LSC_NONBLOCK, LSC_WAIT);
	assert_visit_succeeds_when_there_is_room(LSC_NONBLOCK, LONG_MS);
}

static void
assert_visit_can_be_interrupted(int timeout)
{
	char *name = t_path("name");
	struct visit visit = {
		listen_with_full_queue(name), name, 0, timeout
	};
	pid_t child = t_fork(pay_visit, &visit);

	cr_assert(t_is_blocked(child));
	kill(child, SIGUSR1);
	cr_assert_eq(t_wait(child), EINTR);
	close(visit.listener);
}

T_IN_DIRECTORY(queue, that_is_full_lets_a_signal_end_the_waiting)
{
	assert_visit_can_be_interrupted(LSC_WAIT);
	assert_visit_can_be_interrupted(LONG_MS);
}

T_IN_DIRECTORY(queue, ends_the_waiting_of_clients_when_the_server_goes)
{
	char *name = t_path("name");
	struct visit visit = {
		listen_with_full_queue(name), name, 0, LONG_MS
	};
	pid_t child = t_fork(pay_visit, &visit);

	cr_assert(t_is_blocked(child));
	close(visit.listener);
	cr_assert_eq(t_wait(child), ECONNREFUSED);
}

T_IN_DIRECTORY(lsc_connect, with_a_timeout_leaves_no_time_limit_on_the_stream)
{
	struct timeval limit;
	size_t i;

	must_listen(t_path("name"), NULL);
	for (i = 0; i < LENGTH(TIMEOUTS); i++) {
		int client = lsc_connect(t_path("name"), 0, TIMEOUTS[i]);
		socklen_t size = sizeof limit;

		memset(&limit, 0x55, sizeof limit);
		cr_assert_eq(getsockopt(client, SOL_SOCKET, SO_SNDTIMEO,
		    &limit, &size), 0);
		cr_assert_eq(limit.tv_sec, 0);
		cr_assert_eq(limit.tv_usec, 0);
	}
}

T_IN_DIRECTORY(lsc_connect, takes_every_timeout_that_poll_takes)
{
	static const int timeouts[] = { INT_MIN, -2, 1, 1000, INT_MAX };
	int listener = must_listen(t_path("name"), NULL);
	size_t i;

	for (i = 0; i < LENGTH(timeouts); i++) {
		cr_assert_geq(lsc_connect(t_path("name"), 0, timeouts[i]), 0,
		    "errno %d", errno);
		cr_assert_geq(lsc_accept(listener, 0, timeouts[i]), 0,
		    "errno %d", errno);
	}
}

/* --- accepting */

T_IN_DIRECTORY(lsc_accept, without_a_client_is_EAGAIN_for_who_will_not_wait)
{
	int listener = must_listen(t_path("name"), NULL);

	FAILS(lsc_accept(listener, 0, LSC_DONTWAIT), EAGAIN);
	t_set_nonblocking(listener);
	FAILS(lsc_accept(listener, 0, LSC_DONTWAIT), EAGAIN);
	FAILS(lsc_accept(listener, 0, LSC_WAIT), EAGAIN);
	FAILS(lsc_accept(listener, 0, INT_MIN), EAGAIN);
	assert_serves(listener, t_path("name"), 0);
}

static void
assert_accept_times_out(int listener, int timeout)
{
	long long start = now_ms();

	FAILS(lsc_accept(listener, 0, timeout), ETIMEDOUT);
	cr_assert_geq(now_ms() - start, timeout - 1);
}

T_IN_DIRECTORY(lsc_accept, without_a_client_is_ETIMEDOUT_whatever_O_NONBLOCK_says)
{
	int listener = must_listen(t_path("name"), NULL);

	assert_accept_times_out(listener, 50);
	cr_assert_not(is_nonblocking(listener));
	t_set_nonblocking(listener);
	assert_accept_times_out(listener, 50);
	cr_assert(is_nonblocking(listener));
	assert_serves(listener, t_path("name"), 0);
}

T_IN_DIRECTORY(lsc_accept, with_a_client_needs_no_time)
{
	int listener = must_listen(t_path("name"), NULL), i;
	size_t j;

	for (i = 0; i < 2; i++) {
		for (j = 0; j < LENGTH(TIMEOUTS); j++) {
			connect_and_say(t_path("name"), 0, 'q');
			cr_assert_geq(lsc_accept(listener, 0, TIMEOUTS[j]), 0,
			    "errno %d", errno);
		}
		t_set_nonblocking(listener);
	}
}

struct reception {
	int listener;
	int timeout;
};

static int
receive_visitor(void *argument)
{
	const struct reception *reception = argument;

	t_interrupt_by(SIGUSR1);
	return lsc_accept(reception->listener, 0, reception->timeout) >= 0 ?
	    0 : errno;
}

static void
assert_waits_for_client(struct reception reception)
{
	pid_t child = t_fork(receive_visitor, &reception);

	cr_assert(t_is_blocked(child));
	must_connect(t_path("name"), 0);
	cr_assert_eq(t_wait(child), 0);
	FAILS(lsc_accept(reception.listener, 0, LSC_DONTWAIT), EAGAIN);
}

T_IN_DIRECTORY(lsc_accept, waits_for_a_client)
{
	int listener = must_listen(t_path("name"), NULL);

	assert_waits_for_client((struct reception){ listener, LSC_WAIT });
	assert_waits_for_client((struct reception){ listener, LONG_MS });
	assert_waits_for_client((struct reception){ listener, INT_MAX });
	t_set_nonblocking(listener);
	assert_waits_for_client((struct reception){ listener, LONG_MS });
}

static void
assert_reception_can_be_interrupted(struct reception reception)
{
	pid_t child = t_fork(receive_visitor, &reception);

	cr_assert(t_is_blocked(child));
	kill(child, SIGUSR1);
	cr_assert_eq(t_wait(child), EINTR);
}

T_IN_DIRECTORY(lsc_accept, ends_with_EINTR)
{
	int listener = must_listen(t_path("name"), NULL);

	assert_reception_can_be_interrupted(
	    (struct reception){ listener, LSC_WAIT });
	assert_reception_can_be_interrupted(
	    (struct reception){ listener, LONG_MS });
	assert_serves(listener, t_path("name"), 0);
}

static void
assert_accept_fails(int fd, int expected)
{
	size_t i;

	for (i = 0; i < LENGTH(TIMEOUTS); i++)
		FAILS(lsc_accept(fd, 0, TIMEOUTS[i]), expected);
}

static int
closed_descriptor(void)
{
	int fd = dup(0);

	close(fd);
	return fd;
}

T(lsc_accept, of_a_file_is_ENOSTR_and_of_a_closed_descriptor_EBADF)
{
	assert_accept_fails(t_file("no stream"), ENOSTR);
	assert_accept_fails(closed_descriptor(), EBADF);
}

T(lsc_accept, of_a_socket_that_could_listen_but_does_not_is_EINVAL)
{
	assert_accept_fails(socket(AF_UNIX, SOCK_STREAM, 0), EINVAL);
}

T(lsc_accept, of_a_stream_that_has_something_to_read_is_EINVAL)
{
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	cr_assert_eq(write(end[1], "x", 1), 1);
	assert_accept_fails(end[0], EINVAL);
}

/* Nothing ever becomes of waiting here: that it listens not, or is not open
   at all, is an error of its own at once. */

T(lsc_accept, of_an_idle_stream_is_EINVAL_whatever_the_timeout)
{
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	assert_accept_fails(end[0], EINVAL);
}

T(lsc_accept, of_a_datagram_socket_is_EINVAL_whatever_the_timeout)
{
	assert_accept_fails(socket(AF_UNIX, SOCK_DGRAM, 0), EINVAL);
}

T(lsc_accept, of_an_idle_pipe_is_ENOSTR_whatever_the_timeout)
{
	int end[2];

	cr_assert_eq(pipe(end), 0);
	assert_accept_fails(end[0], ENOSTR);
}

T(lsc_accept, of_a_negative_number_is_EBADF_whatever_the_timeout)
{
	assert_accept_fails(-1, EBADF);
}

T_IN_DIRECTORY(lsc_accept, with_a_full_table_is_EMFILE_and_the_client_waits)
{
	int listener = must_listen(t_path("name"), NULL);
	struct lsc_listen how = abstractly();

	if (t_is_valgrind())
		cr_skip_test("valgrind takes the client before it says EMFILE");
	connect_and_say(t_path("name"), 0, 'p');
	t_fill_table();
	assert_accept_fails(listener, EMFILE);
	FAILS(lsc_connect(t_path("name"), 0, LSC_WAIT), EMFILE);
	FAILS(lsc_connect(t_path("name"), 0, LONG_MS), EMFILE);
	FAILS(lsc_listen(t_path("other"), NULL), EMFILE);
	FAILS(lsc_listen(t_path("other"), &how), EMFILE);
	cr_assert_eq(access(t_path("other"), F_OK), -1);
	t_free_slot();
	assert_next_client_says(listener, 'p');
	t_free_table();
	FAILS(lsc_accept(listener, 0, LSC_DONTWAIT), EAGAIN);
}

/* With one descriptor more each time, until it works. */
static void
assert_listens_or_changes_nothing(const char *name,
    const struct lsc_listen *how)
{
	struct stat before = look_at(name);
	struct t_fds fds;
	int listener, tries = 0;

	t_fill_table();
	t_fds_note(&fds);
	while ((listener = lsc_listen(name, how)) < 0) {
		cr_assert_eq(errno, EMFILE, "errno %d", errno);
		cr_assert(t_fds_same(&fds));
		assert_still(name, &before);
		t_free_slot();
		t_fds_note(&fds);
		cr_assert_lt(++tries, 8);
	}
	t_free_table();
	cr_assert_gt(tries, 1);
	assert_serves(listener, name, 0);
}

T_IN_DIRECTORY(replace, without_descriptors_enough_is_EMFILE_and_changes_nothing)
{
	struct lsc_listen over = replacing(LSC_REPLACE_LIVING);

	leave_dead_socket(t_path("dead"));
	assert_listens_or_changes_nothing(t_path("dead"), NULL);
	must_listen(t_path("living"), NULL);
	assert_listens_or_changes_nothing(t_path("living"), &over);
}

T_IN_DIRECTORY(lsc_accept, of_a_client_that_has_gone_gives_its_last_words)
{
	int listener = must_listen(t_path("name"), NULL), stream;
	char c;

	close(connect_and_say(t_path("name"), 0, 'l'));
	stream = lsc_accept(listener, 0, LSC_DONTWAIT);
	cr_assert_geq(stream, 0);
	cr_assert_eq(read(stream, &c, 1), 1);
	cr_assert_eq(read(stream, &c, 1), 0);
}

T_IN_DIRECTORY(lsc_accept, is_announced_by_poll)
{
	struct pollfd listener = { -1, POLLIN, 0 };
	int client;

	listener.fd = must_listen(t_path("name"), NULL);
	cr_assert_eq(poll(&listener, 1, 0), 0);
	client = must_connect(t_path("name"), 0);
	cr_assert_eq(poll(&listener, 1, 1000), 1);
	cr_assert_eq(listener.revents, POLLIN);
	cr_assert_geq(lsc_accept(listener.fd, 0, LSC_DONTWAIT), 0);
	cr_assert_eq(poll(&listener, 1, 0), 0);
	close(client);
}

/* Servers that share a listener: each tells which clients it had, until it
   meets one that sends it home. */

enum { SERVERS = 2, CLIENTS = 60, GO_HOME = CLIENTS };

struct shop {
	int listener;
	int book;
};

static int
serve_in_turn(void *argument)
{
	const struct shop *shop = argument;

	for (;;) {
		int stream = lsc_accept(shop->listener, 0, LONG_MS), who;

		if (stream < 0)
			return errno;
		if (read(stream, &who, sizeof who) != sizeof who)
			return 201;
		close(stream);
		if (who == GO_HOME)
			return 0;
		if (write(shop->book, &who, sizeof who) != sizeof who)
			return 202;
	}
}

static void
send_client(const char *name, int who)
{
	int client = must_connect(name, 0);

	cr_assert_eq(write(client, &who, sizeof who), sizeof who);
	close(client);
}

static void
assert_each_was_served_once(int book)
{
	unsigned served[CLIENTS] = { 0 };
	int i, who;

	for (i = 0; i < CLIENTS; i++) {
		cr_assert_eq(read(book, &who, sizeof who), sizeof who);
		cr_assert(who >= 0 && who < CLIENTS);
		cr_assert_eq(served[who]++, 0, "client %d twice", who);
	}
	cr_assert_eq(read(book, &who, sizeof who), 0);
}

T_IN_DIRECTORY(lsc_accept, in_two_processes_takes_each_client_once)
{
	struct lsc_listen how = LSC_LISTEN_INIT;
	struct shop shop;
	pid_t server[SERVERS];
	int book[2], i;

	how.flags = LSC_NONBLOCK;
	shop.listener = must_listen(t_path("name"), &how);
	cr_assert_eq(pipe(book), 0);
	shop.book = book[1];
	for (i = 0; i < SERVERS; i++)
		server[i] = t_fork(serve_in_turn, &shop);
	close(book[1]);
	cr_assert(t_is_blocked(server[0]));
	for (i = 0; i < CLIENTS; i++)
		send_client(t_path("name"), i);
	for (i = 0; i < SERVERS; i++)
		send_client(t_path("name"), GO_HOME);
	for (i = 0; i < SERVERS; i++)
		cr_assert_eq(t_wait(server[i]), 0);
	assert_each_was_served_once(book[0]);
}

#ifdef T_ACCRIGHTS
/* By the seam: poll has seen a client, and then another process has it. */
T_IN_DIRECTORY(lsc_accept, goes_on_waiting_when_another_took_the_client)
{
	struct lsc_listen how = LSC_LISTEN_INIT;
	int listener;

	how.flags = LSC_NONBLOCK;
	listener = must_listen(t_path("name"), &how);
	connect_and_say(t_path("name"), 0, 'w');
	t_seam_fail_call("lsci_sys_accept", EAGAIN);
	cr_assert_geq(lsc_accept(listener, 0, LONG_MS), 0, "errno %d", errno);
	connect_and_say(t_path("name"), 0, 'w');
	t_seam_fail_call("lsci_sys_accept", EAGAIN);
	FAILS(lsc_accept(listener, 0, LSC_DONTWAIT), EAGAIN);
	assert_next_client_says(listener, 'w');
}
#endif

/* --- descriptors that are refused */

#ifndef SO_PASSRIGHTS
#define SO_PASSRIGHTS 83                /* on most machines */
#endif

static bool
kernel_refuses_rights(void)
{
	int on = 0, fd = socket(AF_UNIX, SOCK_STREAM, 0);
	bool can = setsockopt(fd, SOL_SOCKET, SO_PASSRIGHTS, &on,
	    sizeof on) == 0;

	close(fd);
	return can;
}

static ssize_t
send_descriptor(int fd, int passed)
{
	struct lsc_outgoing message = LSC_OUTGOING_INIT;

	message.data = "x";
	message.size = 1;
	message.fd = &passed;
	message.fds = 1;
	return lsc_send(fd, &message, 0, LSC_DONTWAIT);
}

/* The one end takes none, and the other as always; data goes both ways. */
static void
assert_takes_none(int from, int to)
{
	struct lsc_incoming message = LSC_INCOMING_INIT;
	char byte = 0;

	message.data = &byte;
	message.size = 1;
	if (kernel_refuses_rights()) {
		FAILS(send_descriptor(from, 0), EPERM);
		cr_assert_eq(write(from, "x", 1), 1);
	} else {
		cr_assert_eq(send_descriptor(from, 0), 1);
	}
	cr_assert_eq(lsc_recv(to, &message, 0, LSC_DONTWAIT), 1);
	cr_assert_eq(byte, 'x');
	cr_assert_eq(send_descriptor(to, 0), 1);
	cr_assert_eq(lsc_recv(from, &message, 0, LSC_DONTWAIT), 1);
	cr_assert_eq(message.surplus, 1);
}

T_IN_DIRECTORY(server, with_LSC_REFUSE_takes_no_descriptors_of_clients)
{
	const char *name = t_path("name");
	struct lsc_listen how = LSC_LISTEN_INIT;
	int listener, client, stream;

	how.flags = LSC_REFUSE;
	listener = must_listen(name, &how);
	client = must_connect(name, 0);
	stream = lsc_accept(listener, 0, LSC_DONTWAIT);
	cr_assert_geq(stream, 0);
	assert_takes_none(client, stream);
	close(stream);
	close(client);
	close(listener);
}

T_IN_DIRECTORY(server, gives_none_to_a_client_with_LSC_REFUSE)
{
	const char *name = t_path("name");
	int listener = must_listen(name, NULL);
	int client = must_connect(name, LSC_REFUSE);
	int stream = lsc_accept(listener, 0, LSC_DONTWAIT);

	cr_assert_geq(stream, 0);
	assert_takes_none(stream, client);
	close(stream);
	close(client);
	close(listener);
}
