/* SPDX-License-Identifier: ISC */
/* CN: a stream for each who opens the name. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/named.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

/* A server with its pair, and one client that has begun to open. */
struct meeting {
	struct client client;
	pid_t child;
};

static void
meet(struct meeting *meeting, int flags)
{
	meeting->client.path = name_new("P", "old");
	meeting->client.flags = flags;
	meeting->client.other = pair_with_connld(meeting->client.path);
	meeting->child = client_start(&meeting->client);
}

static bool
is_readable(int fd)
{
	struct pollfd end = { .fd = fd, .events = POLLIN };

	return poll(&end, 1, 5000) == 1 && end.revents == POLLIN;
}

CASE(connld, CN_01_makes_the_client_wait_until_it_is_received)
{
	struct meeting m;
	struct pollfd end = { .events = POLLIN | POLLRDNORM };
	int fd;

	meet(&m, O_RDWR);
	BLOCKS(m.child);
	end.fd = m.client.other.a;
	IS(poll(&end, 1, 5000), 1);
	IS(end.revents, POLLIN | POLLRDNORM);
	fd = client_take(m.client.other.a);
	client_release(fd);
	WAKES(m.child, 0);
}

CASE(connld, CN_02_makes_a_stream_of_messages_both_ways)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child = client_start(&client);
	int fd = client_take(pair.a);
	struct stat st;

	IS(isastream(fd), 1);
	IS(fstat(fd, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	IS(fcntl(fd, F_GETFD), 0);
	IS(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	EMPTY(pair.a);
	IS(put_band(fd, ABSENT, 6, 3, MSG_BAND), 0);
	WAKES(child, 0);
}

static int
open_as_another(void *argument)
{
	const struct client *client = argument;

	must(setegid(T_OTHER_GID), "setegid");
	must(seteuid(T_OTHER_UID), "seteuid");
	HOLDS(open(client->path, O_RDWR) >= 0);
	return 0;
}

CASE(connld, CN_03_tells_the_effective_ids_of_the_client)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	struct strrecvfd received;
	pid_t child;

	child = client_start(&client);
	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	IS(received.uid, geteuid());
	IS(received.gid, getegid());
	READS(received.fd, 100, "hello");
	client_release(received.fd);
	WAKES(child, 0);
	if (!t_is_root())
		return;
	IS(chmod(path, 0666), 0);
	child = child_start(open_as_another, &client);
	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	IS(received.uid, T_OTHER_UID);
	IS(received.gid, T_OTHER_GID);
	WAKES(child, 0);
}

CASE(connld, CN_04_keeps_clients_apart)
{
	struct meeting m;
	pid_t second;
	int one, two;

	meet(&m, O_RDWR);
	one = client_take(m.client.other.a);
	second = client_start(&m.client);
	two = client_take(m.client.other.a);
	EMPTY(one);
	EMPTY(two);
	client_release(one);
	WAKES(m.child, 0);
	BLOCKS(second);
	client_release(two);
	WAKES(second, 0);
}

static int
open_nonblocking(void *argument)
{
	const struct client *client = argument;
	int fd = open(client->path, O_RDWR | O_NONBLOCK);

	HOLDS(fd >= 0 && (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
	return 0;
}

CASE(connld, CN_05_makes_a_client_with_O_NONBLOCK_wait_too)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child = child_start(open_nonblocking, &client);
	struct strrecvfd received;

	BLOCKS(child);
	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	IS(fcntl(received.fd, F_GETFL) & O_NONBLOCK, 0);
	WAKES(child, 0);
}

CASE(connld, CN_06_lets_the_client_fail_when_the_server_closes)
{
	struct meeting m;

	meet(&m, O_RDWR);
	HOLDS(is_readable(m.client.other.a));
	BLOCKS(m.child);
	IS(close(m.client.other.a), 0);
	WAKES(m.child, ENXIO);
	IS_FILE(m.client.path, "old");
}

static int
serve_nobody(void *argument)
{
	const struct client *client = argument;
	int end[2], seconds;

	must(pipe(end), "pipe");
	IS(ioctl(end[1], I_PUSH, "connld"), 0);
	IS(fattach(end[1], client->path), 0);
	IS(write_text(client->other.b, "x"), 1);
	(void)is_readable(end[0]);
	IS(write_text(client->other.b, "y"), 1);
	for (seconds = 0; seconds < T_TIMEOUT; seconds++)
		t_sleep_ms(1000);
	return 1;
}

CASE(connld, CN_07_lets_the_client_fail_when_the_server_is_killed)
{
	struct client server = { .other = pair_open() };
	struct client client = { .flags = O_RDWR };
	pid_t child, other;

	client.path = server.path = name_new("P", "");
	other = child_start(serve_nobody, &server);
	READS(server.other.a, 1, "x");
	child = client_start(&client);
	READS(server.other.a, 1, "y");
	BLOCKS(child);
	must(kill(other, SIGKILL), "kill");
	IS(t_wait(other), 128 + SIGKILL);
	WAKES(child, ENXIO);
}

static int
open_until_interrupted(void *argument)
{
	const struct client *client = argument;

	catch_signal(SIGUSR1, false);
	FAILS(open(client->path, O_RDWR), EINTR);
	return 0;
}

CASE(connld, CN_08_lets_a_client_give_up_at_a_signal)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child = child_start(open_until_interrupted, &client);
	struct strrecvfd received;
	char c;

	HOLDS(is_readable(pair.a));
	BLOCKS(child);
	must(kill(child, SIGUSR1), "kill");
	WAKES(child, 0);
	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	IS(read(received.fd, &c, 1), 0);
}

CASE(connld, CN_09_serves_several_clients_one_after_another)
{
	struct meeting m;
	pid_t second, third;
	int fd[3], i, count;

	meet(&m, O_RDWR);
	second = client_start(&m.client);
	third = client_start(&m.client);
	HOLDS(is_readable(m.client.other.a));
	HOLDS(ioctl(m.client.other.a, I_NREAD, &count) >= 1);
	for (i = 0; i < 3; i++)
		fd[i] = client_take(m.client.other.a);
	for (i = 0; i < 3; i++)
		client_release(fd[i]);
	WAKES(m.child, 0);
	WAKES(second, 0);
	WAKES(third, 0);
	EMPTY(m.client.other.a);
}

CASE(connld, lets_more_clients_wait_than_the_queue_holds)
{
	enum { CLIENTS = 60 };
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child[CLIENTS];
	int i;

	for (i = 0; i < CLIENTS; i++)
		child[i] = client_start(&client);
	HOLDS(is_readable(pair.a));
	BLOCKS(child[CLIENTS - 1]);
	IS(fdetach(path), 0);
	IS_FILE(path, "");
	for (i = 0; i < CLIENTS; i++)
		client_release(client_take(pair.a));
	for (i = 0; i < CLIENTS; i++)
		WAKES(child[i], 0);
	EMPTY(pair.a);
}

CASE(connld, CN_10_leaves_a_connection_that_is_read_in_its_place)
{
	struct meeting m;
	char c;

	meet(&m, O_RDWR);
	HOLDS(is_readable(m.client.other.a));
	FAILS(read(m.client.other.a, &c, 1), EBADMSG);
	FAILS(get(m.client.other.a, 100, 100, 0), EBADMSG);
	BLOCKS(m.child);
	client_release(client_take(m.client.other.a));
	WAKES(m.child, 0);
}

CASE(connld, CN_11_leaves_a_client_waiting_without_a_free_descriptor)
{
	struct meeting m;
	struct strrecvfd received;

	BEYOND_ACCRIGHTS();
	if (t_is_valgrind())
		SKIP("valgrind hides the limit from recvmsg");
	meet(&m, O_RDWR);
	HOLDS(is_readable(m.client.other.a));
	t_fill_table();
	FAILS(ioctl(m.client.other.a, I_RECVFD, &received), EMFILE);
	t_free_table();
	BLOCKS(m.child);
	client_release(client_take(m.client.other.a));
	WAKES(m.child, 0);
}

static int
read_end_and_write(void *argument)
{
	const struct client *client = argument;
	int fd = open(client->path, O_RDWR);
	char c;

	HOLDS(fd >= 0);
	IS(read(fd, &c, 1), 0);
	catch_signal(SIGPIPE, true);
	FAILS(write(fd, "x", 1), EPIPE);
	IS(caught(SIGPIPE), 1);
	return 0;
}

CASE(connld, CN_12_hangs_the_client_up_when_the_server_closes_its_end)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child = child_start(read_end_and_write, &client);
	struct strrecvfd received;

	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	IS(close(received.fd), 0);
	WAKES(child, 0);
}

