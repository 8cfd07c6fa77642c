/* SPDX-License-Identifier: ISC */
/*
 * serv_listen, serv_accept, cli_conn.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/apue/pair.h"

/* A client, and what it waits for: its server's end of the stream is closed.
   Where streams are the system's, cli_conn itself waits until the server
   accepts, so each is a process. */
static int
greet(void *argument)
{
	int client;
	char c;

	errno = ERANGE;
	client = cli_conn(argument);
	if (client < 0 || errno != ERANGE || t_is_cloexec(client))
		return 1;
	return write(client, "x", 1) == 1 && read(client, &c, 1) < 1 ? 0 : 2;
}

static pid_t
start_client(const char *name)
{
	static char kept[20000];

	return t_fork(greet, strcpy(kept, name));
}

static void
assert_greeted(int stream)
{
	char c = 0;

	cr_assert_geq(stream, 0, "serv_accept: errno %d", errno);
	cr_assert_eq(read(stream, &c, 1), 1);
	cr_assert_eq(c, 'x');
	close(stream);
}

static void
assert_serves(int listener, const char *name)
{
	struct pollfd waiting = { .fd = listener, .events = POLLIN };
	pid_t client = start_client(name);

	cr_assert_eq(poll(&waiting, 1, -1), 1);
	assert_greeted(serv_accept(listener, NULL));
	cr_assert_eq(t_wait(client), 0);
}

static int
listen_and_die(void *argument)
{
	return serv_listen(argument) >= 0 ? 0 : 1;
}

/* A socket that does not come from the library, under a name. */
static int
bound_socket(int type, const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type, 0);

	T_NOT_ON_STREAMS("a name is no socket");
	strcpy(address.sun_path, name);
	cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof address),
	    0);
	return fd;
}

/* A socket file whose socket is gone. */
static void
leave_dead_socket(char *name)
{
	cr_assert_eq(t_wait(t_fork(listen_and_die, name)), 0);
	cr_assert_eq(access(name, F_OK), 0);
}

T_IN_DIRECTORY(server, a_client_reaches_the_server_by_its_name)
{
	int listener = serv_listen(t_path("name"));

	cr_assert_geq(listener, 0);
	assert_serves(listener, t_path("name"));
}

T_IN_DIRECTORY(server, a_relative_name_is_enough)
{
	int listener;

	cr_assert_eq(chdir(t_path(".")), 0);
	listener = serv_listen("name");
	cr_assert_geq(listener, 0);
	assert_serves(listener, "name");
	assert_serves(listener, t_path("name"));
	cr_assert_eq(chdir("/"), 0);
}

T_IN_DIRECTORY(server, no_descriptor_is_close_on_exec)
{
	int listener = serv_listen(t_path("name"));
	pid_t client = start_client(t_path("name"));
	int stream = serv_accept(listener, NULL);

	cr_assert_not(t_is_cloexec(listener));
	cr_assert_not(t_is_cloexec(stream));
	assert_greeted(stream);
	cr_assert_eq(t_wait(client), 0);
}

T_IN_DIRECTORY(server, success_leaves_errno_alone)
{
	int listener, stream;
	pid_t client;

	leave_dead_socket(t_path("name"));
	errno = ERANGE;
	listener = serv_listen(t_path("name"));
	cr_assert_eq(errno, ERANGE);
	client = start_client(t_path("name"));
	errno = ERANGE;
	stream = serv_accept(listener, NULL);
	cr_assert_eq(errno, ERANGE);
	assert_greeted(stream);
	cr_assert_eq(t_wait(client), 0);
}

T_IN_DIRECTORY(server, many_clients_wait_until_they_are_accepted)
{
	int listener = serv_listen(t_path("name")), client[100], i;

	T_NOT_ON_STREAMS("a client waits in cli_conn until it is accepted");
	for (i = 0; i < 100; i++) {
		client[i] = cli_conn(t_path("name"));
		cr_assert_geq(client[i], 0);
		cr_assert_eq(write(client[i], &i, sizeof i), sizeof i);
	}
	for (i = 0; i < 100; i++) {
		int stream = serv_accept(listener, NULL), who;

		cr_assert_eq(read(stream, &who, sizeof who), sizeof who);
		cr_assert_eq(who, i);
		close(stream);
	}
}

/* --- mode */

static bool
is_served(mode_t mode)
{
#ifdef T_STREAMS
	return S_ISFIFO(mode);
#else
	return S_ISSOCK(mode);
#endif
}

