/* SPDX-License-Identifier: ISC */
/*
 * Two ends of a stream, each in the hands of a library that was built with
 * another backend: the test's, and that of the program which gives everything
 * back (echo.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t_test.h"

static const char PROGRAM[] = "tests/interop/echo-accrights";

struct job {
	const char *what;
	const char *argument;
	int closed;             /* the end that is the test's */
	int output;
};

static int
execute(void *argument)
{
	struct job *job = argument;

	close(job->closed);
	if (job->output >= 0 && dup2(job->output, STDOUT_FILENO) < 0)
		return 98;
	execl(PROGRAM, PROGRAM, job->what, job->argument, (char *)NULL);
	return 97;
}

/* Somebody has the other end of `own' as number `other'. */
static pid_t
start(const char *what, int own, int other)
{
	char number[16];
	struct job job = { what, number, own, -1 };
	pid_t child;

	(void)snprintf(number, sizeof number, "%d", other);
	child = t_fork(execute, &job);
	close(other);
	return child;
}

static char heard[100000];
static size_t heard_size;

static ssize_t
hear(int fd, const void *text, size_t size)
{
	(void)fd;
	memcpy(heard + heard_size, text, size);
	heard_size += size;
	return (ssize_t)size;
}

static void
assert_gives_back_descriptors(int stream)
{
	int i;

	for (i = 0; i < 20; i++) {
		int file = t_file("passed"), copy;

		cr_assert_eq(send_fd(stream, file), 0);
		copy = recv_fd(stream, NULL);
		cr_assert(t_same_file(copy, file));
		close(copy);
		close(file);
	}
}

static void
assert_gives_back_texts(int stream)
{
	static const size_t lengths[] = { 0, 1, 2, 100, 4095, 4096, 60000 };
	static char text[60001];
	size_t i;

	for (i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		memset(text, 't', lengths[i]);
		text[lengths[i]] = '\0';
		heard_size = 0;
		cr_assert_eq(send_err(stream, -9, text), 0);
		cr_assert_eq(recv_fd(stream, hear), -9);
		cr_assert_eq(heard_size, lengths[i]);
		cr_assert_eq(memcmp(heard, text, heard_size), 0);
	}
}

static void
assert_gives_back(int stream, pid_t child)
{
	assert_gives_back_descriptors(stream);
	assert_gives_back_texts(stream);
	close(stream);
	cr_assert_eq(t_wait(child), 0);
}

T(backends, pass_descriptors_and_texts_over_a_pipe_of_bytes)
{
	int end[2];
	pid_t child;

	cr_assert_eq(s_pipe(end), 0);
	child = start("status", end[0], end[1]);
	assert_gives_back(end[0], child);
}

T(backends, pass_descriptors_and_texts_over_a_message_stream)
{
	int end[2];
	pid_t child;

	cr_assert_eq(lsc_pipe(end, LSC_INHERIT), 0);
	child = start("status", end[0], end[1]);
	assert_gives_back(end[0], child);
}

T_IN_DIRECTORY(backends, serve_a_client_of_another)
{
	struct job job = { "server", t_path("name"), -1, -1 };
	int ready[2], stream;
	pid_t child;
	char c;

	cr_assert_eq(s_pipe(ready), 0);
	job.closed = ready[0];
	job.output = ready[1];
	child = t_fork(execute, &job);
	cr_assert_eq(read(ready[0], &c, 1), 1);
	stream = cli_conn(t_path("name"));
	cr_assert_geq(stream, 0);
	assert_gives_back(stream, child);
}

T_IN_DIRECTORY(backends, are_the_client_of_a_server_of_another)
{
	struct job job = { "client", t_path("name"), -1, -1 };
	int listener = serv_listen(t_path("name")), stream;
	uid_t uid = (uid_t)-2;
	pid_t child;

	job.closed = listener;
	child = t_fork(execute, &job);
	stream = serv_accept(listener, &uid);
	cr_assert_eq(uid, geteuid());
	assert_gives_back(stream, child);
}

static void
assert_gives_back_message(int stream, int band, int flags, int control,
    int data)
{
	char bytes[1024], got_control[1024], got_data[1024];
	struct strbuf c = { 0, control, bytes }, d = { 0, data, bytes };
	struct strbuf gc = { sizeof got_control, 0, got_control };
	struct strbuf gd = { sizeof got_data, 0, got_data };
	int got_band = 0, got_flags = MSG_ANY;

	memset(bytes, 'm', sizeof bytes);
	cr_assert_eq(putpmsg(stream, &c, &d, band, flags), 0);
	cr_assert_eq(getpmsg(stream, &gc, &gd, &got_band, &got_flags), 0);
	cr_assert_eq(got_band, band);
	cr_assert_eq(got_flags, flags);
	cr_assert_eq(gc.len, control);
	cr_assert_eq(gd.len, data);
	cr_assert(control <= 0 ||
	    memcmp(got_control, bytes, (size_t)control) == 0);
	cr_assert(data <= 0 || memcmp(got_data, bytes, (size_t)data) == 0);
}

T(backends, exchange_messages_of_all_classes)
{
	int end[2], band;
	pid_t child;

	cr_assert_eq(lsc_pipe(end, LSC_INHERIT), 0);
	child = start("messages", end[0], end[1]);
	assert_gives_back_message(end[0], 0, MSG_BAND, -1, 100);
	assert_gives_back_message(end[0], 0, MSG_BAND, 1024, 1024);
	assert_gives_back_message(end[0], 0, MSG_BAND, 0, -1);
	assert_gives_back_message(end[0], 0, MSG_HIPRI, 4, 0);
	for (band = 1; band < 256; band += 50)
		assert_gives_back_message(end[0], band, MSG_BAND, 8, 8);
	close(end[0]);
	cr_assert_eq(t_wait(child), 0);
}