CASE(connld, CN_13_hangs_the_server_up_when_the_client_closes)
{
	struct meeting m;
	struct pollfd end = { .events = POLLIN };
	char c;

	meet(&m, O_RDWR);
	end.fd = client_take(m.client.other.a);
	IS(write(end.fd, "bye", 3), 3);
	WAKES(m.child, 0);
	IS(poll(&end, 1, 5000), 1);
	HOLDS((end.revents & POLLHUP) != 0);
	IS(read(end.fd, &c, 1), 0);
}

CASE(connld, CN_14_leaves_a_connection_alone_when_the_name_goes)
{
	struct meeting m;
	int fd;

	meet(&m, O_RDWR);
	fd = client_take(m.client.other.a);
	IS(fdetach(m.client.path), 0);
	IS(close(m.client.other.a), 0);
	BLOCKS(m.child);
	client_release(fd);
	WAKES(m.child, 0);
}

CASE(connld, CN_15_lets_a_client_that_waits_be_served_after_fdetach)
{
	struct meeting m;

	meet(&m, O_RDWR);
	HOLDS(is_readable(m.client.other.a));
	IS(fdetach(m.client.path), 0);
	IS_FILE(m.client.path, "old");
	BLOCKS(m.child);
	client_release(client_take(m.client.other.a));
	WAKES(m.child, 0);
}

