/* SPDX-License-Identifier: ISC */
/*
 * lsc_peer; and what the library tells of itself: lsc_version,
 * lsc_backend_name, lsc_features.
 */
#include <config.h>

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/support/t_test.h"

/* Kernels are newer than headers. */
#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS 59
#endif
#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif

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

enum { MOST_GROUPS = 70000 };   /* more than any process has */

static const unsigned IDS = LSC_UID | LSC_GID | LSC_PID;
static const unsigned ALL =
    LSC_UID | LSC_GID | LSC_PID | LSC_PIDFD | LSC_GROUPS;

/* --- a client, and the stream to it */

struct client {
	int (*before)(void);    /* what it does before it connects */
	int (*after)(void);     /* and afterwards */
	const char *name;
	int listener;           /* the server's alone */
	int sync[2];            /* it exits when a byte comes */
	pid_t pid;
};

static int
be_client(void *argument)
{
	const struct client *client = argument;
	char go;

	close(client->listener);
	close(client->sync[1]);
	if (client->before != NULL && client->before() < 0)
		return 200;
	if (lsc_connect(client->name, 0, LSC_WAIT) < 0)
		return errno;
	if (client->after != NULL && client->after() < 0)
		return 201;
	return read(client->sync[0], &go, 1) == 1 ? 0 : 202;
}

/* Returns the server's stream; the client stays. */
static int
meet(struct client *client)
{
	int stream;

	client->name = t_path("name");
	client->listener = lsc_listen(client->name, NULL);
	cr_assert_geq(client->listener, 0, "errno %d", errno);
	cr_assert_eq(chmod(client->name, 0666), 0);
	cr_assert_eq(pipe(client->sync), 0);
	client->pid = t_fork(be_client, client);
	close(client->sync[0]);
	stream = lsc_accept(client->listener, 0, LSC_WAIT);
	cr_assert_geq(stream, 0, "errno %d", errno);
	close(client->listener);
	return stream;
}

static void
part(const struct client *client)
{
	cr_assert_eq(write(client->sync[1], "x", 1), 1);
	close(client->sync[1]);
	cr_assert_eq(t_wait(client->pid), 0);
}

static struct lsc_identity
ask(int stream, unsigned wanted, gid_t *groups, unsigned room)
{
	struct lsc_identity who;

	memset(&who, 0x55, sizeof who);
	errno = ERANGE;
	cr_assert_eq(lsc_peer(stream, wanted, &who, groups, room), 0,
	    "errno %d", errno);
	cr_assert_eq(errno, ERANGE, "errno was changed to %d", errno);
	return who;
}

static void
assert_ids(int stream, uid_t uid, gid_t gid, pid_t pid)
{
	struct lsc_identity who = ask(stream, IDS, NULL, 0);

	cr_assert_eq(who.known, IDS, "known is %#x", who.known);
	cr_assert_eq(who.uid, uid, "user %ld", (long)who.uid);
	cr_assert_eq(who.gid, gid, "group %ld", (long)who.gid);
	cr_assert_eq(who.pid, pid, "process %ld", (long)who.pid);
}

/* --- ids */

T_IN_DIRECTORY(peer, of_the_server_is_the_client)
{
	struct client client = { .before = NULL };
	int stream = meet(&client);

	cr_assert_neq(client.pid, getpid());
	assert_ids(stream, geteuid(), getegid(), client.pid);
	part(&client);
}

static int
meet_server(void *argument)
{
	struct lsc_identity who;
	int stream = lsc_connect(argument, 0, LSC_WAIT);

	if (stream < 0 || lsc_peer(stream, IDS, &who, NULL, 0) < 0)
		return 1;
	if (who.known != IDS || who.pid != getppid())
		return 2;
	return who.uid == geteuid() && who.gid == getegid() ? 0 : 3;
}