static mode_t
mode_under_umask(mode_t mask, const char *name)
{
	struct stat st;
	mode_t before = umask(mask);

	cr_assert_geq(serv_listen(name), 0);
	cr_assert_eq(umask(before), mask, "the umask was changed");
	cr_assert_eq(stat(name, &st), 0);
	cr_assert(is_served(st.st_mode));
	return st.st_mode & 07777;
}

T_IN_DIRECTORY(mode, is_0666_less_the_umask)
{
	cr_assert_eq(mode_under_umask(0, t_path("open")), 0666);
	cr_assert_eq(mode_under_umask(022, t_path("usual")), 0644);
	cr_assert_eq(mode_under_umask(077, t_path("private")), 0600);
}

/* --- names that are taken */

T_IN_DIRECTORY(name, of_a_living_server_is_EADDRINUSE_and_stays_its)
{
	int listener = serv_listen(t_path("name"));
	struct t_fds before;

	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(serv_listen(t_path("name")), -1);
	cr_assert_eq(errno, EADDRINUSE);
	cr_assert(t_fds_same(&before));
	assert_serves(listener, t_path("name"));
}

T_IN_DIRECTORY(name, of_a_server_that_does_not_listen_yet_is_EADDRINUSE)
{
	int bound = bound_socket(SOCK_STREAM, t_path("name"));

	errno = 0;
	cr_assert_eq(serv_listen(t_path("name")), -1);
	cr_assert_eq(errno, EADDRINUSE);
	cr_assert_eq(listen(bound, 1), 0);
	assert_serves(bound, t_path("name"));
}

static void
assert_socket_of_type_is_alive(int type)
{
	int bound;

	(void)unlink(t_path("name"));
	bound = bound_socket(type, t_path("name"));
	errno = 0;
	cr_assert_eq(serv_listen(t_path("name")), -1);
	cr_assert_eq(errno, EADDRINUSE);
	close(bound);
}

T_IN_DIRECTORY(name, of_a_living_socket_of_another_type_is_EADDRINUSE)
{
	assert_socket_of_type_is_alive(SOCK_DGRAM);
	assert_socket_of_type_is_alive(SOCK_SEQPACKET);
}

T_IN_DIRECTORY(name, of_a_living_server_with_a_full_queue_is_EADDRINUSE)
{
	int bound = bound_socket(SOCK_STREAM, t_path("name"));

	/* a queue of 0 takes one client */
	cr_assert_eq(listen(bound, 0), 0);
	cr_assert_geq(cli_conn(t_path("name")), 0);
	errno = 0;
	cr_assert_eq(serv_listen(t_path("name")), -1);
	cr_assert_eq(errno, EADDRINUSE);
}

T_IN_DIRECTORY(name, of_a_dead_server_is_taken_over)
{
	int listener;

	leave_dead_socket(t_path("name"));
	errno = 0;
	cr_assert_eq(cli_conn(t_path("name")), -1);
	cr_assert_eq(errno, ECONNREFUSED);
	listener = serv_listen(t_path("name"));
	cr_assert_geq(listener, 0, "errno %d", errno);
	assert_serves(listener, t_path("name"));
}

static void
assert_not_touched(const char *name)
{
	struct stat before, after;

	cr_assert_eq(lstat(name, &before), 0);
	errno = 0;
	cr_assert_eq(serv_listen(name), -1);
	cr_assert_eq(errno, ENOTSOCK);
	cr_assert_eq(lstat(name, &after), 0);
	cr_assert_eq(before.st_ino, after.st_ino);
	cr_assert_eq(before.st_mode, after.st_mode);
}

T_IN_DIRECTORY(name, of_a_file_that_is_no_socket_is_never_removed)
{
	int file = open(t_path("file"), O_CREAT | O_WRONLY, 0600);

	cr_assert_eq(write(file, "mine", 4), 4);
	close(file);
	cr_assert_eq(mkdir(t_path("directory"), 0700), 0);
	cr_assert_eq(mkfifo(t_path("fifo"), 0600), 0);
	leave_dead_socket(t_path("dead"));
	cr_assert_eq(symlink("dead", t_path("link")), 0);
	cr_assert_eq(symlink("nowhere", t_path("dangling")), 0);
	assert_not_touched(t_path("file"));
	assert_not_touched(t_path("directory"));
	assert_not_touched(t_path("fifo"));
	assert_not_touched(t_path("link"));
	assert_not_touched(t_path("dangling"));
}

/* A server that lives until the other end of its pipe is closed. */
struct competitor {
	char *name;
	int ready[2];
	int end_of_round[2];
};

