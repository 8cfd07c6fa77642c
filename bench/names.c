/* SPDX-License-Identifier: ISC */
/*
 * Opening by name: an ordinary file, against open; and a stream of one's own
 * from a server, against connect and accept.
 */
#define _GNU_SOURCE 1
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "bench/bench.h"

static char file[] = "/tmp/streamcompat-bench-XXXXXX";
static char name[] = "/tmp/streamcompat-bench-XXXXXX";
static struct sockaddr_un address = { .sun_family = AF_UNIX };
static socklen_t address_size;

static void
bare_open(void)
{
	must(close(must(open(file, O_RDWR))));
}

static void
open_through_us(void)
{
	must(close(must(lsc_open(file, O_RDWR))));
}

static void
bare_stat(void)
{
	struct stat st;

	must(stat(file, &st));
}

static void
stat_through_us(void)
{
	struct stat st;

	must(lsc_stat(file, &st));
}

static void
bare_connect(void)
{
	int fd = must(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
	char byte;

	must(connect(fd, (struct sockaddr *)&address, address_size));
	must((int)recv(fd, &byte, 1, 0));
	must(close(fd));
}

static void
open_name(void)
{
	must(lsc_close(must(lsc_open(name, O_RDWR))));
}

/* --- the servers, which end with this process */

static void
accept_for_ever(int listener)
{
	for (;;) {
		int fd = must(accept4(listener, NULL, NULL, SOCK_CLOEXEC));

		must((int)send(fd, "", 1, MSG_NOSIGNAL));
		(void)close(fd);
	}
}

static void
receive_for_ever(int end)
{
	struct strrecvfd received;

	for (;;) {
		must(lsc_ioctl(end, I_RECVFD, &received));
		(void)lsc_close(received.fd);
	}
}

static void
start_server(void (*serve)(int fd), int fd)
{
	if (must(fork()) == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(fd);
	}
}

static void
start_bare_server(void)
{
	int fd = must(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));

	(void)snprintf(address.sun_path + 1, sizeof address.sun_path - 1,
	    "streamcompat-bench-%ld", (long)getpid());
	address_size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
	    1 + strlen(address.sun_path + 1));
	must(bind(fd, (struct sockaddr *)&address, address_size));
	must(listen(fd, 100));
	start_server(accept_for_ever, fd);
	must(close(fd));
}

/* Without the agent there is nothing to measure. */
static int
start_attached_server(void)
{
	int end[2];

	must(lsc_pipe(end, LSC_INHERIT));
	must(lsc_ioctl(end[1], I_PUSH, "connld"));
	if (fattach(end[1], name) < 0)
		return -1;
	must(lsc_close(end[1]));
	start_server(receive_for_ever, end[0]);
	must(lsc_close(end[0]));
	return 0;
}

static void
remove_files(void)
{
	(void)unlink(file);
	(void)unlink(name);
}

const struct pair *
name_pairs(void)
{
	static struct pair pairs[] = {
		{ "lsc_open + close of a file", open_through_us, bare_open },
		{ "lsc_stat of a file", stat_through_us, bare_stat },
		{ "lsc_open of a name with connld", open_name, bare_connect },
		{ NULL, NULL, NULL }
	};

	must(close(must(mkstemp(file))));
	must(close(must(mkstemp(name))));
	(void)atexit(remove_files);
	start_bare_server();
	if (start_attached_server() < 0)
		pairs[2].what = NULL;
	return pairs;
}
