/* SPDX-License-Identifier: ISC */
/*
 * Who the client is: what serv_accept reports is the kernel's word.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/apue/pair.h"

/* Lets a child do something as a client; returns what serv_accept says. */
static uid_t
uid_of_client(int (*client)(void *))
{
	char *name = t_path("name");
	int listener = serv_listen(name);
	uid_t uid = (uid_t)-2;
	pid_t child;
	int stream;

	cr_assert_geq(listener, 0);
	cr_assert_eq(chmod(name, 0666), 0);
	child = t_fork(client, name);
	stream = serv_accept(listener, &uid);
	cr_assert_geq(stream, 0, "errno %d", errno);
	close(stream);
	cr_assert_eq(t_wait(child), 0);
	close(listener);
	return uid;
}

static int
connect_as_is(void *argument)
{
	return cli_conn(argument) >= 0 ? 0 : 1;
}

T_IN_DIRECTORY(identity, of_a_client_is_its_effective_user)
{
	cr_assert_eq(uid_of_client(connect_as_is), geteuid());
}

static int
connect_as_other(void *argument)
{
	if (setgid(T_OTHER_GID) < 0 || setuid(T_OTHER_UID) < 0)
		return 2;
	return connect_as_is(argument);
}

T_IN_DIRECTORY(identity, of_another_user_is_that_user)
{
	NEEDS_ROOT();
	cr_assert_eq(uid_of_client(connect_as_other), T_OTHER_UID);
}

static int
connect_as_effective_other(void *argument)
{
	return seteuid(T_OTHER_UID) < 0 ? 2 : connect_as_is(argument);
}

T_IN_DIRECTORY(identity, is_the_effective_id_and_not_the_real_one)
{
	NEEDS_ROOT();
	cr_assert_eq(uid_of_client(connect_as_effective_other), T_OTHER_UID);
}

/* The old trick: give the client's socket a name, then let that name refer
   to somebody else's socket, so that whoever looks at the file is deceived. */
static int
connect_behind_a_false_name(void *argument)
{
	struct sockaddr_un mine = { .sun_family = AF_UNIX };
	struct sockaddr_un server = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (setuid(T_OTHER_UID) < 0)
		return 2;
	strcpy(server.sun_path, argument);
	strcpy(mine.sun_path, argument);
	strcat(mine.sun_path, "-client");
	if (bind(fd, (struct sockaddr *)&mine, sizeof mine) < 0 ||
	    unlink(mine.sun_path) < 0 ||
	    symlink(server.sun_path, mine.sun_path) < 0)
		return 3;
	return connect(fd, (struct sockaddr *)&server, sizeof server) < 0 ?
	    4 : 0;
}

T_IN_DIRECTORY(identity, cannot_be_forged_by_what_a_client_does_to_files)
{
	T_NOT_ON_STREAMS("a client has no socket");
	NEEDS_ROOT();
	cr_assert_eq(uid_of_client(connect_behind_a_false_name), T_OTHER_UID);
}

static int
connect_through_links(void *argument)
{
	char link_name[200], *name = argument;

	strcpy(link_name, name);
	strcat(link_name, "-link");
	if (setuid(T_OTHER_UID) < 0 || symlink(name, link_name) < 0)
		return 2;
	return connect_as_is(link_name);
}

T_IN_DIRECTORY(identity, is_not_that_of_the_owner_of_a_link)
{
	NEEDS_ROOT();
	cr_assert_eq(uid_of_client(connect_through_links), T_OTHER_UID);
}

static int
connect_then_become_other(void *argument)
{
	int fd = cli_conn(argument);

	return fd < 0 || setuid(T_OTHER_UID) < 0 ? 1 : 0;
}

T_IN_DIRECTORY(identity, is_that_of_the_moment_of_the_connection)
{
	NEEDS_ROOT();
	cr_assert_eq(uid_of_client(connect_then_become_other), 0);
}