static int
compete(void *argument)
{
	struct competitor *c = argument;
	int listener = serv_listen(c->name), why = errno;
	char nothing;

	close(c->end_of_round[1]);
	if (write(c->ready[1], "", 1) != 1)
		return 4;
	if (listener < 0)
		return why == EADDRINUSE ? 0 : 2;
	return read(c->end_of_round[0], &nothing, 1) == 0 ? 1 : 3;
}

enum { COMPETITORS = 16, COMPETITIONS = 5 };

static void
compete_once(struct competitor *c)
{
	pid_t server[COMPETITORS];
	int i, winners = 0, others = 0;
	char nothing;

	leave_dead_socket(c->name);
	cr_assert_eq(pipe(c->ready), 0);
	cr_assert_eq(pipe(c->end_of_round), 0);
	for (i = 0; i < COMPETITORS; i++)
		server[i] = t_fork(compete, c);
	close(c->end_of_round[0]);
	for (i = 0; i < COMPETITORS; i++)
		cr_assert_eq(read(c->ready[0], &nothing, 1), 1);
	close(c->end_of_round[1]);
	for (i = 0; i < COMPETITORS; i++) {
		int code = t_wait(server[i]);

		winners += code == 1;
		others += code > 1;
	}
	cr_assert_eq(winners, 1, "%d winners", winners);
	cr_assert_eq(others, 0);
	close(c->ready[0]);
	close(c->ready[1]);
}

T_IN_DIRECTORY(name, goes_to_exactly_one_of_many_servers_that_start_at_once)
{
	struct competitor c = { t_path("name"), { -1, -1 }, { -1, -1 } };
	int i;

	for (i = 0; i < COMPETITIONS; i++)
		compete_once(&c);
}

