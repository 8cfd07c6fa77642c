/* SPDX-License-Identifier: ISC */
/*
 * A program in the manner of "Advanced Programming in the UNIX Environment":
 * it declares the calls itself, as its book's header did, and has never heard
 * of this library.  FILE is opened by one process and read by another; then,
 * if there is a NAME, a server under that name refuses its client a file.
 *
 * usage: apue FILE [NAME]
 */
#include <sys/types.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int s_pipe(int fd[2]);
int send_fd(int spipefd, int filedes);
int send_err(int spipefd, int status, const char *errmsg);
int recv_fd(int spipefd, ssize_t (*userfunc)(int, const void *, size_t));
int serv_listen(const char *name);
int serv_accept(int listenfd, uid_t *uidptr);
int cli_conn(const char *name);

static void
err_sys(const char *message)
{
	perror(message);
	exit(1);
}

static ssize_t
to_stdout(int fd, const void *bytes, size_t size)
{
	(void)fd;
	return write(STDOUT_FILENO, bytes, size);
}

static void
wait_for(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "the other process failed\n");
		exit(1);
	}
}

static void
reader(int spipefd)
{
	char buf[512];
	ssize_t n;
	int fd;

	if ((fd = recv_fd(spipefd, to_stdout)) < 0)
		err_sys("recv_fd");
	while ((n = read(fd, buf, sizeof buf)) > 0)
		if (write(STDOUT_FILENO, buf, (size_t)n) != n)
			err_sys("write");
	if (n < 0)
		err_sys("read");
	exit(0);
}

static void
pass_file(const char *file)
{
	int fd[2], filefd;
	pid_t pid;

	if (s_pipe(fd) < 0)
		err_sys("s_pipe");
	if ((pid = fork()) < 0)
		err_sys("fork");
	if (pid == 0) {
		close(fd[0]);
		reader(fd[1]);
	}
	close(fd[1]);
	if ((filefd = open(file, O_RDONLY)) < 0)
		err_sys(file);
	if (send_fd(fd[0], filefd) < 0)
		err_sys("send_fd");
	close(filefd);
	wait_for(pid);
	close(fd[0]);
}

static void
client(const char *name)
{
	int fd;

	if ((fd = cli_conn(name)) < 0)
		err_sys("cli_conn");
	exit(recv_fd(fd, to_stdout) == -13 ? 0 : 1);
}

static void
refuse_file(const char *name)
{
	int listenfd, fd;
	uid_t uid;
	pid_t pid;

	if ((listenfd = serv_listen(name)) < 0)
		err_sys("serv_listen");
	if ((pid = fork()) < 0)
		err_sys("fork");
	if (pid == 0) {
		close(listenfd);
		client(name);
	}
	if ((fd = serv_accept(listenfd, &uid)) < 0)
		err_sys("serv_accept");
	if (uid != geteuid()) {
		fprintf(stderr, "the client is %ld\n", (long)uid);
		exit(1);
	}
	if (send_err(fd, -13, "no file for you\n") < 0)
		err_sys("send_err");
	close(fd);
	wait_for(pid);
	close(listenfd);
}

int
main(int argc, char **argv)
{
	if (argc != 2 && argc != 3)
		return 2;
	alarm(20);
	pass_file(argv[1]);
	if (argc == 3)
		refuse_file(argv[2]);
	return 0;
}
