/* SPDX-License-Identifier: ISC */
/*
 * A <sys/socket.h> of the days before control messages, for tests only:
 * struct msghdr has msg_accrights and no flags, and sendmsg and recvmsg go by
 * it.  Underneath is the host's own socket, so a program built with this
 * header passes descriptors for real, to any other.
 *
 * As then, descriptors that the receiver has no room for are discarded.
 */
#ifndef LSCT_ACCRIGHTS_SOCKET_H
#define LSCT_ACCRIGHTS_SOCKET_H

#define msghdr lsct_host_msghdr
#include_next <sys/socket.h>
#undef msghdr

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

struct msghdr {
	char *msg_name;
	int msg_namelen;
	struct iovec *msg_iov;
	int msg_iovlen;
	char *msg_accrights;
	int msg_accrightslen;
};

union lsct_control {
	struct cmsghdr align;
	char room[CMSG_SPACE(253 * sizeof(int)) + 4096];
};

static inline ssize_t
lsct_accrights_sendmsg(int fd, const struct msghdr *old, int flags)
{
	union lsct_control control;
	struct lsct_host_msghdr msg;
	size_t size = (size_t)old->msg_accrightslen;

	memset(&msg, 0, sizeof msg);
	memset(&control, 0, sizeof control);
	msg.msg_iov = old->msg_iov;
	msg.msg_iovlen = (unsigned short)old->msg_iovlen;
	if (size > 0) {
		control.align.cmsg_level = SOL_SOCKET;
		control.align.cmsg_type = SCM_RIGHTS;
		control.align.cmsg_len = CMSG_LEN(size);
		memcpy(CMSG_DATA(&control.align), old->msg_accrights, size);
		msg.msg_control = &control;
		msg.msg_controllen = CMSG_SPACE(size);
	}
	return sendmsg(fd, &msg, flags);
}

static inline void
lsct_accrights_keep(struct msghdr *old, int room, const unsigned char *from,
    size_t size)
{
	int fd;

	for (; size >= sizeof fd; size -= sizeof fd, from += sizeof fd) {
		memcpy(&fd, from, sizeof fd);
		if (old->msg_accrightslen + (int)sizeof fd <= room) {
			memcpy(old->msg_accrights + old->msg_accrightslen, &fd,
			    sizeof fd);
			old->msg_accrightslen += (int)sizeof fd;
		} else {
			(void)close(fd);
		}
	}
}

static inline ssize_t
lsct_accrights_recvmsg(int fd, struct msghdr *old, int flags)
{
	union lsct_control control;
	struct lsct_host_msghdr msg;
	struct cmsghdr *record;
	int room = old->msg_accrightslen;
	ssize_t n;

	memset(&msg, 0, sizeof msg);
	msg.msg_iov = old->msg_iov;
	msg.msg_iovlen = (unsigned short)old->msg_iovlen;
	if (room > 0) {
		msg.msg_control = &control;
		msg.msg_controllen = sizeof control;
	}
	n = recvmsg(fd, &msg, flags);
	old->msg_accrightslen = 0;
	if (n < 0 || room == 0)
		return n;
	for (record = CMSG_FIRSTHDR(&msg); record != NULL;
	    record = CMSG_NXTHDR(&msg, record))
		if (record->cmsg_level == SOL_SOCKET &&
		    record->cmsg_type == SCM_RIGHTS)
			lsct_accrights_keep(old, room, CMSG_DATA(record),
			    record->cmsg_len - CMSG_LEN(0));
	return n;
}

#define sendmsg lsct_accrights_sendmsg
#define recvmsg lsct_accrights_recvmsg

#endif
