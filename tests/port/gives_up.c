/* SPDX-License-Identifier: ISC */
/*
 * Opens a name whose server does not listen, in every way, and is interrupted:
 * nothing is left open.  gives_up NAME [stdio]
 */
#include "names.h"

#include <dirent.h>
#include <sys/time.h>

static void
ring(int signal_number)
{
	(void)signal_number;
}

static int
open_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	int count = 0;

	MUST(directory != NULL);
	while (readdir(directory) != NULL)
		count++;
	MUST(closedir(directory) == 0);
	return count;
}

/* Again and again, because the first could come too early. */
static void
ring_often(void)
{
	struct sigaction action;
	struct itimerval often;

	memset(&action, 0, sizeof action);
	action.sa_handler = ring;
	MUST(sigaction(SIGALRM, &action, NULL) == 0);
	memset(&often, 0, sizeof often);
	often.it_value.tv_usec = often.it_interval.tv_usec = 100000;
	MUST(setitimer(ITIMER_REAL, &often, NULL) == 0);
}

/* A standard file that could not be opened is closed, and can be opened. */
static void
gives_up_stdio(const char *path, int count)
{
	MUST(fopen(path, "r+") == NULL && errno == EINTR);
	MUST(fopen(path, "w") == NULL && errno == EINTR);
	MUST(open_descriptors() == count);
	MUST(freopen(path, "r", stdin) == NULL && errno == EINTR);
	MUST(open_descriptors() == count - 1);
	MUST(freopen("/dev/null", "r", stdin) == stdin);
	MUST(fileno(stdin) == STDIN_FILENO);
}

int
main(int argc, char **argv)
{
	int count;

	ring_often();
	count = open_descriptors();
	MUST(open(argv[1], O_RDWR | O_TRUNC) == -1 && errno == EINTR);
	MUST(openat(AT_FDCWD, argv[1], O_RDONLY) == -1 && errno == EINTR);
	MUST(creat(argv[1], 0600) == -1 && errno == EINTR);
	MUST(open_descriptors() == count);
	if (argc > 2)
		gives_up_stdio(argv[1], count);
	MUST(open_descriptors() == count);
	return 0;
}
