/* SPDX-License-Identifier: ISC */
/* FA, DT: names that are attached and detached. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/streams/message.h"
#include "tests/streams/named.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

/* Within a while: what another process closes, closes a little later. */
static bool
becomes_file(const char *path)
{
	int tries = 500;

	while (!opens_file(path) && tries-- > 0)
		t_sleep_ms(10);
	return tries > 0;
}

static bool
is_hung_up(int fd)
{
	struct pollfd end = { .fd = fd, .events = POLLIN };

	return poll(&end, 1, 5000) == 1 && (end.revents & POLLHUP) != 0;
}

/* --- fattach */

CASE(attach, FA_01_gives_whoever_opens_the_name_the_stream)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	int fd;

	IS(fattach(pair.b, path), 0);
	fd = OPENS_STREAM(path, O_RDWR);
	CONNECTED(fd, pair.a);
	CONNECTED(pair.a, fd);
}

CASE(attach, FA_02_shows_a_pipe_with_owner_mode_and_times_of_the_file)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "text");
	struct timespec times[2] = { { 1000000, 0 }, { 2000000, 0 } };
	struct stat before, st;

	IS(utimensat(AT_FDCWD, path, times, 0), 0);
	IS(stat(path, &before), 0);
	IS(fattach(pair.b, path), 0);
	IS(stat(path, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	IS(st.st_mode & 07777, 0640);
	IS(st.st_uid, before.st_uid);
	IS(st.st_gid, before.st_gid);
	IS(st.st_mtime, 2000000);
	IS(st.st_nlink, 1);
	IS(st.st_size, 0);
	IS(st.st_dev, before.st_dev);
	HOLDS(st.st_ino != before.st_ino);
	IS(write_text(pair.a, "abc"), 3);
	IS(stat(path, &st), 0);
	IS(st.st_size, 3);
}

CASE(attach, FA_03_leaves_the_bytes_of_the_file_alone)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "old");
	struct stat before, st;
	int fd;

	IS(stat(path, &before), 0);
	IS(fattach(pair.b, path), 0);
	fd = OPENS_STREAM(path, O_RDWR | O_TRUNC);
	IS(write_text(pair.a, "new"), 3);
	READS(fd, 100, "new");
	IS(fdetach(path), 0);
	IS_FILE(path, "old");
	IS(stat(path, &st), 0);
	IS(st.st_ino, before.st_ino);
	IS(st.st_mode, before.st_mode);
	IS(st.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	IS(st.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
}

CASE(attach, FA_04_leaves_those_alone_who_have_the_file_open)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	int fd = must(open(path, O_RDWR), path);

	IS(fattach(pair.b, path), 0);
	IS(write(fd, "data", 4), 4);
	EMPTY(pair.a);
	IS(fdetach(path), 0);
	IS_FILE(path, "data");
}

CASE(attach, FA_05_of_what_is_no_stream_or_no_file_fails)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	int file = must(open(path, O_RDWR), path);

	FAILS(fattach(-1, path), EBADF);
	FAILS(fattach(file, path), EINVAL);
	FAILS(fattach(pair.a, ""), ENOENT);
	FAILS(fattach(pair.a, name_path("missing")), ENOENT);
	FAILS(fattach(pair.a, name_path("P/x")), ENOTDIR);
	FAILS(fattach(pair.a, name_path(".")), EISDIR);
	IS_FILE(path, "");
}

CASE(attach, FA_06_to_a_name_that_is_attached_is_EBUSY)
{
	struct pair pair = pair_open(), other = pair_open();
	const char *path = name_new("P", "");

	IS(fattach(pair.b, path), 0);
	FAILS(fattach(pair.a, path), EBUSY);
	FAILS(fattach(other.a, path), EBUSY);
	CONNECTED(OPENS_STREAM(path, O_RDWR), pair.a);
}

static int
attach_as_another(void *argument)
{
	const struct client *client = argument;

	must(setegid(T_OTHER_GID), "setegid");
	must(seteuid(T_OTHER_UID), "seteuid");
	FAILS(fattach(client->other.b, client->path), EPERM);
	return 0;
}

