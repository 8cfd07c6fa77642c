/* SPDX-License-Identifier: ISC */
/*
 * One stream and one listener, many threads: each descriptor and each client
 * is received exactly once.  A plain program that prints TAP by itself,
 * because Criterion does not run under ThreadSanitizer.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"

enum { WORKERS = 8, MESSAGES = 4000, CLIENTS = 500 };

static int end[2];
static atomic_uint received[MESSAGES];
static atomic_uint failures;

static void
expect(bool true_enough, const char *what)
{
	if (!true_enough) {
		printf("# %s: errno %d\n", what, errno);
		failures++;
	}
}

/* Message number i is a file of i bytes; this thread sends every eighth. */
static void *
send_some(void *argument)
{
	int i, file;

	for (i = *(int *)argument; i < MESSAGES; i += WORKERS) {
		file = t_file("");
		expect(ftruncate(file, i) == 0, "ftruncate");
		expect(send_fd(end[0], file) == 0, "send_fd");
		close(file);
	}
	return NULL;
}

static void *
receive_some(void *argument)
{
	struct stat st;
	int fd;

	while ((fd = recv_fd(end[1], NULL)) >= 0) {
		expect(fstat(fd, &st) == 0 && st.st_size < MESSAGES, "fstat");
		received[st.st_size]++;
		close(fd);
	}
	expect(errno == ENXIO, "recv_fd");
	return argument;
}

static void
pass_between_threads(void)
{
	pthread_t sender[WORKERS], receiver[WORKERS];
	int first[WORKERS], i;

	expect(s_pipe(end) == 0, "s_pipe");
	for (i = 0; i < WORKERS; i++) {
		first[i] = i;
		pthread_create(&receiver[i], NULL, receive_some, NULL);
		pthread_create(&sender[i], NULL, send_some, &first[i]);
	}
	for (i = 0; i < WORKERS; i++)
		pthread_join(sender[i], NULL);
	close(end[0]);
	for (i = 0; i < WORKERS; i++)
		pthread_join(receiver[i], NULL);
	close(end[1]);
	for (i = 0; i < MESSAGES; i++)
		expect(received[i] == 1, "not received exactly once");
}

static int listener;
static atomic_int accepted;

static void *
accept_some(void *argument)
{
	uid_t uid;
	int stream;

	do {
		stream = serv_accept(listener, &uid);
		expect(stream >= 0 && uid == geteuid(), "serv_accept");
		close(stream);
	} while (++accepted <= CLIENTS - WORKERS);
	return argument;
}

static void
accept_in_threads(void)
{
	pthread_t thread[WORKERS];
	int i, client;

	t_directory_make();
	listener = serv_listen(t_path("name"));
	expect(listener >= 0, "serv_listen");
	for (i = 0; i < WORKERS; i++)
		pthread_create(&thread[i], NULL, accept_some, NULL);
	for (i = 0; i < CLIENTS; i++) {
		client = cli_conn(t_path("name"));
		expect(client >= 0, "cli_conn");
		close(client);
	}
	for (i = 0; i < WORKERS; i++)
		pthread_join(thread[i], NULL);
	expect(accepted == CLIENTS, "not accepted exactly once");
	close(listener);
	t_directory_remove();
}

static void
test(int number, const char *sentence, void (*body)(void))
{
	struct t_fds before;

	failures = 0;
	t_fds_note(&before);
	body();
	expect(t_fds_same(&before), "descriptors");
	printf("%s %d - %s\n", failures == 0 ? "ok" : "not ok", number,
	    sentence);
	fflush(stdout);
}

int
main(void)
{
	alarm(4 * T_TIMEOUT);
	printf("1..2\n");
	test(1, "threads that send and receive get each message once",
	    pass_between_threads);
	test(2, "threads that accept get each client once",
	    accept_in_threads);
	return 0;
}