T_IN_DIRECTORY(peer, of_the_client_is_the_server)
{
	char *name = t_path("name");

	cr_assert_geq(lsc_listen(name, NULL), 0);
	cr_assert_eq(t_wait(t_fork(meet_server, name)), 0);
}

static int
ask_for_maker(void *argument)
{
	struct lsc_identity who;

	if (lsc_peer(*(int *)argument, LSC_PID, &who, NULL, 0) < 0)
		return 1;
	return who.known == LSC_PID && who.pid == getppid() ? 0 : 2;
}

T(peer, of_each_end_of_a_pair_is_who_made_it_and_not_who_has_it)
{
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	assert_ids(end[0], geteuid(), getegid(), getpid());
	assert_ids(end[1], geteuid(), getegid(), getpid());
	cr_assert_eq(t_wait(t_fork(ask_for_maker, &end[0])), 0);
	cr_assert_eq(t_wait(t_fork(ask_for_maker, &end[1])), 0);
}

T(peer, of_a_socket_that_is_not_ours_is_known_as_well)
{
	int end[2];

	t_socketpair(SOCK_STREAM, end);
	assert_ids(end[0], geteuid(), getegid(), getpid());
}

static int
become_effectively_other(void)
{
	return setegid(T_OTHER_GID) < 0 || seteuid(T_OTHER_UID) < 0 ? -1 : 0;
}

T_IN_DIRECTORY(peer, has_the_effective_ids)
{
	struct client client = { .before = become_effectively_other };
	int stream;

	NEEDS_ROOT();
	stream = meet(&client);
	assert_ids(stream, T_OTHER_UID, T_OTHER_GID, client.pid);
	part(&client);
}

static int
become_other(void)
{
	static const gid_t own = T_OTHER_GID;

	return setgroups(1, &own) < 0 || setgid(T_OTHER_GID) < 0 ||
	    setuid(T_OTHER_UID) < 0 ? -1 : 0;
}

T_IN_DIRECTORY(peer, that_is_another_user_is_that_user)
{
	struct client client = { .before = become_other };
	int stream;

	NEEDS_ROOT();
	stream = meet(&client);
	assert_ids(stream, T_OTHER_UID, T_OTHER_GID, client.pid);
	part(&client);
}

T_IN_DIRECTORY(peer, has_the_ids_of_the_moment_in_which_it_connected)
{
	struct client client = { .after = become_other };
	int stream;

	NEEDS_ROOT();
	stream = meet(&client);
	part(&client);          /* it has become another before this */
	assert_ids(stream, geteuid(), getegid(), client.pid);
}

static bool
in_first_user_namespace(void)
{
	char line[64] = "";
	int fd = open("/proc/self/uid_map", O_RDONLY);
	bool first = read(fd, line, sizeof line - 1) > 0 &&
	    strstr(line, "4294967295") != NULL;

	close(fd);
	return first;
}

enum { NOBODY = 65534 };        /* an ordinary user where all are mapped */

static int
become_nobody(void)
{
	return setgid(NOBODY) < 0 || setuid(NOBODY) < 0 ? -1 : 0;
}

T_IN_DIRECTORY(peer, that_is_user_65534_is_known_where_every_id_is_mapped)
{
	struct client client = { .before = become_nobody };
	int stream;

	NEEDS_ROOT();
	if (!in_first_user_namespace())
		cr_skip_test("not in the initial user namespace");
	stream = meet(&client);
	assert_ids(stream, NOBODY, NOBODY, client.pid);
	part(&client);
}

/* --- what this kernel can tell */

static bool
kernel_tells(int option)
{
	static int value[MOST_GROUPS];
	socklen_t size = sizeof value;
	int end[2], r;

	t_socketpair(SOCK_STREAM, end);
	r = getsockopt(end[0], SOL_SOCKET, option, value, &size);
	if (r == 0 && option == SO_PEERPIDFD)
		close(value[0]);
	close(end[0]);
	close(end[1]);
	return r == 0;
}

