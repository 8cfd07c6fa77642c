/* SPDX-License-Identifier: ISC */
/*
 * A child of vfork closes what it does not need before it runs another
 * program, in the memory of its parent, which needs all of it: messages that
 * were set aside, and the wish for signals.
 */
#define _GNU_SOURCE 1
#include <sys/types.h>
#include <stropts.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MUST(x) do { if (!(x)) { printf("line %d\n", __LINE__); return 1; } } \
	while (0)

static int
puts_in(int fd, int band, const char *text)
{
	struct strbuf data = { 0, 0, NULL };

	data.len = (int)strlen(text) + 1;
	data.buf = (char *)text;
	return putpmsg(fd, NULL, &data, band, MSG_BAND);
}

static int
gets_from(int fd, const char *wanted)
{
	char text[16];
	struct strbuf data = { sizeof text, 0, text };
	int band = 0, flags = MSG_ANY;

	return getpmsg(fd, NULL, &data, &band, &flags) == 0 &&
	    strcmp(text, wanted) == 0;
}

static void
close_and_run(const int fd[2])
{
	int copy = dup(fd[0]);

	(void)dup2(fd[1], copy);
	(void)close(copy);
	(void)close(fd[0]);
	(void)close(fd[1]);
	(void)execl("/bin/true", "true", (char *)NULL);
	_exit(3);
}

int
main(void)
{
	int fd[2], status, events = 0;
	pid_t child;

	alarm(20);
	MUST(pipe(fd) == 0 && fcntl(fd[1], F_SETFL, O_NONBLOCK) == 0);
	MUST(ioctl(fd[1], I_SETSIG, S_HIPRI) == 0);
	MUST(puts_in(fd[0], 0, "low") == 0 && puts_in(fd[0], 2, "high") == 0);
	MUST(gets_from(fd[1], "high"));
	child = vfork();
	if (child == 0)
		close_and_run(fd);
	MUST(child > 0 && waitpid(child, &status, 0) == child && status == 0);
	MUST(isastream(fd[0]) == 1 && isastream(fd[1]) == 1);
	MUST(gets_from(fd[1], "low"));
	MUST(ioctl(fd[1], I_GETSIG, &events) == 0 && events == S_HIPRI);
	MUST(puts_in(fd[0], 0, "after") == 0 && gets_from(fd[1], "after"));
	return 0;
}
