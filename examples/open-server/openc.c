/* SPDX-License-Identifier: ISC */
/*
 * openc - a client of opend.
 *
 *     openc NAME PATH...
 *
 * Asks the server behind NAME to open each PATH and copies what it can read
 * through the descriptors to standard output.  Says on standard error what
 * it got.  Exit status 1 if any path was refused.
 */
#include "ipc.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int
ask(int server, const char *path)
{
	char request[MAXREQUEST];
	int n = snprintf(request, sizeof request, "%s %s %d", CL_OPEN, path,
	    O_RDONLY);

	if (n < 0 || (size_t)n >= sizeof request) {
		fprintf(stderr, "openc: %s: the name is too long\n", path);
		return -1;
	}
	if (write(server, request, (size_t)n + 1) != n + 1) {
		perror("openc: write");
		return -1;
	}
	return recv_fd(server, write);
}

static int
copy(int file)
{
	char block[8192];
	ssize_t n;

	while ((n = read(file, block, sizeof block)) > 0)
		if (write(STDOUT_FILENO, block, (size_t)n) != n)
			return -1;
	return (int)n;
}

int
main(int argc, char **argv)
{
	int server, file, i, status = 0;

	if (argc < 3) {
		fprintf(stderr, "usage: openc NAME PATH...\n");
		return 2;
	}
	server = cli_conn(argv[1]);
	if (server < 0) {
		perror(argv[1]);
		return 1;
	}
	for (i = 2; i < argc; i++) {
		file = ask(server, argv[i]);
		if (file < 0) {
			fprintf(stderr, "openc %ld: %s: refused, status %d\n",
			    (long)getpid(), argv[i], file);
			status = 1;
			continue;
		}
		fprintf(stderr, "openc %ld: %s: received as descriptor %d\n",
		    (long)getpid(), argv[i], file);
		if (copy(file) < 0) {
			perror(argv[i]);
			status = 1;
		}
		close(file);
	}
	return status;
}