CASE(attach, FA_07_to_somebody_elses_file_is_EPERM)
{
	struct client client = { .other = pair_open() };

	client.path = name_new("P", "");
	if (!t_is_root())
		SKIP("only root can be somebody else");
	IS(chmod(client.path, 0666), 0);
	IS(t_wait(child_start(attach_as_another, &client)), 0);
	OPENS_FILE(client.path);
}

CASE(attach, FA_08_to_an_own_file_that_cannot_be_written_is_EACCES)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");

	IS(chmod(path, 0400), 0);
	if (t_is_root())
		SKIP("root may write to everything");
	FAILS(fattach(pair.b, path), EACCES);
}

CASE(attach, FA_09_gives_one_end_two_names)
{
	struct pair pair = pair_open();
	const char *p = name_new("P", ""), *q = name_new("Q", "");

	IS(fattach(pair.b, p), 0);
	IS(fattach(pair.b, q), 0);
	CONNECTED(OPENS_STREAM(p, O_RDWR), pair.a);
	CONNECTED(OPENS_STREAM(q, O_RDWR), pair.a);
	IS(fdetach(p), 0);
	OPENS_FILE(p);
	CONNECTED(OPENS_STREAM(q, O_RDWR), pair.a);
}

CASE(attach, FA_10_keeps_an_end_open_that_is_closed)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	struct strrecvfd received;
	int fd;

	IS(fattach(pair.b, path), 0);
	IS(ioctl(pair.a, I_SENDFD, pair.a), 0);
	IS(close(pair.b), 0);
	fd = OPENS_STREAM(path, O_RDWR);
	IS(ioctl(fd, I_RECVFD, &received), 0);
	HOLDS(t_same_file(received.fd, pair.a));
	CONNECTED(fd, pair.a);
}

struct handing_over {
	struct pair carrier;
	const char *path;
};

static int
attach_and_hand_over(void *argument)
{
	struct handing_over *over = argument;
	int end[2];

	must(pipe(end), "pipe");
	IS(fattach(end[1], over->path), 0);
	IS(ioctl(over->carrier.b, I_SENDFD, end[0]), 0);
	return 0;
}

CASE(attach, FA_11_outlives_the_process_that_did_it)
{
	struct handing_over over = { .carrier = pair_open() };
	struct strrecvfd received;

	over.path = name_new("P", "");
	IS(t_wait(child_start(attach_and_hand_over, &over)), 0);
	IS(ioctl(over.carrier.a, I_RECVFD, &received), 0);
	CONNECTED(OPENS_STREAM(over.path, O_RDWR), received.fd);
}

CASE(attach, FA_12_gives_all_who_open_it_one_queue)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	int first, second;

	IS(fattach(pair.b, path), 0);
	first = OPENS_STREAM(path, O_RDWR);
	second = OPENS_STREAM(path, O_RDWR);
	IS(write_text(first, "one"), 3);
	IS(write_text(second, "two"), 3);
	READS(pair.a, 100, "onetwo");
	IS(write_text(pair.a, "reply"), 5);
	READS(second, 100, "reply");
	EMPTY(first);
}

CASE(attach, FA_13_hangs_nothing_up_when_an_opener_closes)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	struct pollfd end = { .fd = pair.a, .events = POLLIN };

	IS(fattach(pair.b, path), 0);
	IS(close(pair.b), 0);
	IS(close(OPENS_STREAM(path, O_RDWR)), 0);
	IS(poll(&end, 1, 100), 0);
}

CASE(attach, FA_14_ends_at_once_when_the_other_end_is_closed)
{
	struct pair pair = pair_open(), next = pair_open();
	const char *path = name_new("P", "old");

	IS(fattach(pair.b, path), 0);
	IS(close(pair.a), 0);
	IS_FILE(path, "old");
	IS(fattach(next.b, path), 0);
	CONNECTED(OPENS_STREAM(path, O_RDWR), next.a);
	IS(close(next.a), 0);
	IS(fattach(pair_open().b, path), 0);
}

