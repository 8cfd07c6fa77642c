/* SPDX-License-Identifier: ISC */
/*
 * Asking, many at a time: who does not answer costs the others nothing, and all
 * of those together no more than a few seconds.
 *
 * The kernel signs the answers, because it is asked to before the question is
 * sent.
 */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "found.h"
#include "sys/sys.h"

enum { AT_ONCE = 64, AGAIN_MS = 20, ENDINGS_MAX = 2 };
/* For those that are asked together; for all; and when that is used up. */
enum { PATIENCE_MS = 2000, PATIENCE_ALL_MS = 8000, PATIENCE_LEAST_MS = 100 };

/* --- the question */

/* To close some descriptors takes as long as their sender likes. */
static int
connect_to(const char *name)
{
	struct sockaddr_un address;
	size_t length = strlen(name);
	int fd = lsci_sys_socket(SOCK_SEQPACKET, LSCI_CLOSE_ON_EXEC |
	    LSCI_NONBLOCKING | LSCI_WITHOUT_RIGHTS);

	if (fd < 0)
		return -EAGAIN;
	memset(&address, 0, sizeof address);
	address.sun_family = AF_UNIX;
	memcpy(address.sun_path + 1, name, length);
	if (connect(fd, (struct sockaddr *)&address, (socklen_t)(offsetof(
	    struct sockaddr_un, sun_path) + 1 + length)) < 0) {
		int r = errno == EAGAIN ? -EAGAIN : -ECONNREFUSED;

		(void)close(fd);
		return r;
	}
	return fd;
}

static bool
ask(int fd)
{
	struct lsci_letter letter = { .word = LSCI_ASK_DESCRIBE };
	unsigned char bytes[LSCI_WIRE_MAX];
	size_t size = lsci_wire_encode(bytes, &letter);
	int on = 1;

	return setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0 &&
	    send(fd, bytes, size, MSG_NOSIGNAL) == (ssize_t)size;
}

static void
end(struct found *found, enum progress progress)
{
	(void)close(found->connection);
	found->connection = -1;
	found->progress = progress;
}

/* It may be an agent that was about to end; then nobody is there now. */
static void
note_ending(struct found *found)
{
	end(found, ++found->endings < ENDINGS_MAX ? PROGRESS_UNMET :
	    PROGRESS_SILENT);
}

/* A full queue is tried again. */
static void
meet(struct found *found)
{
	int fd = connect_to(found->name);

	if (fd == -EAGAIN)
		return;
	if (fd < 0) {
		found->progress = PROGRESS_GONE;
		return;
	}
	found->connection = fd;
	found->progress = PROGRESS_ASKED;
	found->met = true;
	(void)lsci_sys_peer_ids(fd, &found->host);
	if (!ask(fd))
		note_ending(found);
}

bool
found_is_there(const struct found *found)
{
	int fd = connect_to(found->name);

	if (fd >= 0)
		(void)close(fd);
	return fd >= 0 || fd == -EAGAIN;
}

/* --- the answer */

/* Descriptors that come along are not wanted. */
static void
take_control(struct msghdr *message, struct lsci_identity *sender)
{
	struct cmsghdr *part;
	struct ucred ids;
	int fd;

	for (part = CMSG_FIRSTHDR(message); part != NULL;
	    part = CMSG_NXTHDR(message, part)) {
		size_t size = part->cmsg_len - CMSG_LEN(0);
		const unsigned char *from = CMSG_DATA(part);

		if (part->cmsg_level != SOL_SOCKET)
			continue;
		if (part->cmsg_type == SCM_CREDENTIALS && size == sizeof ids) {
			memcpy(&ids, from, sizeof ids);
			lsci_sys_identify(sender, ids.uid, ids.gid, ids.pid);
		}
		for (; part->cmsg_type == SCM_RIGHTS && size >= sizeof fd;
		    size -= sizeof fd, from += sizeof fd) {
			memcpy(&fd, from, sizeof fd);
			(void)close(fd);
		}
	}
}