CASE(connld, CN_16_is_over_when_it_is_popped)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);

	IS(ioctl(pair.b, I_POP, 0), 0);
	CONNECTED(OPENS_STREAM(path, O_RDWR), pair.a);
}

CASE(connld, CN_17_is_pushed_once)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.b, I_PUSH, "connld"), 0);
	FAILS(ioctl(pair.b, I_PUSH, "connld"), ENXIO);
}

CASE(connld, CN_18_may_be_pushed_after_fattach)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_open();
	struct client client = { path, O_RDWR, pair };
	pid_t child;

	IS(fattach(pair.b, path), 0);
	IS(ioctl(pair.b, I_PUSH, "connld"), 0);
	child = client_start(&client);
	client_release(client_take(pair.a));
	WAKES(child, 0);
}

static int
look_for_modules(void *argument)
{
	const struct client *client = argument;
	int fd = open(client->path, O_RDWR);
	char name[FMNAMESZ + 1];

	HOLDS(fd >= 0);
	IS(ioctl(fd, I_LIST, NULL), 0);
	FAILS(ioctl(fd, I_LOOK, name), EINVAL);
	return 0;
}

CASE(connld, CN_19_is_seen_at_the_attached_end_alone)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	struct strrecvfd received;
	char name[FMNAMESZ + 1];
	pid_t child;

	IS(ioctl(pair.b, I_LOOK, name), 0);
	IS(strcmp(name, "connld"), 0);
	IS(ioctl(pair.b, I_LIST, NULL), 1);
	child = child_start(look_for_modules, &client);
	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	WAKES(child, 0);
}

static int
attach_and_exit(void *argument)
{
	const struct client *client = argument;
	int end[2];

	must(pipe(end), "pipe");
	IS(ioctl(end[1], I_PUSH, "connld"), 0);
	IS(fattach(end[1], client->path), 0);
	return 0;
}

CASE_ONCE(connld, CN_20_goes_with_the_server)
{
	struct client client = { .path = name_new("P", "old") };

	IS(t_wait(child_start(attach_and_exit, &client)), 0);
	IS_FILE(client.path, "old");
}

