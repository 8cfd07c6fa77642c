/* SPDX-License-Identifier: ISC */
/*
 * Runs a command with a stream as its standard input and output: the one that
 * has a name (client open NAME COMMAND...), or the next one that an open of the
 * name sends to the other end (client accept DESCRIPTOR COMMAND...), by a user
 * who is told in OPENER.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>
#include <string.h>
#include <unistd.h>

static int
accepted(int end)
{
	struct strrecvfd from;
	char user[24];

	if (ioctl(end, I_RECVFD, &from) < 0)
		return -1;
	(void)snprintf(user, sizeof user, "%ld", (long)from.uid);
	return setenv("OPENER", user, 1) < 0 ? -1 : from.fd;
}

int
main(int argc, char **argv)
{
	int fd;

	if (argc < 4)
		return 2;
	fd = strcmp(argv[1], "open") == 0 ? lsc_open(argv[2], O_RDWR) :
	    accepted(atoi(argv[2]));
	if (fd < 0 || isastream(fd) != 1) {
		perror(argv[2]);
		return 3;
	}
	if (dup2(fd, 0) < 0 || dup2(fd, 1) < 0)
		return 4;
	if (fd > 1)
		(void)close(fd);
	(void)execvp(argv[3], argv + 3);
	return 5;
}