static unsigned
what_can_be_known(void)
{
	return IDS | (kernel_tells(SO_PEERPIDFD) ? LSC_PIDFD : 0U) |
	    (kernel_tells(SO_PEERGROUPS) ? LSC_GROUPS : 0U);
}

#define NEEDS(option, reason) do { \
	if (!kernel_tells(option)) \
		cr_skip_test(reason); \
} while (0)
#define NEEDS_GROUPS() NEEDS(SO_PEERGROUPS, "this kernel tells no groups")
#define NEEDS_PIDFD() NEEDS(SO_PEERPIDFD, "this kernel has no pidfd of a peer")

T_IN_DIRECTORY(peer, is_known_as_far_as_it_is_wanted)
{
	static gid_t room[MOST_GROUPS];
	unsigned possible = what_can_be_known(), wanted;
	struct client client = { .before = NULL };
	int stream = meet(&client);

	for (wanted = 0; wanted <= ALL; wanted++) {
		struct t_fds before;
		struct lsc_identity who;

		t_fds_note(&before);
		who = ask(stream, wanted, room, MOST_GROUPS);
		cr_assert_eq(who.known, wanted & possible,
		    "%#x is known, not %#x", who.known, wanted & possible);
		if ((who.known & LSC_PIDFD) != 0)
			close(who.pidfd);
		cr_assert(t_fds_same(&before));
	}
	part(&client);
}

/* --- a descriptor for the process */

/* The process that a pidfd is for. */
static long
process_of(int pidfd)
{
	char path[64], text[1024] = "";
	const char *line;
	int fd;

	(void)snprintf(path, sizeof path, "/proc/self/fdinfo/%d", pidfd);
	fd = open(path, O_RDONLY);
	cr_assert_gt(read(fd, text, sizeof text - 1), 0);
	close(fd);
	line = strstr(text, "\nPid:");
	return line == NULL ? 0 : strtol(line + strlen("\nPid:"), NULL, 10);
}

T_IN_DIRECTORY(pidfd, names_the_peer_and_tells_when_it_exits)
{
	struct pollfd end = { -1, POLLIN, 0 };
	struct client client = { .before = NULL };
	struct lsc_identity who;
	int stream;

	NEEDS_PIDFD();
	stream = meet(&client);
	who = ask(stream, LSC_PIDFD, NULL, 0);
	cr_assert_eq(who.known, LSC_PIDFD);
	cr_assert(t_is_open(who.pidfd));
	cr_assert(t_is_cloexec(who.pidfd));
	cr_assert_eq(process_of(who.pidfd), client.pid);
	end.fd = who.pidfd;
	cr_assert_eq(poll(&end, 1, 0), 0);
	part(&client);
	cr_assert_eq(poll(&end, 1, 10000), 1);
}

T_IN_DIRECTORY(pidfd, is_a_new_one_for_each_call)
{
	struct client client = { .before = NULL };
	struct lsc_identity one, other;
	int stream;

	NEEDS_PIDFD();
	stream = meet(&client);
	one = ask(stream, LSC_PIDFD, NULL, 0);
	other = ask(stream, LSC_PIDFD, NULL, 0);
	cr_assert_neq(one.pidfd, other.pidfd);
	close(one.pidfd);
	cr_assert_eq(process_of(other.pidfd), client.pid);
	part(&client);
}

T(pidfd, that_the_kernel_does_not_have_is_not_known)
{
	int end[2];

	if (kernel_tells(SO_PEERPIDFD))
		cr_skip_test("this kernel has it");
	cr_assert_eq(s_pipe(end), 0);
	cr_assert_eq(ask(end[0], LSC_PIDFD | LSC_UID, NULL, 0).known, LSC_UID);
}

/* --- groups */

struct groups {
	gid_t group[MOST_GROUPS];
	unsigned count;
};

static int
compare_groups(const void *a, const void *b)
{
	gid_t one = *(const gid_t *)a, other = *(const gid_t *)b;

	return one < other ? -1 : one > other;
}

