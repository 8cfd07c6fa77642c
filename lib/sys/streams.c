/* SPDX-License-Identifier: ISC */
/*
 * Pipes and their messages, as the system's STREAMS have them.
 */
#include <config.h>

#include <stropts.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/streams.h"

int
lsci_sys_stream_pipe(int end[2])
{
	return LSCI_INT_RESULT(pipe(end));
}

int
lsci_sys_push(int end, const char *module)
{
	return LSCI_INT_RESULT(ioctl(end, I_PUSH, module));
}

int
lsci_sys_set_mode(const char *name, mode_t mode)
{
	return LSCI_INT_RESULT(chmod(name, mode));
}

int
lsci_sys_wants_signal(int end)
{
	int options = 0;
	int r = LSCI_INT_RESULT(ioctl(end, I_GWROPT, &options));

	return r < 0 ? r : (options & SNDPIPE) != 0;
}

int
lsci_sys_put_data(int end, const void *data, size_t size)
{
	struct strbuf part = { .len = (int)size };

	/* only read from, for want of a const */
	memcpy(&part.buf, &data, sizeof data);
	return lsci_sys_putmsg(end, NULL, &part, 0);
}

ssize_t
lsci_sys_get_data(int end, void *data, size_t room)
{
	struct strbuf control = { .maxlen = 0 };
	struct strbuf part = { .maxlen = (int)room, .buf = data };
	int flags, r;

	do {
		flags = 0;
		r = lsci_sys_getmsg(end, &control, &part, &flags);
	} while (r >= 0 && part.len == 0 && control.len < 0);
	if (r < 0)
		return r;
	/* at a hang-up neither part has anything */
	if ((r & MORECTL) != 0 || part.len < 0 ||
	    (part.len > 0 && control.len >= 0))
		return -EBADMSG;
	return part.len;
}

ssize_t
lsci_sys_peek_data(int end, void *data, size_t room)
{
	struct strpeek look;
	int r;

	memset(&look, 0, sizeof look);
	look.ctlbuf.maxlen = -1;
	look.databuf.maxlen = (int)room;
	look.databuf.buf = data;
	r = LSCI_INT_RESULT(ioctl(end, I_PEEK, &look));
	if (r < 0)
		return r;
	return r == 0 || look.databuf.len <= 0 ? -EAGAIN : look.databuf.len;
}

int
lsci_sys_pass(int end, int fd)
{
	return LSCI_INT_RESULT(ioctl(end, I_SENDFD, fd));
}

int
lsci_sys_take_passed(int end, struct lsci_gift *gift)
{
	struct strrecvfd passed;
	int r;

	memset(&passed, 0, sizeof passed);
	r = LSCI_INT_RESULT(ioctl(end, I_RECVFD, &passed));
	if (r < 0)
		return r;
	gift->fd = passed.fd;
	gift->uid = passed.uid;
	gift->gid = passed.gid;
	return 0;
}