static int
attach_and_wait(void *argument)
{
	const struct handing_over *over = argument;
	int end[2], seconds;

	must(pipe(end), "pipe");
	IS(fattach(end[1], over->path), 0);
	IS(write_text(over->carrier.b, "x"), 1);
	for (seconds = 0; seconds < T_TIMEOUT; seconds++)
		t_sleep_ms(1000);
	return 1;
}

CASE(attach, FA_15_ends_when_the_server_is_killed)
{
	struct handing_over over = { .carrier = pair_open() };
	pid_t server;

	over.path = name_new("P", "old");
	server = child_start(attach_and_wait, &over);
	READS(over.carrier.a, 1, "x");
	IS(close(OPENS_STREAM(over.path, O_RDWR)), 0);
	must(kill(server, SIGKILL), "kill");
	IS(t_wait(server), 128 + SIGKILL);
	HOLDS(becomes_file(over.path));
	IS_FILE(over.path, "old");
}

CASE(attach, FA_16_holds_for_all_links_to_the_file)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	const char *hard = name_path("Q"), *soft = name_path("S");
	struct stat st;

	IS(link(path, hard), 0);
	IS(symlink("P", soft), 0);
	IS(fattach(pair.b, path), 0);
	CONNECTED(OPENS_STREAM(hard, O_RDWR), pair.a);
	CONNECTED(OPENS_STREAM(soft, O_RDWR), pair.a);
	IS(lstat(soft, &st), 0);
	HOLDS(S_ISLNK(st.st_mode));
	IS(stat(soft, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	IS(rename(hard, name_path("R")), 0);
	CONNECTED(OPENS_STREAM(name_path("R"), O_RDWR), pair.a);
}

CASE(attach, FA_17_lets_the_permissions_of_the_file_decide)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");

	IS(fattach(pair.b, path), 0);
	IS(chmod(path, 0), 0);
	if (!t_is_root())
		FAILS(open(path, O_RDWR), EACCES);
	IS(fdetach(path), 0);
	IS(chmod(path, 0600), 0);
	OPENS_FILE(path);
}

CASE(attach, FA_18_is_a_file_that_exists)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "old");
	int fd;

	IS(fattach(pair.b, path), 0);
	FAILS(open(path, O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST);
	FAILS(open(path, O_RDONLY | O_DIRECTORY), ENOTDIR);
	fd = must(creat(path, 0600), "creat");
	IS(isastream(fd), 1);
	IS(fdetach(path), 0);
	IS_FILE(path, "old");
}

CASE(attach, FA_19_ends_when_the_last_name_is_removed)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	int fd;

	IS(fattach(pair.b, path), 0);
	fd = OPENS_STREAM(path, O_RDWR);
	IS(close(pair.b), 0);
	IS(unlink(path), 0);
	FAILS(open(path, O_RDWR), ENOENT);
	CONNECTED(fd, pair.a);
	IS(close(fd), 0);
	HOLDS(is_hung_up(pair.a));
	IS_FILE(name_new("P", "new"), "new");
}

CASE(attach, FA_20_may_be_told_a_relative_path)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");

	IS(chdir(name_path(".")), 0);
	IS(fattach(pair.b, "P"), 0);
	IS(chdir("/"), 0);
	CONNECTED(OPENS_STREAM(path, O_RDWR), pair.a);
}

static int
hold_lock(void *argument)
{
	const struct handing_over *over = argument;
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = must(open(over->path, O_RDWR), over->path);

	must(fcntl(fd, F_SETLK, &whole), "F_SETLK");
	IS(write_text(over->carrier.b, "x"), 1);
	READS(over->carrier.b, 1, "y");
	must(close(fd), "close");
	IS(write_text(over->carrier.b, "z"), 1);
	return 0;
}

/* As a server does that wants to be alone. */
CASE(attach, to_a_file_that_somebody_has_locked_works_too)
{
	struct handing_over over = { .carrier = pair_open() };
	struct pair pair = pair_open();
	pid_t child;

	over.path = name_new("P", "");
	child = child_start(hold_lock, &over);
	READS(over.carrier.a, 1, "x");
	IS(fattach(pair.b, over.path), 0);
	CONNECTED(OPENS_STREAM(over.path, O_RDWR), pair.a);
	FAILS(fattach(pair.b, over.path), EBUSY);
	IS(write_text(over.carrier.a, "y"), 1);
	READS(over.carrier.a, 1, "z");
	WAKES(child, 0);
	t_sleep_ms(100);
	CONNECTED(OPENS_STREAM(over.path, O_RDWR), pair.a);
}