static void
sort_groups(gid_t *group, unsigned count)
{
	qsort(group, count, sizeof *group, compare_groups);
}

/* The groups of this process, or, for root, of a client that has taken
   others. */
static void
note_groups(struct groups *groups, const gid_t *taken, unsigned count)
{
	int own = (int)count;

	if (t_is_root())
		memcpy(groups->group, taken, count * sizeof *taken);
	else
		own = getgroups(MOST_GROUPS, groups->group);
	cr_assert_geq(own, 0);
	groups->count = (unsigned)own;
	sort_groups(groups->group, groups->count);
}

static void
assert_groups(int stream, const struct groups *expected, unsigned room)
{
	static gid_t group[MOST_GROUPS];
	struct lsc_identity who;

	memset(group, 0x55, sizeof group);
	who = ask(stream, LSC_GROUPS, group, room);
	cr_assert_eq(who.known, LSC_GROUPS);
	cr_assert_eq(who.groups, expected->count, "%u groups", who.groups);
	sort_groups(group, who.groups);
	cr_assert_eq(memcmp(group, expected->group,
	    expected->count * sizeof *group), 0);
}

static const gid_t THREE[] = { 54331, 54332, 54333 };

static int
take_three_groups(void)
{
	return t_is_root() ? setgroups(3, THREE) : 0;
}

T_IN_DIRECTORY(groups, are_those_of_the_peer)
{
	static struct groups groups;
	struct client client = { .before = take_three_groups };
	int stream;

	NEEDS_GROUPS();
	note_groups(&groups, THREE, 3);
	if (groups.count == 0)
		cr_skip_test("this user has no supplementary groups");
	stream = meet(&client);
	assert_groups(stream, &groups, groups.count);
	assert_groups(stream, &groups, groups.count + 1);
	assert_groups(stream, &groups, MOST_GROUPS);
	part(&client);
}

static void
assert_ERANGE(int stream, gid_t *group, unsigned room, unsigned count)
{
	struct lsc_identity who;

	memset(&who, 0x55, sizeof who);
	FAILS(lsc_peer(stream, ALL, &who, group, room), ERANGE);
	cr_assert_eq(who.groups, count, "%u groups, not %u", who.groups,
	    count);
}

T_IN_DIRECTORY(groups, that_do_not_fit_are_ERANGE_and_nothing_is_opened)
{
	static struct groups groups;
	static gid_t room[MOST_GROUPS], untouched[MOST_GROUPS];
	struct client client = { .before = take_three_groups };
	unsigned fit;
	int stream;

	NEEDS_GROUPS();
	note_groups(&groups, THREE, 3);
	if (groups.count == 0)
		cr_skip_test("this user has no supplementary groups");
	stream = meet(&client);
	memset(room, 0x55, sizeof room);
	memset(untouched, 0x55, sizeof untouched);
	assert_ERANGE(stream, NULL, 0, groups.count);
	for (fit = 0; fit < groups.count; fit++) {
		assert_ERANGE(stream, room, fit, groups.count);
		cr_assert_eq(memcmp(room + fit, untouched,
		    sizeof room - fit * sizeof *room), 0);
	}
	assert_groups(stream, &groups, groups.count);
	part(&client);
}

static int
take_no_groups(void)
{
	return setgroups(0, NULL);
}

T_IN_DIRECTORY(groups, of_which_there_are_none_need_no_room)
{
	struct client client = { .before = take_no_groups };
	struct lsc_identity who;
	int stream;

	NEEDS_ROOT();
	NEEDS_GROUPS();
	stream = meet(&client);
	who = ask(stream, LSC_GROUPS, NULL, 0);
	cr_assert_eq(who.known, LSC_GROUPS);
	cr_assert_eq(who.groups, 0);
	part(&client);
}

enum { MANY_GROUPS = 1000 };
static gid_t many[MANY_GROUPS];