static int
connect_as_nobody(void *argument)
{
	return setuid(65534) < 0 ? 2 : connect_as_is(argument);
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

T_IN_DIRECTORY(identity, of_user_65534_is_known_where_every_id_is_mapped)
{
	NEEDS_ROOT();
	if (!in_first_user_namespace())
		cr_skip_test("not in the initial user namespace");
	cr_assert_eq(uid_of_client(connect_as_nobody), 65534);
}

struct strangers {
	int listener;
	int go;
};

static int
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	int ok = write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return ok;
}

enum { CANNOT = 77 };

/* A server in a user namespace in which only root has an id. */
static int
serve_in_namespace(void *argument)
{
	struct strangers *s = argument;
	struct t_fds before;
	uid_t uid = 12345;

	if (unshare(CLONE_NEWUSER) < 0 ||
	    !write_file("/proc/self/uid_map", "0 0 1"))
		return CANNOT;
	t_fds_note(&before);
	if (write(s->go, "x", 1) != 1)
		return 1;
	if (serv_accept(s->listener, &uid) != -1 || errno != ENOTSUP)
		return 2;
	if (uid != 12345 || !t_fds_same(&before))
		return 3;
	return serv_accept(s->listener, &uid) >= 0 && uid == 0 ? 0 : 4;
}

T_IN_DIRECTORY(identity, of_a_stranger_to_the_user_namespace_is_ENOTSUP)
{
	struct strangers s;
	char *name = t_path("name");
	pid_t server, other;
	int sync[2];
	char c;

	NEEDS_ROOT();
	s.listener = serv_listen(name);
	cr_assert_eq(chmod(name, 0666), 0);
	cr_assert_eq(pipe(sync), 0);
	s.go = sync[1];
	server = t_fork(serve_in_namespace, &s);
	close(sync[1]);
	if (read(sync[0], &c, 1) != 1) {
		cr_assert_eq(t_wait(server), CANNOT);
		cr_skip_test("user namespaces are not to be had here");
	}
	other = t_fork(connect_as_other, name);
	cr_assert_eq(t_wait(other), 0);
	cr_assert_geq(cli_conn(name), 0);
	cr_assert_eq(t_wait(server), 0);
}

T(identity, of_a_client_that_is_not_local_is_ENOTSUP)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	int client = socket(AF_INET, SOCK_STREAM, 0);
	struct t_fds before;
	uid_t uid = 12345;

	T_NOT_ON_STREAMS("a socket is no stream");
	cr_assert_eq(listen(listener, 1), 0);
	cr_assert_eq(getsockname(listener, (struct sockaddr *)&address, &size),
	    0);
	cr_assert_eq(connect(client, (struct sockaddr *)&address, size), 0);
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(serv_accept(listener, &uid), -1);
	cr_assert_eq(errno, ENOTSUP);
	cr_assert_eq(uid, 12345);
	cr_assert(t_fds_same(&before));
}

/* --- a second user's descriptors under way */

static int
send_too_many(void *argument)
{
	struct pair *pair = argument;
	int i, sent = 0;

	t_fill_table();                 /* limits the table to 256 */
	t_free_table();
	if (setgid(T_OTHER_GID) < 0 || setuid(T_OTHER_UID) < 0)
		return 1;
	t_set_nonblocking(pair->in);
	while (sent < 3000 && send_fd(pair->in, STDERR_FILENO) == 0)
		sent++;
	if (errno != EAGAIN || sent > 300)
		return 2;
	(void)fcntl(pair->in, F_SETFL, 0);
	for (i = 0; i < 500; i++)
		if (send_fd(pair->in, STDERR_FILENO) < 0)
			return 3;
	return send_err(pair->in, -99, "") == 0 ? 0 : 4;
}

T(pressure, of_too_many_descriptors_under_way_is_a_full_stream)
{
	struct pair pair = pair_open();
	pid_t child;
	int fd;

	T_NOT_ON_STREAMS("a descriptor whose promise has been sent is waited"
	    " with");
	NEEDS_ROOT();
	child = t_fork(send_too_many, &pair);
	cr_assert(t_is_blocked(child));
	while ((fd = recv_fd(pair.out, NULL)) >= 0)
		close(fd);
	cr_assert_eq(fd, -99);
	cr_assert_eq(t_wait(child), 0);
}
