/* SPDX-License-Identifier: ISC */
/*
 * lsc_send and lsc_recv say why they do not work.
 */
#include <errno.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/support/t_test.h"

static char byte = 'x';

static void
assert_refused(int fd, int expected)
{
	struct lsc_outgoing out = LSC_OUTGOING_INIT;
	struct lsc_incoming in = LSC_INCOMING_INIT;

	out.data = in.data = &byte;
	out.size = in.size = 1;
	errno = 0;
	cr_assert_eq(lsc_send(fd, &out, LSC_UNSIGNED, LSC_WAIT), -1);
	cr_assert_eq(errno, expected, "lsc_send: errno %d", errno);
	errno = 0;
	cr_assert_eq(lsc_recv(fd, &in, 0, LSC_WAIT), -1);
	cr_assert_eq(errno, expected, "lsc_recv: errno %d", errno);
}

T(parcel, on_a_stream_is_EINVAL_as_on_every_message_stream)
{
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	assert_refused(end[0], EINVAL);
}

T(parcel, on_what_is_no_stream_has_the_errno_of_the_reason)
{
	int file = t_file("no stream");

	assert_refused(file, ENOSTR);
	close(file);
	assert_refused(file, EBADF);
	cr_assert_eq(lsc_send(file, NULL, 0, LSC_WAIT), -1);
	cr_assert_eq(errno, EFAULT);
	cr_assert_eq(lsc_recv(file, NULL, 0, LSC_WAIT), -1);
	cr_assert_eq(errno, EFAULT);
}
