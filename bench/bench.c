/* SPDX-License-Identifier: ISC */
/*
 * bench - what the calls cost, against the bare system calls.
 *
 * Both sides of a pair are measured in turns, many short rounds each, so
 * that whatever else the machine does hits both; what is printed is the
 * median of the ratios of neighbouring rounds, and the fastest round of each
 * side in microseconds.  Ratios travel between machines, microseconds do not.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <streamcompat.h>

#include "bench/bench.h"

enum { ROUNDS = 101, OPERATIONS = 2000 };

static int end[2];
static int parcels[2];          /* the bare side has its sender told, too */
static int file;
static int listener;
static char name[64];

int
must(int r)
{
	if (r < 0) {
		perror("bench");
		exit(1);
	}
	return r;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* --- pairs: the library's call, and the least that could do the same */

union control {
	struct cmsghdr align;
	char room[CMSG_SPACE(sizeof(int))];
};

static void
bare_pass(void)
{
	char status[2] = { 0, 0 };
	struct iovec part = { status, sizeof status };
	union control control = { { 0 } };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1,
	    .msg_control = &control, .msg_controllen = sizeof control };
	int fd;

	control.align.cmsg_level = SOL_SOCKET;
	control.align.cmsg_type = SCM_RIGHTS;
	control.align.cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(&control.align), &file, sizeof file);
	must((int)sendmsg(end[0], &msg, MSG_NOSIGNAL));
	msg.msg_controllen = sizeof control;
	must((int)recvmsg(end[1], &msg, 0));
	memcpy(&fd, CMSG_DATA(&control.align), sizeof fd);
	must(close(fd));
}

static void
our_pass(void)
{
	int fd;

	must(send_fd(end[0], file));
	must(fd = recv_fd(end[1], NULL));
	must(close(fd));
}

static void
bare_refuse(void)
{
	static const char message[] = "No such file or directory\0\2";
	char got[sizeof message];

	must((int)send(end[0], message, sizeof message, MSG_NOSIGNAL));
	must((int)recv(end[1], got, sizeof got, 0));
}

static void
our_refuse(void)
{
	must(send_err(end[0], -2, "No such file or directory"));
	if (recv_fd(end[1], NULL) != -2)
		exit(1);
}

static void
bare_pair(void)
{
	int pair[2];

	must(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	close(pair[0]);
	close(pair[1]);
}

static void
our_pair(void)
{
	int pair[2];

	must(s_pipe(pair));
	close(pair[0]);
	close(pair[1]);
}

static void
bare_connect(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int client = socket(AF_UNIX, SOCK_STREAM, 0), stream;
	struct ucred peer;
	socklen_t size = sizeof peer;

	strcpy(address.sun_path, name);
	must(connect(client, (struct sockaddr *)&address, sizeof address));
	must(stream = accept(listener, NULL, NULL));
	must(getsockopt(stream, SOL_SOCKET, SO_PEERCRED, &peer, &size));
	close(client);
	close(stream);
}

static void
our_connect(void)
{
	uid_t uid;
	int client, stream;

	must(client = cli_conn(name));
	must(stream = serv_accept(listener, &uid));
	close(client);
	close(stream);
}

/* One descriptor with a request of 64 bytes, close-on-exec, and who sent it. */
static void
bare_parcel(void)
{
	static char request[64], got[64];
	struct iovec part = { request, sizeof request };
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(int)) +
		    CMSG_SPACE(sizeof(struct ucred))];
	} control = { { 0 } };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1,
	    .msg_control = &control, .msg_controllen = sizeof control };
	struct ucred own = { getpid(), geteuid(), getegid() };
	struct cmsghdr *record = CMSG_FIRSTHDR(&msg);

	record->cmsg_level = SOL_SOCKET;
	record->cmsg_type = SCM_CREDENTIALS;
	record->cmsg_len = CMSG_LEN(sizeof own);
	memcpy(CMSG_DATA(record), &own, sizeof own);
	record = CMSG_NXTHDR(&msg, record);
	record->cmsg_level = SOL_SOCKET;
	record->cmsg_type = SCM_RIGHTS;
	record->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(record), &file, sizeof file);
	must((int)sendmsg(parcels[0], &msg, MSG_NOSIGNAL));
	part.iov_base = got;
	msg.msg_controllen = sizeof control;
	must((int)recvmsg(parcels[1], &msg, MSG_CMSG_CLOEXEC));
	for (record = CMSG_FIRSTHDR(&msg); record != NULL;
	    record = CMSG_NXTHDR(&msg, record))
		if (record->cmsg_type == SCM_RIGHTS) {
			int fd;

			memcpy(&fd, CMSG_DATA(record), sizeof fd);
			must(close(fd));
		}
}

