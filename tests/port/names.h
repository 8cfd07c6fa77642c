/* SPDX-License-Identifier: ISC */
/*
 * What a server and a client of SVR4 include.  -DWITHOUT_HEADERS: as they were
 * compiled on a system of that kind, with nothing of this project.
 */
#ifndef NAMES_H
#define NAMES_H

#include <sys/types.h>
#include <sys/stat.h>
#ifdef WITHOUT_HEADERS
#include <sys/ioctl.h>
#define I_PUSH (('S' << 8) | 2)
#define I_RECVFD (('S' << 8) | 14)
struct strrecvfd {
	int fd;
	uid_t uid;
	gid_t gid;
	char fill[8];
};
int fattach(int fd, const char *path);
int fdetach(const char *path);
int isastream(int fd);
#else
#include <stropts.h>
#endif
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MUST(x) do { if (!(x)) { \
	perror(#x); \
	exit(__LINE__ % 256 ? __LINE__ % 256 : 1); } } while (0)

#endif
