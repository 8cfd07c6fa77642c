/* SPDX-License-Identifier: ISC */
/*
 * What a program of the SVR4 days had in a header of its own: the calls are
 * declared by hand, and no library is named.  That is why client and server
 * here show how old source meets libstreamcompat: by the linker alone.
 */
#ifndef IPC_H
#define IPC_H

#include <sys/types.h>

int serv_listen(const char *);
int serv_accept(int, uid_t *);
int cli_conn(const char *);
int send_fd(int, int);
int send_err(int, int, const char *);
int recv_fd(int, ssize_t (*)(int, const void *, size_t));

/*
 * A request is "open PATH FLAGS" and a zero byte; FLAGS is what open(2)
 * takes, as a decimal number.  The answer is a descriptor, or a text.
 */
#define CL_OPEN "open"
#define MAXREQUEST 4096

#endif
