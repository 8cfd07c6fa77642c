/* SPDX-License-Identifier: ISC */
/*
 * The open server and its clients, as programs of their own: real files, many
 * clients, and clients that behave badly.  The programs are those of
 * examples/open-server, found from the build directory.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/interop/program.h"
#include "tests/support/t_test.h"

static pid_t server;
static char name[4096];

struct run {
	const char *program;
	const char *argument[8];
	const char *output;             /* standard output goes there */
	const char *errors;             /* and standard error there */
	uid_t uid;
};

static int
redirect(const char *path, int to)
{
	int fd = open(path == NULL ? "/dev/null" : path,
	    O_CREAT | O_WRONLY | O_APPEND, 0666);

	return fd < 0 || dup2(fd, to) < 0 ? -1 : 0;
}

static int
execute(void *argument)
{
	struct run *run = argument;
	char *argv[10] = { NULL };
	unsigned i;

	memcpy(&argv[0], &run->program, sizeof argv[0]);
	for (i = 0; i < 8 && run->argument[i] != NULL; i++)
		memcpy(&argv[i + 1], &run->argument[i], sizeof argv[0]);
	if (redirect(run->output, STDOUT_FILENO) < 0 ||
	    redirect(run->errors, STDERR_FILENO) < 0 ||
	    (run->uid != 0 && setuid(run->uid) < 0) ||
	    prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		return 98;
	execv(argv[0], argv);
	return 97;
}

static pid_t
start_client(const char *path, const char *output)
{
	static struct run run;

	run = (struct run){ T_EXAMPLES "open-server/openc",
	    { name, path }, output, t_path("errors"), 0 };
	return t_fork(execute, &run);
}

static void
start_server(void)
{
	static struct run run;
	int fd, tries = 500;

	t_directory_make();
	strcpy(name, t_path("opend"));
	run = (struct run){ T_EXAMPLES "open-server/opend", { name }, NULL,
	    NULL, 0 };
	server = t_fork(execute, &run);
	while ((fd = cli_conn(name)) < 0 && --tries > 0)
		t_sleep_ms(10);
	close(fd);
}

static void
stop_server(void)
{
	kill(server, SIGTERM);
	(void)t_wait(server);
	t_directory_remove();
}

#define T_SERVED(sentence) \
	Test(open_server, sentence, .timeout = 60, \
	    .init = start_server, .fini = stop_server)

static void
write_text(const char *path, const char *text)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);

	cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

/* The text of a small file, until the next call. */
static const char *
text_of(const char *path)
{
	static char text[4096];
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, text, sizeof text - 1);

	cr_assert_geq(n, 0);
	text[n] = '\0';
	close(fd);
	return text;
}

static void
assert_text(const char *path, const char *expected)
{
	cr_assert_str_eq(text_of(path), expected);
}

T_SERVED(a_client_reads_a_file_that_the_server_opened)
{
	write_text(t_path("letter"), "Dear client,\n");
	cr_assert_eq(t_wait(start_client(t_path("letter"), t_path("out"))), 0);
	assert_text(t_path("out"), "Dear client,\n");
}

T_SERVED(a_client_is_told_why_a_file_was_refused)
{
	cr_assert_eq(t_wait(start_client("/nowhere", t_path("out"))), 1);
	assert_text(t_path("out"), "");
	cr_assert_not_null(strstr(text_of(t_path("errors")),
	    "opend: /nowhere: No such file or directory\n"));
}

enum { CLIENTS = 60 };

T_SERVED(many_clients_at_once_get_their_own_files)
{
	pid_t client[CLIENTS];
	char text[64], file[32];
	int i;

	for (i = 0; i < CLIENTS; i++) {
		(void)snprintf(text, sizeof text, "for client %d\n", i);
		(void)snprintf(file, sizeof file, "letter-%d", i);
		write_text(t_path(file), text);
	}
	for (i = 0; i < CLIENTS; i++) {
		char out[32];

		(void)snprintf(file, sizeof file, "letter-%d", i);
		(void)snprintf(out, sizeof out, "out-%d", i);
		client[i] = start_client(t_path(file), t_path(out));
	}
	for (i = 0; i < CLIENTS; i++) {
		cr_assert_eq(t_wait(client[i]), 0);
		(void)snprintf(text, sizeof text, "for client %d\n", i);
		(void)snprintf(file, sizeof file, "out-%d", i);
		assert_text(t_path(file), text);
	}
}

static void
assert_still_serves(void)
{
	write_text(t_path("letter"), "still here\n");
	cr_assert_eq(t_wait(start_client(t_path("letter"), t_path("out"))), 0);
	assert_text(t_path("out"), "still here\n");
}

T_SERVED(clients_that_die_at_any_point_do_not_disturb_the_others)
{
	static const char request[] = "open /dev/null 0";
	size_t length;

	for (length = 0; length <= sizeof request; length++) {
		int fd = cli_conn(name);

		cr_assert_geq(fd, 0);
		cr_assert_eq(write(fd, request, length), (ssize_t)length);
		close(fd);
	}
	assert_still_serves();
}

T_SERVED(a_client_that_asks_nonsense_is_told_so)
{
	int fd = cli_conn(name);

	cr_assert_eq(write(fd, "nonsense", 9), 9);
	cr_assert_eq(recv_fd(fd, NULL), -1);
	cr_assert_eq(write(fd, "open", 5), 5);
	cr_assert_eq(recv_fd(fd, NULL), -1);
	cr_assert_eq(write(fd, "open /dev/null 0", 17), 17);
	cr_assert_geq(recv_fd(fd, NULL), 0);
	close(fd);
	assert_still_serves();
}

T_SERVED(a_request_without_end_is_cut_off)
{
	static char endless[100000];
	int fd = cli_conn(name);
	ssize_t n;

	memset(endless, 'e', sizeof endless);
	signal(SIGPIPE, SIG_IGN);
	do
		n = write(fd, endless, sizeof endless);
	while (n > 0);
	cr_assert_eq(errno, EPIPE);
	close(fd);
	assert_still_serves();
}

T_SERVED(a_client_that_never_reads_stops_nobody_else)
{
	static const char request[] = "open /nowhere 0";
	int fd = cli_conn(name);

	signal(SIGPIPE, SIG_IGN);
	t_set_nonblocking(fd);
	while (write(fd, request, sizeof request) > 0 || errno == EAGAIN)
		t_sleep_ms(0);
	cr_assert(errno == EPIPE || errno == ECONNRESET);
	assert_still_serves();
}

T_SERVED(requests_that_come_together_are_answered_in_order)
{
	int fd = cli_conn(name), a, b, n;
	char requests[9000];

	write_text(t_path("a"), "a");
	write_text(t_path("b"), "b");
	n = snprintf(requests, sizeof requests, "open %s 0%copen %s 0",
	    t_path("a"), 0, t_path("b"));
	cr_assert_eq(write(fd, requests, (size_t)n + 1), n + 1);
	a = recv_fd(fd, NULL);
	b = recv_fd(fd, NULL);
	cr_assert(t_same_file(a, open(t_path("a"), O_RDONLY)));
	cr_assert(t_same_file(b, open(t_path("b"), O_RDONLY)));
}

T_SERVED(another_user_is_refused)
{
	static struct run run;

	NEEDS_ROOT();
	cr_assert_eq(chmod(name, 0666), 0);
	run = (struct run){ T_EXAMPLES "open-server/openc",
	    { name, "/dev/null" }, NULL, NULL, T_OTHER_UID };
	cr_assert_eq(t_wait(t_fork(execute, &run)), 1);
}
