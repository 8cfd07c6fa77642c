/* SPDX-License-Identifier: ISC */
/*
 * pool - a TCP server whose connections are answered by processes that wait.
 *
 *     pool PORT WORKERS
 *
 * Shows how a server passes connections to workers that it made beforehand,
 * and loses none of them when a worker dies.  It listens at PORT of the
 * loopback interface (0: a free one), accepts a connection when a worker is
 * idle, and passes it by send_fd.  It keeps its own descriptor until the
 * worker says that it is done.  If the worker dies before, another takes its
 * place and is passed the same connection.  SIGTERM ends everything.  Try
 *
 *     echo hello | nc -N 127.0.0.1 PORT
 */
#include <streamcompat.h>

#include "../loopback.h"
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	MAXWORKERS = 64,
	MAXDEATHS = 5           /* of one connection: then it is given up */
};

struct worker {
	pid_t pid;              /* 0: has died, and nobody came yet */
	int stream;             /* to it */
	int connection;         /* what it has; -1: it is idle */
	int deaths;             /* of workers that had this connection */
};

static struct worker workers[MAXWORKERS];
static size_t nworkers;
static int listener;
static int ending[2];           /* a byte in this pipe: SIGTERM came */

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static void
end_soon(int number)
{
	int saved = errno;

	(void)number;
	if (write(ending[1], "", 1) < 0)
		(void)0;        /* full: then it has been said */
	errno = saved;
}

static void
pass(const struct worker *w)
{
	/* If it has just died we hear of that soon, and try another. */
	if (send_fd(w->stream, w->connection) < 0)
		perror("pool: send_fd");
	else
		printf("pool: worker %ld has a connection\n", (long)w->pid);
}

/* A worker inherits what the pool has open.  If it kept the connections of
   others, they would stay open when the others close them; if it kept their
   streams, they would not notice the end of the pool. */
static void
forget_everything(void)
{
	size_t i;

	close(listener);
	close(ending[0]);
	close(ending[1]);
	for (i = 0; i < nworkers; i++) {
		close(workers[i].stream);
		close(workers[i].connection);
	}
	(void)signal(SIGTERM, SIG_DFL);
}

/* A failure is not final: the main loop tries again. */
static void
start(struct worker *w)
{
	int end[2];

	if (s_pipe(end) < 0) {
		perror("pool: s_pipe");
		return;
	}
	w->pid = fork();
	if (w->pid == 0) {
		close(end[0]);
		forget_everything();
		_exit(work(end[1]));
	}
	close(end[1]);
	if (w->pid < 0) {
		perror("pool: fork");
		w->pid = 0;
		close(end[0]);
		return;
	}
	w->stream = end[0];
	printf("pool: worker %ld is there\n", (long)w->pid);
	if (w->connection >= 0)
		pass(w);
}

static void
release(struct worker *w)
{
	close(w->connection);
	w->connection = -1;
	w->deaths = 0;
}

static void
bury(struct worker *w)
{
	(void)kill(w->pid, SIGKILL);    /* in case it has only hung up */
	while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	printf("pool: worker %ld died\n", (long)w->pid);
	close(w->stream);
	w->stream = -1;
	w->pid = 0;
	if (w->connection >= 0 && ++w->deaths == MAXDEATHS) {
		printf("pool: gave a connection up\n");
		release(w);
	}
}

/* A byte, or the end, came from this worker. */
static void
hear(struct worker *w)
{
	char byte;
	ssize_t n = read(w->stream, &byte, 1);

	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0)
		bury(w);
	else if (w->connection >= 0)
		release(w);
}

static struct worker *
find_idle(void)
{
	size_t i;

	for (i = 0; i < nworkers; i++)
		if (workers[i].pid != 0 && workers[i].connection < 0)
			return &workers[i];
	return NULL;
}

static void
welcome(void)
{
	struct worker *w = find_idle();
	int fd;

	if (w == NULL)
		return;
	fd = accept(listener, NULL, NULL);
	if (fd < 0) {
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
			perror("pool: accept");
		return;
	}
	(void)fcntl(fd, F_SETFL, 0);    /* some take it from the listener */
	w->connection = fd;
	pass(w);
}

/* Waits for something to do, and does it; false when SIGTERM has come.  While
   no worker is idle, clients wait in the kernel's queue. */
static int
serve(void)
{
	struct pollfd slots[2 + MAXWORKERS] = {
		{ ending[0], POLLIN, 0 },
		{ find_idle() != NULL ? listener : -1, POLLIN, 0 },
	};
	int timeout = -1;
	size_t i;

	for (i = 0; i < nworkers; i++) {
		slots[2 + i].fd = workers[i].stream;
		slots[2 + i].events = POLLIN;
		if (workers[i].pid == 0)
			timeout = 100;
	}
	if (poll(slots, (nfds_t)(2 + nworkers), timeout) < 0) {
		if (errno != EINTR)
			die("pool: poll");
		return 1;
	}
	for (i = 0; i < nworkers; i++) {
		if (slots[2 + i].revents != 0)
			hear(&workers[i]);
		if (workers[i].pid == 0)
			start(&workers[i]);
	}
	if (slots[1].revents != 0)
		welcome();
	return slots[0].revents == 0;
}

/* Whoever is answering may finish.  Whoever still waits for a request sees
   its end: a connection has one reading side, however many descriptors. */
static void
end_all(void)
{
	size_t i;

	close(listener);
	for (i = 0; i < nworkers; i++) {
		if (workers[i].connection >= 0)
			(void)shutdown(workers[i].connection, SHUT_RD);
		close(workers[i].stream);
	}
	for (i = 0; i < nworkers; i++)
		while (workers[i].pid != 0 &&
		    waitpid(workers[i].pid, NULL, 0) < 0 && errno == EINTR)
			continue;
	printf("pool: ends\n");
}

int
main(int argc, char **argv)
{
	int port = argc == 3 ? atoi(argv[1]) : -1;
	int count = argc == 3 ? atoi(argv[2]) : 0;

	if (port < 0 || port > 65535 || count < 1 || count > MAXWORKERS) {
		fprintf(stderr, "usage: pool PORT WORKERS\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (pipe(ending) < 0)
		die("pool: pipe");
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGTERM, end_soon);
	listener = listen_on_loopback("pool", port);
	for (; nworkers < (size_t)count; nworkers++)
		workers[nworkers] = (struct worker){ 0, -1, -1, 0 };
	while (serve())
		continue;
	end_all();
	return 0;
}
