/* SPDX-License-Identifier: ISC */
#include "tests/support/t.h"
#include "tests/support/t_must.h"

#include <string.h>
#include <sys/socket.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_FDS = 253 };

union control {
	struct cmsghdr align;
	char room[CMSG_SPACE(MOST_FDS * sizeof(int)) + 4096];
};

void
t_socketpair(int type, int end[2])
{
	must(socketpair(AF_UNIX, type, 0, end), "socketpair");
}

void
t_pass_credentials(int fd)
{
	int on = 1;

	must(setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on),
	    "SO_PASSCRED");
}

ssize_t
t_send(int fd, const void *data, size_t size, const int *fds, unsigned count,
    unsigned records)
{
	char copy[65536];
	struct iovec part = { .iov_base = copy, .iov_len = size };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	union control control;
	unsigned record, done = 0;
	struct cmsghdr *header;

	memcpy(copy, data, size);
	memset(&control, 0, sizeof control);
	if (count > 0) {
		msg.msg_control = &control;
		msg.msg_controllen = sizeof control;
	}
	header = count > 0 ? CMSG_FIRSTHDR(&msg) : NULL;
	for (record = 0; header != NULL && record < records; record++) {
		unsigned n = (count - done) / (records - record);

		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(n * sizeof(int));
		memcpy(CMSG_DATA(header), fds + done, n * sizeof(int));
		done += n;
		if (record + 1 < records)
			header = CMSG_NXTHDR(&msg, header);
	}
	if (header != NULL)
		msg.msg_controllen = (size_t)((char *)header -
		    (char *)&control) + CMSG_SPACE(header->cmsg_len -
		    CMSG_LEN(0));
#if defined __linux__ && !defined __GLIBC__     /* musl has no room for it */
	if (msg.msg_controllen > 1024)
		return syscall(SYS_sendmsg, fd, &msg, MSG_NOSIGNAL);
#endif
	return sendmsg(fd, &msg, MSG_NOSIGNAL);
}

ssize_t
t_recv(int fd, void *data, size_t size, int *fds, unsigned room,
    unsigned *count)
{
	struct iovec part = { .iov_base = data, .iov_len = size };
	union control control;
	struct msghdr msg = {
		.msg_iov = &part, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof control
	};
	struct cmsghdr *header;
	ssize_t n = recvmsg(fd, &msg, 0);

	*count = 0;
	if (n < 0)
		return n;
	for (header = CMSG_FIRSTHDR(&msg); header != NULL;
	    header = CMSG_NXTHDR(&msg, header)) {
		unsigned i, have = (unsigned)((header->cmsg_len -
		    CMSG_LEN(0)) / sizeof(int));

		if (header->cmsg_type != SCM_RIGHTS)
			continue;
		for (i = 0; i < have && *count < room; i++)
			memcpy(&fds[(*count)++], CMSG_DATA(header) +
			    i * sizeof(int), sizeof(int));
	}
	return n;
}