static int
finds_lock(void *argument)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = must(open("/dev/null", O_RDWR), "/dev/null");

	must(close(fd), "close");
	HOLDS(fcntl(*(const int *)argument, F_GETLK, &whole) == 0);
	return whole.l_type == F_UNLCK;
}

/* The first close of a file takes away all locks that the process has. */
CASE(attach, leaves_the_process_the_locks_that_it_has_on_the_file)
{
	struct flock first = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
	    .l_len = 1 };
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	int file = must(open(path, O_RDWR), path);
	struct stat st;

	must(fcntl(file, F_SETLK, &first), "F_SETLK");
	IS(stat(path, &st), 0);
	FAILS(fdetach(path), EINVAL);
	FAILS(cli_conn(path), ECONNREFUSED);
	FAILS(fattach(file, path), EINVAL);
	IS(fattach(pair.b, path), 0);
	IS(stat(path, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	IS(fdetach(path), 0);
	IS(t_wait(child_start(finds_lock, &file)), 0);
}

/* --- fdetach */

CASE(detach, DT_01_makes_the_name_a_file_again)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "old");

	IS(fattach(pair.b, path), 0);
	IS(fdetach(path), 0);
	IS_FILE(path, "old");
}

CASE(detach, DT_02_leaves_the_stream_to_who_has_it_open)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	int fd;

	IS(fattach(pair.b, path), 0);
	fd = OPENS_STREAM(path, O_RDWR);
	IS(close(pair.b), 0);
	IS(fdetach(path), 0);
	CONNECTED(fd, pair.a);
	CONNECTED(pair.a, fd);
}

CASE(detach, DT_03_is_the_last_close_if_nobody_has_it_open)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");
	char c;

	IS(fattach(pair.b, path), 0);
	IS(close(pair.b), 0);
	IS(fdetach(path), 0);
	IS(read(pair.a, &c, 1), 0);
	HOLDS(is_hung_up(pair.a));
}

CASE_ONCE(detach, DT_04_of_what_has_no_stream_fails)
{
	FAILS(fdetach(name_new("P", "")), EINVAL);
	FAILS(fdetach(name_path("missing")), ENOENT);
	FAILS(fdetach(""), ENOENT);
	FAILS(fdetach(name_path("P/x")), ENOTDIR);
}

static int
detach_as_another(void *argument)
{
	const char *path = argument;

	must(setegid(T_OTHER_GID), "setegid");
	must(seteuid(T_OTHER_UID), "seteuid");
	FAILS(fdetach(path), EPERM);
	return 0;
}

CASE(detach, DT_05_of_somebody_elses_name_is_EPERM)
{
	struct pair pair = pair_open();
	char path[4096];

	strcpy(path, name_new("P", ""));
	if (!t_is_root())
		SKIP("only root can be somebody else");
	IS(chmod(path, 0666), 0);
	IS(fattach(pair.b, path), 0);
	IS(t_wait(child_start(detach_as_another, path)), 0);
	CONNECTED(OPENS_STREAM(path, O_RDWR), pair.a);
}

CASE(detach, DT_06_is_EINVAL_the_second_time)
{
	struct pair pair = pair_open();
	const char *path = name_new("P", "");

	IS(fattach(pair.b, path), 0);
	IS(fdetach(path), 0);
	FAILS(fdetach(path), EINVAL);
}

static int
detach(void *argument)
{
	IS(fdetach(argument), 0);
	return 0;
}

CASE(detach, DT_07_may_be_done_by_another_process)
{
	struct pair pair = pair_open();
	char path[4096];

	strcpy(path, name_new("P", ""));
	IS(fattach(pair.b, path), 0);
	IS(t_wait(child_start(detach, path)), 0);
	OPENS_FILE(path);
}