static ssize_t
receive_once(struct found *found, unsigned char bytes[LSCI_WIRE_MAX])
{
	union {
		char room[CMSG_SPACE(sizeof(struct ucred))];
		struct cmsghdr aligned;
	} control;
	struct iovec part = { .iov_base = bytes, .iov_len = LSCI_WIRE_MAX };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1,
	    .msg_control = &control, .msg_controllen = sizeof control };
	ssize_t n = recvmsg(found->connection, &message,
	    MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

	if (n < 0)
		return errno == EINTR ? -EAGAIN : -errno;
	take_control(&message, &found->sender);
	return (message.msg_flags & MSG_TRUNC) != 0 ? -EBADMSG : n;
}

/* Who has not read the question leaves a reset in front of what it sent. */
static ssize_t
receive(struct found *found, unsigned char bytes[LSCI_WIRE_MAX])
{
	ssize_t n = receive_once(found, bytes);

	return n == -ECONNRESET ? receive_once(found, bytes) : n;
}

static void
hear(struct found *found)
{
	unsigned char bytes[LSCI_WIRE_MAX];
	struct lsci_letter letter;
	ssize_t n = receive(found, bytes);

	if (n == -EAGAIN)
		return;
	if (n == 0 || n == -ECONNRESET) {
		note_ending(found);
		return;
	}
	if (n < 0 || lsci_wire_decode(&letter, bytes, (size_t)n) < 0) {
		end(found, PROGRESS_SILENT);
		return;
	}
	found->what = letter.description;
	end(found, letter.word == LSCI_SAY_DESCRIPTION ? PROGRESS_ANSWERED :
	    letter.word == LSCI_SAY_GONE ? PROGRESS_GONE : PROGRESS_SILENT);
}

/* --- all of them */

/* Waits for some of them; false if there is none left. */
static bool
go_on(struct found *found, size_t count, long long until)
{
	struct pollfd fds[AT_ONCE];
	long long left;
	bool again = false;
	size_t i, asked = 0;

	for (i = 0; i < count; i++) {
		if (found[i].progress == PROGRESS_UNMET)
			meet(&found[i]);
		again |= found[i].progress == PROGRESS_UNMET;
		if (found[i].progress == PROGRESS_ASKED)
			fds[asked++] = (struct pollfd){
			    .fd = found[i].connection, .events = POLLIN };
	}
	left = until - lsci_sys_now_ms();
	if ((asked == 0 && !again) || left <= 0)
		return false;
	if (again && left > AGAIN_MS)
		left = AGAIN_MS;
	(void)poll(fds, asked, (int)left);
	for (i = 0; i < count; i++)
		if (found[i].connection >= 0)
			hear(&found[i]);
	return true;
}

static void
ask_some(struct found *found, size_t count, long long until)
{
	size_t i;

	while (go_on(found, count, until))
		continue;
	for (i = 0; i < count; i++) {
		if (found[i].progress == PROGRESS_ASKED)
			end(&found[i], PROGRESS_SILENT);
		if (found[i].progress == PROGRESS_UNMET)
			found[i].progress = PROGRESS_SILENT;
	}
}

void
found_ask_all(struct found_list *list)
{
	long long last = lsci_sys_now_ms() + PATIENCE_ALL_MS;
	size_t i;

	(void)lsci_sys_learn_identity();
	for (i = 0; i < list->count; i += AT_ONCE) {
		size_t count = list->count - i < AT_ONCE ? list->count - i :
		    AT_ONCE;
		long long now = lsci_sys_now_ms();
		long long until = now + PATIENCE_MS;

		if (until > last)
			until = last;
		if (until < now + PATIENCE_LEAST_MS)
			until = now + PATIENCE_LEAST_MS;
		ask_some(list->item + i, count, until);
	}
	found_drop_gone(list);
}
