/* SPDX-License-Identifier: ISC */
#include "tests/interop/program.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"

enum { LIFETIME = 300, PAUSE_MS = 10 };

static void
redirect(const char *file, int to)
{
	int fd = must(open(t_path(file), O_CREAT | O_WRONLY | O_APPEND, 0666),
	    file);

	must(dup2(fd, to), "dup2");
	close(fd);
}

static int
execute(void *argument)
{
	struct t_program *program = argument;
	char *argv[T_PROGRAM_ARGUMENTS + 2] = { NULL };
	int i;

	memcpy(&argv[0], &program->path, sizeof argv[0]);
	for (i = 0; i < T_PROGRAM_ARGUMENTS; i++)
		memcpy(&argv[i + 1], &program->argument[i], sizeof argv[0]);
	if (program->input < 0)
		program->input = must(open("/dev/null", O_RDONLY), "input");
	must(dup2(program->input, STDIN_FILENO), "dup2");
	redirect(program->output, STDOUT_FILENO);
	redirect(program->errors == NULL ? program->output : program->errors,
	    STDERR_FILENO);
	(void)alarm(LIFETIME);
	execv(argv[0], argv);
	perror(argv[0]);
	return 97;
}

void
t_program_start(struct t_program *program)
{
	int life[2];

	must(pipe(life), "pipe");
	must(fcntl(life[0], F_SETFD, FD_CLOEXEC), "fcntl");
	program->pid = t_fork(execute, program);
	close(life[1]);
	program->life = life[0];
}

int
t_program_wait(struct t_program *program)
{
	int status = t_wait(program->pid);

	program->pid = 0;
	return status;
}

void
t_program_await_end(const struct t_program *program)
{
	char byte;

	while (read(program->life, &byte, 1) < 0 && errno == EINTR)
		continue;
}

void
t_program_stop(struct t_program *program)
{
	if (program->pid > 0) {
		kill(program->pid, SIGTERM);
		(void)t_program_wait(program);
	}
	t_program_await_end(program);
}

const char *
t_program_text(const char *file)
{
	static char text[1 << 20];
	int fd = open(t_path(file), O_RDONLY);
	size_t have = 0;
	ssize_t n;

	if (fd >= 0 && lseek(fd, 0, SEEK_END) >= (off_t)sizeof text)
		(void)lseek(fd, 1 - (off_t)sizeof text, SEEK_END);
	else if (fd >= 0)
		(void)lseek(fd, 0, SEEK_SET);
	while (fd >= 0 && (n = read(fd, text + have,
	    sizeof text - 1 - have)) > 0)
		have += (size_t)n;
	text[have] = '\0';
	if (fd >= 0)
		close(fd);
	return text;
}

const char *
t_program_find_line(const char *file, const char *beginning, int n)
{
	const char *line = t_program_text(file), *end;

	/* Without its end it is not all there yet. */
	for (; (end = strchr(line, '\n')) != NULL; line = end + 1)
		if (strncmp(line, beginning, strlen(beginning)) == 0 &&
		    n-- == 0)
			return line;
	return NULL;
}

long
t_program_await_number(const char *file, const char *beginning, int n)
{
	const char *line;

	while ((line = t_program_find_line(file, beginning, n)) == NULL)
		t_sleep_ms(PAUSE_MS);
	return strtol(line + strlen(beginning), NULL, 10);
}

void
t_program_await_burial(pid_t pid)
{
	while (kill(pid, 0) == 0)
		t_sleep_ms(PAUSE_MS);
}

int
t_program_connect(long port)
{
	struct sockaddr_in at;
	int fd = must(socket(AF_INET, SOCK_STREAM, 0), "socket");

	memset(&at, 0, sizeof at);
	at.sin_family = AF_INET;
	at.sin_port = htons((in_port_t)port);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	must(connect(fd, (struct sockaddr *)&at, sizeof at), "connect");
	return fd;
}
