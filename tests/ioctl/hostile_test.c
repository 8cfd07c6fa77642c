/* SPDX-License-Identifier: ISC */
/*
 * What a peer may do to a program that receives by I_RECVFD: those of the
 * seven situations (see tests/apue) that ioctl_test.c does not have.
 */
#include <stropts.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/apue/pair.h"

static struct strrecvfd got;

/* The first of `count' descriptors is returned, every other one is closed. */
static void
assert_first_kept(struct pair pair, unsigned count)
{
	int fds[253], file = t_file("the first");
	struct t_fds before;
	unsigned i;

	fds[0] = file;
	for (i = 1; i < count; i++)
		fds[i] = STDERR_FILENO;
	cr_assert_eq(t_send(pair.in, "x", 1, fds, count, 1), 1);
	t_fds_note(&before);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0, "errno %d", errno);
	cr_assert(t_same_file(got.fd, file));
	close(got.fd);
	cr_assert(t_fds_same(&before));
	close(file);
}

static void
assert_works(struct pair pair)
{
	int file = t_file("works");

	cr_assert_eq(ioctl(pair.in, I_SENDFD, file), 0);
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0, "errno %d", errno);
	cr_assert(t_same_file(got.fd, file));
	close(got.fd);
	close(file);
}

T(hostile, situation_1_one_descriptor_arrives)
{
	struct pair pair = pair_open();

	assert_first_kept(pair, 1);
	assert_works(pair);
}

T(hostile, situation_4_a_closed_peer_is_ENXIO)
{
	struct pair pair = pair_open();
	struct t_fds before;

	close(pair.in);
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), -1);
	cr_assert_eq(errno, ENXIO);
	cr_assert(t_fds_same(&before));
}

T(hostile, situation_5_data_without_a_descriptor_is_EBADMSG_and_stays)
{
	struct pair pair = pair_open();
	struct t_fds before;
	char text[8] = "";

	t_fds_note(&before);
	cr_assert_eq(write(pair.in, "data", 4), 4);
	errno = 0;
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), -1);
	cr_assert_eq(errno, EBADMSG);
	cr_assert(t_fds_same(&before));
	cr_assert_eq(read(pair.out, text, sizeof text), 4);
	cr_assert_str_eq(text, "data");
	assert_works(pair);
}

T(hostile, situation_6_credentials_do_not_displace_the_descriptor)
{
	struct pair pair = pair_open();

	t_pass_credentials(pair.out);
	assert_first_kept(pair, 1);
	assert_first_kept(pair, 10);
	assert_first_kept(pair, 253);
	t_pass_credentials(pair.in);
	assert_first_kept(pair, 1);
	assert_first_kept(pair, 10);
	assert_first_kept(pair, 253);
	assert_works(pair);
}

T(hostile, situation_6_credentials_of_the_sender_alone_change_nothing)
{
	struct pair pair = pair_open();

	t_pass_credentials(pair.in);
	assert_first_kept(pair, 1);
	assert_first_kept(pair, 10);
	assert_works(pair);
}

T(hostile, situation_7_one_free_slot_is_enough_whatever_else_comes)
{
	struct pair pair = pair_open();
	int fds[253], file = t_file("the first");
	struct t_fds before;
	unsigned i;

	fds[0] = file;
	for (i = 1; i < 253; i++)
		fds[i] = STDERR_FILENO;
	t_fds_note(&before);
	cr_assert_eq(t_send(pair.in, "x", 1, fds, 253, 1), 1);
	t_fill_table();
	errno = 0;
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), -1);
	cr_assert_eq(errno, EMFILE);
	t_free_slot();
	cr_assert_eq(ioctl(pair.out, I_RECVFD, &got), 0, "errno %d", errno);
	t_free_table();
	cr_assert(t_same_file(got.fd, file));
	close(got.fd);
	cr_assert(t_fds_same(&before));
	assert_works(pair);
}