T_IN_DIRECTORY(name, in_a_directory_that_somebody_keeps_locked_is_EBUSY)
{
	struct t_fds before;
	int dir = open(t_path("."), O_RDONLY | O_DIRECTORY);

	T_NOT_ON_STREAMS("nobody waits for a turn in a directory");
	leave_dead_socket(t_path("name"));
	cr_assert_eq(flock(dir, LOCK_EX), 0);
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(serv_listen(t_path("name")), -1);
	cr_assert_eq(errno, EBUSY);
	cr_assert(t_fds_same(&before));
	cr_assert_geq(serv_listen(t_path("fresh")), 0);
	close(dir);
	cr_assert_geq(serv_listen(t_path("name")), 0);
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

T_IN_DIRECTORY(long_name, of_a_deep_directory_works)
{
	const char *name = deep_path("name");
	int listener = serv_listen(name);

	cr_assert_geq(listener, 0, "errno %d", errno);
	assert_serves(listener, name);
	errno = 0;
	cr_assert_eq(serv_listen(name), -1);
	cr_assert_eq(errno, EADDRINUSE);
	close(listener);
	listener = serv_listen(name);
	cr_assert_geq(listener, 0, "errno %d", errno);
	assert_serves(listener, name);
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

T_IN_DIRECTORY(long_name, of_255_bytes_works_and_leaves_nothing_else_behind)
{
	char last[256];
	char *name;
	int listener;

	memset(last, 'n', 255);
	last[255] = '\0';
	cr_assert_eq(mkdir(t_path("box"), 0777), 0);
	name = strcat(t_path("box/"), last);
	listener = serv_listen(name);
	cr_assert_geq(listener, 0, "errno %d", errno);
	cr_assert_eq(count_entries(t_path("box")), 1);
	assert_serves(listener, name);
	errno = 0;
	cr_assert_eq(serv_listen(name), -1);
	cr_assert_eq(errno, EADDRINUSE);
	close(listener);
	listener = serv_listen(name);
	cr_assert_geq(listener, 0, "errno %d", errno);
	cr_assert_eq(count_entries(t_path("box")), 1);
	assert_serves(listener, name);
}

T_IN_DIRECTORY(long_name, that_fits_to_the_byte_works)
{
	struct sockaddr_un address;
	size_t room = sizeof address.sun_path;
	size_t length;

	for (length = room - 3; length < room + 3; length++) {
		char name[200];
		int listener;

		strcpy(name, t_path("x"));
		memset(name + strlen(name), 'x', sizeof name - strlen(name));
		name[length] = '\0';
		listener = serv_listen(name);
		cr_assert_geq(listener, 0, "%zu: errno %d", length, errno);
		assert_serves(listener, name);
		close(listener);
	}
}

T_IN_DIRECTORY(long_name, of_a_component_over_255_bytes_is_ENAMETOOLONG)
{
	char name[1000];

	strcpy(name, t_path(""));
	memset(name + strlen(name), 'n', 300);
	name[strlen(t_path("")) + 300] = '\0';
	errno = 0;
	cr_assert_eq(serv_listen(name), -1);
	cr_assert_eq(errno, ENAMETOOLONG);
	errno = 0;
	cr_assert_eq(cli_conn(name), -1);
	cr_assert_eq(errno, ENAMETOOLONG);
}

T(long_name, of_more_than_any_path_is_ENAMETOOLONG)
{
	static char name[20000];
	size_t length;

	/* PATH_MAX is 4096 with the zero */
	for (length = 4096; length < sizeof name; length += length / 2) {
		memset(name, '/', sizeof name);
		strcpy(name + length - 1, "n");
		errno = 0;
		cr_assert_eq(serv_listen(name), -1);
		cr_assert_eq(errno, ENAMETOOLONG);
		errno = 0;
		cr_assert_eq(cli_conn(name), -1);
		cr_assert_eq(errno, ENAMETOOLONG);
	}
}

/* --- names that are wrong */

static void
assert_refused(const char *name, int expected)
{
	struct t_fds before;

	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(serv_listen(name), -1);
	cr_assert_eq(errno, expected, "serv_listen: errno %d", errno);
	errno = 0;
	cr_assert_eq(cli_conn(name), -1);
	cr_assert_eq(errno, expected, "cli_conn: errno %d", errno);
	cr_assert(t_fds_same(&before));
}

T_IN_DIRECTORY(wrong_name, has_the_errno_of_the_reason)
{
	close(open(t_path("file"), O_CREAT | O_WRONLY, 0600));
	cr_assert_eq(symlink("loop", t_path("loop")), 0);
	assert_refused("", ENOENT);
	assert_refused(NULL, EFAULT);
	assert_refused(t_path("nowhere/name"), ENOENT);
	assert_refused(t_path("file/name"), ENOTDIR);
	assert_refused(t_path("loop/name"), ELOOP);
}

T_IN_DIRECTORY(wrong_name, without_a_server_has_no_connection)
{
	close(open(t_path("file"), O_CREAT | O_WRONLY, 0600));
	errno = 0;
	cr_assert_eq(cli_conn(t_path("nowhere")), -1);
	cr_assert_eq(errno, ENOENT);
	errno = 0;
	cr_assert_eq(cli_conn(t_path("file")), -1);
	cr_assert_eq(errno, ECONNREFUSED);
}

T_IN_DIRECTORY(wrong_name, of_a_packet_socket_is_EPROTOTYPE)
{
	int bound = bound_socket(SOCK_SEQPACKET, t_path("name"));

	cr_assert_eq(listen(bound, 1), 0);
	errno = 0;
	cr_assert_eq(cli_conn(t_path("name")), -1);
	cr_assert_eq(errno, EPROTOTYPE);
}

/* --- accepting */

T_IN_DIRECTORY(accept, without_a_client_is_EAGAIN_when_it_must_not_block)
{
	int listener = serv_listen(t_path("name"));
	uid_t uid;

	t_set_nonblocking(listener);
	errno = 0;
	cr_assert_eq(serv_accept(listener, &uid), -1);
	cr_assert_eq(errno, EAGAIN);
	assert_serves(listener, t_path("name"));
}

T_IN_DIRECTORY(accept, with_a_full_table_is_EMFILE_and_the_client_waits)
{
	int listener = serv_listen(t_path("name"));
	struct pollfd waiting = { .fd = listener, .events = POLLIN };
	pid_t client = start_client(t_path("name"));
	int stream;

	if (t_is_valgrind())
		cr_skip_test("valgrind takes the client before it says EMFILE");
	cr_assert_eq(poll(&waiting, 1, -1), 1);
	t_fill_table();
	errno = 0;
	cr_assert_eq(serv_accept(listener, NULL), -1);
	cr_assert_eq(errno, EMFILE);
#ifndef T_STREAMS       /* to see that it is a stream takes a descriptor */
	errno = 0;
	cr_assert_eq(cli_conn(t_path("name")), -1);
	cr_assert_eq(errno, EMFILE);
#endif
	t_free_slot();
	stream = serv_accept(listener, NULL);
	t_free_table();
	assert_greeted(stream);
	cr_assert_eq(t_wait(client), 0);
}

T(accept, of_a_socket_that_does_not_listen_is_EINVAL)
{
	struct pair pair = pair_open();
	int packets = socket(AF_UNIX, SOCK_DGRAM, 0);

	T_NOT_ON_STREAMS("to listen is to wait for what is passed");
	errno = 0;
	cr_assert_eq(serv_accept(packets, NULL), -1);
	cr_assert_eq(errno, EINVAL);
	errno = 0;
	cr_assert_eq(serv_accept(pair.in, NULL), -1);
	cr_assert_eq(errno, EINVAL);
}

T(accept, of_what_is_no_stream_has_an_errno)
{
	int file = t_file("no stream");

	errno = 0;
	cr_assert_eq(serv_accept(file, NULL), -1);
	cr_assert_eq(errno, ENOSTR);
	close(file);
	errno = 0;
	cr_assert_eq(serv_accept(file, NULL), -1);
	cr_assert_eq(errno, EBADF);
}

static int
accept_interrupted(void *argument)
{
	int listener = *(int *)argument;

	t_interrupt_by(SIGUSR1);
	if (serv_accept(listener, NULL) != -1 || errno != EINTR)
		return 1;
	return serv_accept(listener, NULL) >= 0 ? 0 : 2;
}

static int
connect_only(void *argument)
{
	return cli_conn(argument) >= 0 ? 0 : 1;
}

T_IN_DIRECTORY(accept, ends_with_EINTR_and_can_go_on)
{
	int listener = serv_listen(t_path("name"));
	pid_t child = t_fork(accept_interrupted, &listener), client;

	cr_assert(t_is_blocked(child));
	kill(child, SIGUSR1);
	cr_assert(t_is_blocked(child));
	client = t_fork(connect_only, t_path("name"));
	cr_assert_eq(t_wait(child), 0);
	cr_assert_eq(t_wait(client), 0);
}

T_IN_DIRECTORY(accept, of_a_client_that_has_already_gone_gives_its_last_words)
{
	int listener = serv_listen(t_path("name")), client, stream;
	uid_t uid = (uid_t)-2;
	char c;

	T_NOT_ON_STREAMS("a client waits in cli_conn until it is accepted");
	client = cli_conn(t_path("name"));
	cr_assert_eq(write(client, "x", 1), 1);
	close(client);
	stream = serv_accept(listener, &uid);
	cr_assert_geq(stream, 0);
	cr_assert_eq(uid, geteuid());
	cr_assert_eq(read(stream, &c, 1), 1);
	cr_assert_eq(read(stream, &c, 1), 0);
}

static int
connect_interrupted(void *argument)
{
	t_interrupt_by(SIGUSR1);
	return cli_conn(argument) == -1 && errno == EINTR ? 0 : 1;
}

T_IN_DIRECTORY(connect, to_a_full_queue_waits_and_ends_with_EINTR)
{
	char *name = t_path("name");
	int bound = bound_socket(SOCK_STREAM, name);
	pid_t child;

	cr_assert_eq(listen(bound, 0), 0);
	cr_assert_geq(cli_conn(name), 0);
	child = t_fork(connect_interrupted, name);
	cr_assert(t_is_blocked(child));
	kill(child, SIGUSR1);
	cr_assert_eq(t_wait(child), 0);
}

struct caller {
	char *name;
	int go;
};

static int
send_when_told(void *argument)
{
	struct caller *caller = argument;
	int client = cli_conn(caller->name);
	char c;

	return read(caller->go, &c, 1) == 1 &&
	    send_fd(client, STDERR_FILENO) == 0 ? 0 : 1;
}

T_IN_DIRECTORY(accept, listener_and_streams_work_with_poll)
{
	struct pollfd listener = { serv_listen(t_path("name")), POLLIN, 0 };
	struct pollfd stream = { -1, POLLIN, 0 };
	struct pair pair = pair_open();
	struct caller caller = { t_path("name"), pair.out };
	pid_t client;

	cr_assert_eq(poll(&listener, 1, 0), 0);
	client = t_fork(send_when_told, &caller);
	cr_assert_eq(poll(&listener, 1, -1), 1);
	stream.fd = serv_accept(listener.fd, NULL);
	cr_assert_eq(poll(&stream, 1, 0), 0);
	cr_assert_eq(write(pair.in, "", 1), 1);
	cr_assert_eq(poll(&stream, 1, -1), 1);
	cr_assert_geq(recv_fd(stream.fd, NULL), 0);
	cr_assert_eq(t_wait(client), 0);
	cr_assert_eq(poll(&stream, 1, 0), 1);
	cr_assert_eq(stream.revents & POLLHUP, POLLHUP);
}
