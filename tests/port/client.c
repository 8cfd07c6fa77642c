/* SPDX-License-Identifier: ISC */
/*
 * A client of server.c: client NAME HOW TEXT sends the text and prints the
 * answer.
 */
#define _GNU_SOURCE 1
#include "names.h"

static int
connects(const char *path, const char *how)
{
	int directory, fd;

	if (strcmp(how, "creat") == 0)
		return creat(path, 0600);
	if (strcmp(how, "empties") == 0)
		return open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (strcmp(how, "openat") != 0)
		return open(path, O_RDWR);
	directory = open("/", O_RDONLY);
	fd = openat(directory, path + 1, O_RDWR);
	MUST(close(directory) == 0);
	return fd;
}

static void
talks(int fd, const char *text, int listens)
{
	char answer[128];
	ssize_t n;

	MUST(isastream(fd) == 1);
	MUST(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	if (!listens) {
		MUST(read(fd, answer, sizeof answer) == -1 && errno == EBADF);
		return;
	}
	n = read(fd, answer, sizeof answer);
	MUST(n > 0);
	(void)printf("%.*s\n", (int)n, answer);
}

static void
talks_by_stdio(const char *path, const char *text)
{
	char answer[128];
	FILE *file = fopen(path, "r+");

	MUST(file != NULL && isastream(fileno(file)) == 1);
	MUST(fputs(text, file) >= 0 && fflush(file) == 0);
	MUST(fgets(answer, sizeof answer, file) != NULL);
	(void)printf("%s\n", answer);
	MUST(fclose(file) == 0);
	file = fopen(path, "w");
	MUST(file != NULL && isastream(fileno(file)) == 1);
	MUST(fputs("written", file) >= 0 && fclose(file) == 0);
	MUST(freopen(path, "w", stdout) == stdout);
	MUST(isastream(STDOUT_FILENO) == 1);
	MUST(printf("reopened") > 0 && fclose(stdout) == 0);
}

int
main(int argc, char **argv)
{
	int fd;

	MUST(argc == 4);
	alarm(60);
	if (strcmp(argv[2], "stdio") == 0) {
		talks_by_stdio(argv[1], argv[3]);
		return 0;
	}
	fd = connects(argv[1], argv[2]);
	MUST(fd >= 0);
	talks(fd, argv[3], strcmp(argv[2], "creat") != 0);
	return close(fd);
}