static int
take_many_groups(void)
{
	return setgroups(MANY_GROUPS, many);
}

T_IN_DIRECTORY(groups, may_be_many)
{
	static struct groups groups;
	static gid_t room[MANY_GROUPS];
	struct client client = { .before = take_many_groups };
	unsigned i;
	int stream;

	NEEDS_ROOT();
	NEEDS_GROUPS();
	for (i = 0; i < MANY_GROUPS; i++)
		many[i] = 100000 + i;
	note_groups(&groups, many, MANY_GROUPS);
	stream = meet(&client);
	assert_ERANGE(stream, room, MANY_GROUPS - 1, MANY_GROUPS);
	assert_groups(stream, &groups, MANY_GROUPS);
	part(&client);
}

T(groups, that_are_not_wanted_need_no_room)
{
	struct lsc_identity who;
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	cr_assert_eq(lsc_peer(end[0], IDS, &who, NULL, 5), 0);
	cr_assert_eq(who.known, IDS);
}

/* --- strangers in a user namespace */

struct strangers {
	int nobody, half, known;        /* streams */
};

static int
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	int ok = write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return ok;
}

/* What is known of a peer besides its process. */
static unsigned
known_of(int stream)
{
	struct lsc_identity who;
	gid_t room[8];

	if (lsc_peer(stream, LSC_UID | LSC_GID | LSC_GROUPS, &who, room, 8) < 0)
		return 0x1000;
	return who.known;
}

enum { CANNOT = 77 };

/* A server in a user namespace in which only root, and its group, have ids. */
static int
ask_in_namespace(void *argument)
{
	const struct strangers *s = argument;
	unsigned groups = kernel_tells(SO_PEERGROUPS) ? LSC_GROUPS : 0;

	if (unshare(CLONE_NEWUSER) < 0 ||
	    !write_file("/proc/self/uid_map", "0 0 1") ||
	    !write_file("/proc/self/setgroups", "deny") ||
	    !write_file("/proc/self/gid_map", "0 0 1"))
		return CANNOT;
	if (known_of(s->nobody) != 0)
		return 1;
	if (known_of(s->half) != (LSC_UID | LSC_GID))
		return 2;
	if (known_of(s->known) != (LSC_UID | LSC_GID | groups))
		return 3;
	return 0;
}

static int
take_root_group(void)
{
	static const gid_t root = 0;

	return setgroups(1, &root);
}

static int
take_two_groups(void)
{
	static const gid_t both[] = { 0, T_OTHER_GID };

	return setgroups(2, both);
}

T_IN_DIRECTORY(peer, without_ids_in_the_user_namespace_is_not_known)
{
	struct client other = { .before = become_other };
	struct client half = { .before = take_two_groups };
	struct client root = { .before = take_root_group };
	struct strangers s;
	int r;

	NEEDS_ROOT();
	s.nobody = meet(&other);
	s.half = meet(&half);
	s.known = meet(&root);
	r = t_wait(t_fork(ask_in_namespace, &s));
	if (r == CANNOT)
		cr_skip_test("user namespaces are not to be had here");
	cr_assert_eq(r, 0, "%d", r);
	part(&other);
	part(&half);
	part(&root);
}

/* --- a peer that is no more */

T_IN_DIRECTORY(peer, that_has_exited_is_still_known)
{
	static gid_t room[MOST_GROUPS];
	struct client client = { .before = NULL };
	int stream = meet(&client);
	struct t_fds before;
	struct lsc_identity who;

	part(&client);
	t_fds_note(&before);
	who = ask(stream, ALL, room, MOST_GROUPS);
	cr_assert_eq(who.known & (LSC_UID | LSC_GID), LSC_UID | LSC_GID);
	cr_assert_eq(who.uid, geteuid());
	cr_assert_eq(who.gid, getegid());
	cr_assert_eq(who.known & LSC_GROUPS, what_can_be_known() & LSC_GROUPS);
	if ((who.known & LSC_PID) != 0)
		cr_assert_eq(who.pid, client.pid);
	if ((who.known & LSC_PIDFD) != 0) {
		struct pollfd end = { who.pidfd, POLLIN, 0 };

		cr_assert_eq(poll(&end, 1, 0), 1);
		close(who.pidfd);
	}
	cr_assert(t_fds_same(&before));
}

