/* SPDX-License-Identifier: ISC */
/* I_E_RECVFD: passed descriptors, and ids of 16 bits. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "tests/streams/bytes.h"
#include "tests/streams/message.h"
#include "tests/streams/svr4.h"

static struct o_strrecvfd received;

static int
receive(int fd)
{
	memset(&received, 0xff, sizeof received);
	return ioctl(fd, I_E_RECVFD, &received);
}

/* A copy of the file, which is closed again. */
#define RECEIVES_SHORT(end, file) \
	do { \
		IS(receive(end), 0); \
		HOLDS(t_same_file(received.fd, file)); \
		HOLDS(!t_is_cloexec(received.fd)); \
		must(close(received.fd), "close"); \
	} while (0)

/* --- ids that fit */

static void
expect_own_ids(struct pair pair)
{
	int file = t_file("");
	size_t i;

	BEYOND_ACCRIGHTS();
	if (geteuid() > USHRT_MAX || getegid() > USHRT_MAX)
		SKIP("the ids of this process are long");
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	RECEIVES_SHORT(pair.b, file);
	IS(received.uid, geteuid());
	IS(received.gid, getegid());
	for (i = 0; i < sizeof received.fill; i++)
		IS(received.fill[i], 0);
}

CASE(short_ids, are_those_of_the_sender)
{
	expect_own_ids(pair_open());
}

CASE_ONCE(short_ids, are_those_of_the_sender_on_a_byte_stream)
{
	expect_own_ids(pair_of_bytes());
}

/* --- ids that do not */

enum { LONG_ID = 70000, SHORT_ID = 60000 };

struct sender {
	struct pair pair;
	uid_t uid;
	gid_t gid;
};

static int
send_as(void *argument)
{
	const struct sender *sender = argument;

	if (setresgid(sender->gid, sender->gid, sender->gid) < 0 ||
	    setresuid(sender->uid, sender->uid, sender->uid) < 0)
		SKIP("this user namespace has no such ids");
	IS(ioctl(sender->pair.a, I_SENDFD, 0), 0);
	return 0;
}

static void
send_from(struct pair pair, uid_t uid, gid_t gid)
{
	struct sender sender = { pair, uid, gid };
	int code;

	BEYOND_ACCRIGHTS();
	if (!t_is_root())
		SKIP("only root can be somebody else");
	code = child_end(child_start(send_as, &sender));
	if (code == EXPECT_SKIPPED)
		SKIP("this user namespace has no such ids");
	IS(code, 0);
}

static void
expect_overflow(struct pair pair)
{
	struct t_fds before;

	t_fds_note(&before);
	FAILS(receive(pair.b), EOVERFLOW);
	HOLDS(t_fds_same(&before));
	/* it is gone */
	set_nonblocking(pair.b, true);
	FAILS(receive(pair.b), EAGAIN);
	set_nonblocking(pair.b, false);
}

CASE(short_ids, of_another_user_are_his)
{
	struct pair pair = pair_open();

	send_from(pair, SHORT_ID, SHORT_ID + 1);
	RECEIVES_SHORT(pair.b, 0);
	IS(received.uid, SHORT_ID);
	IS(received.gid, SHORT_ID + 1);
}

CASE(short_ids, cannot_tell_a_long_user_id)
{
	struct pair pair = pair_open();

	send_from(pair, LONG_ID, SHORT_ID);
	expect_overflow(pair);
}

CASE(short_ids, cannot_tell_a_long_group_id)
{
	struct pair pair = pair_open();

	send_from(pair, SHORT_ID, LONG_ID);
	expect_overflow(pair);
}

CASE_ONCE(short_ids, cannot_tell_a_long_id_on_a_byte_stream)
{
	struct pair pair = pair_of_bytes();

	send_from(pair, LONG_ID, LONG_ID);
	expect_overflow(pair);
}

/* The greatest id of 16 bits, and the next one. */
CASE(short_ids, end_at_65535)
{
	struct pair pair = pair_open();

	send_from(pair, 65535, 65535);
	RECEIVES_SHORT(pair.b, 0);
	IS(received.uid, 65535);
	send_from(pair, 65536, 65535);
	expect_overflow(pair);
}

CASE_ONCE(short_ids, cannot_tell_that_nobody_vouches)
{
	struct pair pair = pair_of_bytes();
	int fd = 0;

	NOT_ON_STREAMS("the system vouches for all");
	IS(t_send(pair.a, "x", 1, &fd, 1, 1), 1);
	expect_overflow(pair);
}

/* --- everything else is as for I_RECVFD */

static void
expect_refusals(struct pair pair)
{
	char text[8];

	set_nonblocking(pair.b, true);
	FAILS(receive(pair.b), EAGAIN);
	IS(write_text(pair.a, "data"), 4);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	FAILS(receive(pair.b), EBADMSG);
	FAILS(ioctl(pair.b, I_E_RECVFD, NULL), EFAULT);
	IS(read(pair.b, text, 4), 4);
	FAILS(ioctl(pair.b, I_E_RECVFD, NULL), EFAULT);
	IS(ioctl(pair.b, I_NREAD, text), 1);
}

CASE(short_ids, come_with_the_refusals_of_I_RECVFD)
{
	expect_refusals(pair_open());
}

CASE_ONCE(short_ids, come_with_its_refusals_on_a_byte_stream)
{
	expect_refusals(pair_of_bytes());
}

CASE(short_ids, are_told_after_the_hang_up_and_then_ENXIO)
{
	struct pair pair = pair_open();

	BEYOND_ACCRIGHTS();
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	close(pair.a);
	if (geteuid() > USHRT_MAX || getegid() > USHRT_MAX)
		SKIP("the ids of this process are long");
	RECEIVES_SHORT(pair.b, 0);
	FAILS(receive(pair.b), ENXIO);
}

CASE(short_ids, without_a_free_descriptor_are_EMFILE_and_it_stays)
{
	struct pair pair = pair_open();
	int file = t_file("");

	BEYOND_ACCRIGHTS();
	if (geteuid() > USHRT_MAX || getegid() > USHRT_MAX)
		SKIP("the ids of this process are long");
	IS(ioctl(pair.a, I_SENDFD, file), 0);
	t_fill_table();
	FAILS(receive(pair.b), EMFILE);
	t_free_slot();
	RECEIVES_SHORT(pair.b, file);
	t_free_table();
}
