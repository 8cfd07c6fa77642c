/* SPDX-License-Identifier: ISC */
/*
 * A TCP listener on the loopback interface, where nobody from outside gets.
 */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Listens at the port, or, if it is 0, at a free one, and says at which.
   accept on it does not block: a client may be gone again. */
static int
listen_on_loopback(const char *program, int port)
{
	struct sockaddr_in at;
	socklen_t size = sizeof at;
	int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	memset(&at, 0, sizeof at);
	at.sin_family = AF_INET;
	at.sin_port = htons((in_port_t)port);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
	    bind(fd, (struct sockaddr *)&at, size) < 0 ||
	    listen(fd, SOMAXCONN) < 0 ||
	    fcntl(fd, F_SETFL, O_NONBLOCK) < 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &size) < 0) {
		perror(program);
		exit(1);
	}
	printf("%s: port %d\n", program, (int)ntohs(at.sin_port));
	return fd;
}

#endif
