/* SPDX-License-Identifier: ISC */
/*
 * ioctl: whose is the descriptor, and only then, what is the request.
 */
#include <config.h>

#include <stdarg.h>
#include <string.h>

#include "api/edge_stropts.h"
#include "backend/backend.h"
#include "head/passed.h"
#include "sys/sys.h"

enum { FIRST_REQUEST = I_NREAD, LAST_REQUEST = __SID | 0x3f };

static int
receive(int fd, int kind, struct strrecvfd *to)
{
	struct lsci_passed passed;
	int r;

	if (to == NULL)
		return -EFAULT;
	r = kind == LSCI_LISTENER ? lsci_passed_accept(fd, &passed) :
	    lsci_passed_recv(fd, &passed);
	if (r < 0)
		return r;
	memset(to, 0, sizeof *to);
	to->fd = passed.fd;
	to->uid = passed.uid;
	to->gid = passed.gid;
	return 0;
}

/* A request of STREAMS on a stream of ours: never the system's business. */
static int
streams_request(int fd, int kind, unsigned request, va_list argument)
{
	switch (request) {
	case I_SENDFD:
		return kind == LSCI_LISTENER ? -EINVAL :
		    lsci_passed_send(fd, va_arg(argument, int));
	case I_RECVFD:
		return receive(fd, kind, va_arg(argument,
		    struct strrecvfd *));
	default:
		return -EINVAL;
	}
}

/* Requests are unsigned long here, int there, and sign extended between. */
int
lsc_ioctl(int fd, unsigned long request, ...)
{
	unsigned code = (unsigned)request;
	int saved = errno;
	int kind, r;
	va_list argument;

	va_start(argument, request);
	kind = code >= FIRST_REQUEST && code <= LAST_REQUEST ?
	    lsci_backend_kind(fd) : LSCI_STRANGER;
	if (kind == LSCI_STRANGER)
		r = lsci_sys_ioctl(fd, request, va_arg(argument, void *));
	else
		r = kind < 0 ? kind :
		    streams_request(fd, kind, code, argument);
	va_end(argument);
	return lsci_edge(saved, r);
}