static int
only_read(void *argument)
{
	const struct client *client = argument;
	int fd = open(client->path, O_RDONLY);

	HOLDS(fd >= 0);
	FAILS(write(fd, "x", 1), EBADF);
	FAILS(put(fd, ABSENT, 1, 0), EBADF);
	READS(fd, 100, "bye");
	IS(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
	return 0;
}

static int
only_write(void *argument)
{
	const struct client *client = argument;
	int fd = open(client->path, O_WRONLY);
	char c;

	HOLDS(fd >= 0);
	FAILS(read(fd, &c, 1), EBADF);
	FAILS(get(fd, 1, 1, 0), EBADF);
	IS(write(fd, "hello", 5), 5);
	IS(fcntl(fd, F_GETFL) & O_ACCMODE, O_WRONLY);
	return 0;
}

CASE(connld, CN_21_lets_a_client_do_what_it_opened_it_for)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child = child_start(only_read, &client);
	struct strrecvfd received;

	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	IS(write_text(received.fd, "bye"), 3);
	WAKES(child, 0);
	child = child_start(only_write, &client);
	(void)client_take(pair.a);
	WAKES(child, 0);
}

static int
open_without_permission(void *argument)
{
	const struct client *client = argument;

	must(setegid(T_OTHER_GID), "setegid");
	must(seteuid(T_OTHER_UID), "seteuid");
	FAILS(open(client->path, O_RDWR), EACCES);
	return 0;
}

CASE(connld, CN_22_asks_the_server_only_for_who_may_open_the_file)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };

	if (!t_is_root())
		SKIP("only root can be somebody else");
	IS(t_wait(child_start(open_without_permission, &client)), 0);
	EMPTY(pair.a);
}

static int
connect_and_talk(void *argument)
{
	const struct client *client = argument;
	int fd = cli_conn(client->path);

	HOLDS(fd >= 0);
	IS(fcntl(fd, F_GETFD), 0);
	IS(write(fd, "hello", 5), 5);
	READS(fd, 100, "bye");
	return 0;
}

CASE(connld, serves_clients_that_call_cli_conn)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child = child_start(connect_and_talk, &client);

	client_release(client_take(pair.a));
	WAKES(child, 0);
	IS(fdetach(path), 0);
	FAILS(cli_conn(path), ECONNREFUSED);
	IS_FILE(path, "");
}

CASE(connld, CN_23_comes_behind_what_was_sent_before)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_open();
	struct client client = { path, O_RDWR, pair };
	pid_t child;
	int fd;

	IS(fattach(pair.b, path), 0);
	fd = OPENS_STREAM(path, O_RDWR);
	IS(write_text(fd, "x"), 1);
	IS(ioctl(pair.b, I_PUSH, "connld"), 0);
	child = client_start(&client);
	READS(pair.a, 100, "x");
	client_release(client_take(pair.a));
	WAKES(child, 0);
}

/* What an old client does before it says anything. */
static int
be_careful_client(void *argument)
{
	const struct client *client = argument;
	struct pollfd end = { .events = POLLOUT };
	struct stat st;

	IS(stat(client->path, &st), 0);
	HOLDS(S_ISFIFO(st.st_mode));
	end.fd = open(client->path, O_RDWR);
	HOLDS(end.fd >= 0);
	IS(isastream(end.fd), 1);
	IS(poll(&end, 1, 0), 1);
	IS(end.revents, POLLOUT);
	IS(put(end.fd, 4, 6, 0), 0);
	return 0;
}

/* And an old server when it ends: nobody comes any more, who waits is taken
   and sent away. */
CASE(connld, CN_24_serves_old_programs_to_the_end)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDWR, pair };
	pid_t child = child_start(be_careful_client, &client), late;
	struct pollfd end = { .fd = pair.a, .events = POLLIN };
	struct strrecvfd received;

	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	GETS(get(received.fd, 100, 100, 0), 0, 4, 6, 0);
	WAKES(child, 0);
	late = client_start(&client);
	HOLDS(is_readable(pair.a));
	IS(fdetach(path), 0);
	IS(poll(&end, 1, 500), 1);
	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	READS(received.fd, 100, "hello");
	IS(close(received.fd), 0);
	WAKES(late, 0);
	IS(poll(&end, 1, 100), 0);
	IS(ioctl(pair.b, I_POP, 0), 0);
}
