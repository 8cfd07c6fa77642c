/* SPDX-License-Identifier: ISC */
/*
 * The <stropts.h> of a system that says it has STREAMS, for what configure
 * takes it for.  LSCT_* say what is wrong with it; native.c is its C library.
 */
#ifndef LSCT_NATIVE_STROPTS_H
#define LSCT_NATIVE_STROPTS_H

#ifndef LSCT_EMPTY

#include <sys/types.h>
#include <unistd.h>

#ifdef LSCT_SAYS_NONE
#undef _XOPEN_STREAMS
#define _XOPEN_STREAMS -1
#endif

#define I_PUSH 0x5302
#define I_RECVFD 0x530e
#ifndef LSCT_NO_SENDFD
#define I_SENDFD 0x5311
#endif

struct strbuf {
	int maxlen;
	int len;
	char *buf;
};

struct strrecvfd {
	int fd;
	uid_t uid;
	gid_t gid;
	char fill[8];
};

int isastream(int);
int fattach(int, const char *);
int fdetach(const char *);
#ifndef LSCT_NO_MESSAGES
int getmsg(int, struct strbuf *, struct strbuf *, int *);
int putmsg(int, const struct strbuf *, const struct strbuf *, int);
#endif

#define ioctl lsct_native_ioctl
int lsct_native_ioctl(int, int, ...);
#ifndef LSCT_ORDINARY_PIPES
#define pipe lsct_native_pipe
int lsct_native_pipe(int *);
#endif

#endif
#endif