/* --- errors */

static void
assert_fails(int fd, int expected)
{
	static const unsigned wants[] = { 0, LSC_UID, LSC_PIDFD, LSC_GROUPS };
	static gid_t room[MOST_GROUPS];
	struct lsc_identity who;
	unsigned i;

	for (i = 0; i < sizeof wants / sizeof *wants; i++)
		FAILS(lsc_peer(fd, wants[i], &who, room, MOST_GROUPS),
		    expected);
}

T_IN_DIRECTORY(peer, of_what_is_not_connected_is_EINVAL)
{
	assert_fails(lsc_listen(t_path("name"), NULL), EINVAL);
	assert_fails(socket(AF_UNIX, SOCK_STREAM, 0), EINVAL);
	assert_fails(socket(AF_UNIX, SOCK_DGRAM, 0), EINVAL);
}

static int
tcp_connection(void)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	int client = socket(AF_INET, SOCK_STREAM, 0);

	cr_assert_eq(listen(listener, 1), 0);
	cr_assert_eq(getsockname(listener, (struct sockaddr *)&address, &size),
	    0);
	cr_assert_eq(connect(client, (struct sockaddr *)&address, size), 0);
	return client;
}

T(peer, of_what_is_no_local_stream_is_ENOSTR)
{
	int end[2];

	assert_fails(tcp_connection(), ENOSTR);
	assert_fails(t_file("file"), ENOSTR);
	cr_assert_eq(pipe(end), 0);
	assert_fails(end[0], ENOSTR);
}

T(peer, of_a_closed_descriptor_is_EBADF)
{
	int fd = dup(0);

	close(fd);
	assert_fails(fd, EBADF);
	assert_fails(-1, EBADF);
}

T(peer, with_arguments_that_make_no_sense_is_EFAULT_or_EINVAL)
{
	static const unsigned unknown[] = { 0x20, 0x80, 0x80000000U, UINT_MAX };
	struct lsc_identity who;
	int end[2];
	unsigned i;

	cr_assert_eq(s_pipe(end), 0);
	FAILS(lsc_peer(end[0], LSC_UID, NULL, NULL, 0), EFAULT);
	FAILS(lsc_peer(end[0], LSC_PIDFD, NULL, NULL, 0), EFAULT);
	for (i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		FAILS(lsc_peer(end[0], unknown[i], &who, NULL, 0), EINVAL);
		FAILS(lsc_peer(end[0], unknown[i] | LSC_UID, &who, NULL, 0),
		    EINVAL);
	}
}

T(peer, needs_a_free_slot_for_a_pidfd_alone)
{
	static gid_t room[MOST_GROUPS];
	unsigned possible = what_can_be_known();
	struct lsc_identity who;
	int end[2];

	if (t_is_valgrind())
		cr_skip_test("valgrind leaves the kernel a slot of its own");
	cr_assert_eq(s_pipe(end), 0);
	assert_ids(end[0], geteuid(), getegid(), getpid());
	t_fill_table();
	assert_ids(end[0], geteuid(), getegid(), getpid());
	who = ask(end[0], ALL & ~LSC_PIDFD, room, MOST_GROUPS);
	cr_assert_eq(who.known, possible & ~LSC_PIDFD);
	if ((possible & LSC_PIDFD) != 0)
		FAILS(lsc_peer(end[0], ALL, &who, room, MOST_GROUPS), EMFILE);
	t_free_slot();
	who = ask(end[0], ALL, room, MOST_GROUPS);
	cr_assert_eq(who.known, possible);
	t_free_table();
}