static void
our_parcels(unsigned fds, unsigned room)
{
	static char request[64], got[64];
	int fd[LSC_FDS_MAX];
	struct lsc_outgoing out = LSC_OUTGOING_INIT;
	struct lsc_incoming in = LSC_INCOMING_INIT;

	out.data = request;
	out.size = sizeof request;
	out.fd = &file;
	out.fds = fds;
	in.data = got;
	in.size = sizeof got;
	in.fd = fd;
	in.room = room;
	must((int)lsc_send(parcels[0], &out, 0, LSC_WAIT));
	must((int)lsc_recv(parcels[1], &in, LSC_SENDER, LSC_WAIT));
	while (in.fds > 0)
		must(close(fd[--in.fds]));
}

static void
our_parcel(void)
{
	our_parcels(1, 1);
}

static void
our_roomy_parcel(void)
{
	our_parcels(1, LSC_FDS_MAX);
}

static void
bare_data(void)
{
	static char request[64], got[64];

	must((int)send(end[0], request, sizeof request, MSG_NOSIGNAL));
	must((int)recv(end[1], got, sizeof got, 0));
}

static void
our_data(void)
{
	static char request[64], got[64];
	struct lsc_outgoing out = LSC_OUTGOING_INIT;
	struct lsc_incoming in = LSC_INCOMING_INIT;

	out.data = request;
	out.size = sizeof request;
	in.data = got;
	in.size = sizeof got;
	must((int)lsc_send(end[0], &out, LSC_UNSIGNED, LSC_WAIT));
	must((int)lsc_recv(end[1], &in, 0, LSC_WAIT));
}

static const struct pair pairs[] = {
	{ "send_fd + recv_fd + close", our_pass, bare_pass },
	{ "send_err + recv_fd, 25 bytes", our_refuse, bare_refuse },
	{ "lsc_send + lsc_recv, unsigned", our_data, bare_data },
	{ "the same, 1 descriptor and sender", our_parcel, bare_parcel },
	{ "the same, room for 253", our_roomy_parcel, bare_parcel },
	{ "s_pipe + 2 close", our_pair, bare_pair },
	{ "cli_conn + serv_accept + 2 close", our_connect, bare_connect },
};

/* --- measuring */

static double
round_of(void (*operation)(void))
{
	double start = now();
	int i;

	for (i = 0; i < OPERATIONS; i++)
		operation();
	return (now() - start) / OPERATIONS;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
measure(const struct pair *pair)
{
	double ratio[ROUNDS], ours = 1e9, bare = 1e9;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		double a = round_of(pair->ours), b = round_of(pair->bare);

		ratio[i] = a / b;
		ours = a < ours ? a : ours;
		bare = b < bare ? b : bare;
	}
	qsort(ratio, ROUNDS, sizeof *ratio, compare);
	printf("%-34s %5.2f   %8.3f us %8.3f us %9.0f %9.0f\n", pair->what,
	    ratio[ROUNDS / 2], ours, bare, 1e6 / ours, 1e6 / bare);
	fflush(stdout);
}

int
main(void)
{
	const struct pair *pair;
	int on = 1;
	size_t i;

	must(s_pipe(end));
	must(s_pipe(parcels));
	must(setsockopt(parcels[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on));
	must(file = open("/dev/null", O_RDONLY));
	(void)snprintf(name, sizeof name, "/tmp/streamcompat-bench-%ld",
	    (long)getpid());
	must(listener = serv_listen(name));
	printf("%-34s %5s   %11s %11s %19s\n", "", "ratio", "ours", "bare",
	    "a second, each");
	for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
		measure(&pairs[i]);
	for (pair = message_pairs(); pair->what != NULL; pair++)
		measure(pair);
	for (pair = name_pairs(); pair->what != NULL; pair++)
		measure(pair);
	must(unlink(name));
	return 0;
}