/* Nobody may be called unknown because a descriptor was missing. */
T(peer, is_known_or_EMFILE_if_the_table_was_always_full)
{
	struct lsc_identity who;
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	t_fill_table();
	errno = 0;
	if (lsc_peer(end[0], IDS, &who, NULL, 0) < 0)
		cr_assert_eq(errno, EMFILE, "errno %d", errno);
	else
		cr_assert_eq(who.known, IDS);
	t_free_slot();
	assert_ids(end[0], geteuid(), getegid(), getpid());
	t_free_table();
}

/* --- what the library tells of itself */

#ifdef T_ACCRIGHTS
static const bool IS_ACCRIGHTS = true;
#else
static const bool IS_ACCRIGHTS = false;
#endif

T(library, tells_the_release_that_it_was_built_as)
{
	int major, minor, patch;
	char rest;

	cr_assert_str_eq(lsc_version(), PACKAGE_VERSION);
	cr_assert_eq(sscanf(lsc_version(), "%d.%d.%d%c", &major, &minor,
	    &patch, &rest), 3);
}

T(library, tells_the_name_of_its_backend)
{
	cr_assert_str_eq(lsc_backend_name(),
	    IS_ACCRIGHTS ? "accrights" : "control");
}

/* All that is known of a peer, and of the sender of a message. */
static void
find_out(unsigned *of_peer, unsigned *of_sender)
{
	static gid_t room[MOST_GROUPS];
	struct lsc_outgoing out = LSC_OUTGOING_INIT;
	struct lsc_incoming in = LSC_INCOMING_INIT;
	char c = 'x';
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	*of_peer = ask(end[0], ALL, room, MOST_GROUPS).known;
	out.data = in.data = &c;
	out.size = in.size = 1;
	cr_assert_eq(lsc_send(end[0], &out, 0, LSC_WAIT), 1);
	cr_assert_eq(lsc_recv(end[1], &in, LSC_SENDER, LSC_WAIT), 1);
	*of_sender = in.sender.known;
}

static bool
has(unsigned feature)
{
	return (lsc_features() & feature) != 0;
}

T(library, has_the_features_that_it_says)
{
	unsigned of_peer, of_sender;

	find_out(&of_peer, &of_sender);
	cr_assert_eq(has(LSC_HAS_PEER), (of_peer & IDS) == IDS);
	cr_assert_eq(has(LSC_HAS_SENDER), (of_sender & IDS) == IDS);
	/* the kernel may lack what the library could ask for */
	if (kernel_tells(SO_PEERPIDFD))
		cr_assert_eq(has(LSC_HAS_PIDFD), (of_peer & LSC_PIDFD) != 0);
	if (kernel_tells(SO_PEERGROUPS))
		cr_assert_eq(has(LSC_HAS_GROUPS), (of_peer & LSC_GROUPS) != 0);
}

T(library, has_in_each_build_the_features_that_it_should)
{
	static const unsigned known = LSC_HAS_PEER | LSC_HAS_SENDER |
	    LSC_HAS_PIDFD | LSC_HAS_GROUPS | LSC_HAS_CLOEXEC |
	    LSC_HAS_DROPPED;

	cr_assert_eq(lsc_features() & ~known, 0);
	cr_assert(has(LSC_HAS_PEER));
	cr_assert_eq(has(LSC_HAS_SENDER), !IS_ACCRIGHTS);
	cr_assert_eq(has(LSC_HAS_CLOEXEC), !IS_ACCRIGHTS);
	cr_assert_eq(has(LSC_HAS_DROPPED), !IS_ACCRIGHTS);
}

T(library, leaves_errno_alone_when_it_tells_of_itself)
{
	errno = ERANGE;
	(void)lsc_version();
	(void)lsc_backend_name();
	(void)lsc_features();
	cr_assert_eq(errno, ERANGE);
}
