/* SPDX-License-Identifier: ISC */
/* What the tests of lsc_send and lsc_recv begin with. */
#ifndef PARCEL_H
#define PARCEL_H

#include <errno.h>
#include <string.h>

#include "tests/apue/pair.h"

/* A call that fails, and how. */
#define FAILS(call, expected) do { \
	errno = 0; \
	cr_assert_eq((call), -1); \
	cr_assert_eq(errno, (expected), "errno %d, not %d", errno, \
	    (expected)); \
} while (0)

/* What one call receives. */
struct parcel {
	struct lsc_incoming message;
	char text[4096];
	int fd[LSC_FDS_MAX];
};

static inline ssize_t
parcel_send_how(int in, const char *text, const int *fds, unsigned count,
    unsigned flags, int timeout)
{
	struct lsc_outgoing out = LSC_OUTGOING_INIT;

	out.data = text;
	out.size = strlen(text);
	out.fd = fds;
	out.fds = count;
	return lsc_send(in, &out, flags, timeout);
}

static inline ssize_t
parcel_send(int in, const char *text, const int *fds, unsigned count)
{
	return parcel_send_how(in, text, fds, count, 0, LSC_WAIT);
}

/* The structure is full of another call's results before, and the text ends
   with a zero afterwards. */
static inline ssize_t
parcel_recv_how(int out, struct parcel *got, size_t size, unsigned room,
    unsigned flags, int timeout)
{
	static const struct lsc_incoming start = LSC_INCOMING_INIT;
	struct lsc_incoming *message = &got->message;

	*message = start;
	message->data = memset(got->text, 0, sizeof got->text);
	message->size = size;
	message->fd = memset(got->fd, 0x55, sizeof got->fd);
	message->room = room;
	message->fds = message->surplus = 99;
	message->length = 9999;
	memset(&message->sender, 0x55, sizeof message->sender);
	return lsc_recv(out, message, flags, timeout);
}

static inline ssize_t
parcel_recv(int out, struct parcel *got, unsigned room, unsigned flags)
{
	return parcel_recv_how(out, got, sizeof got->text - 1, room, flags,
	    LSC_DONTWAIT);
}

static inline void
parcel_close(struct parcel *got)
{
	while (got->message.fds > 0)
		close(got->fd[--got->message.fds]);
}

/* This text has been received, with so many descriptors, and no more. */
static inline void
parcel_assert(const struct parcel *got, const char *text, unsigned fds,
    unsigned surplus)
{
	cr_assert_str_eq(got->text, text);
	cr_assert_eq(got->message.length, strlen(text));
	cr_assert_eq(got->message.fds, fds, "%u descriptors, not %u",
	    got->message.fds, fds);
	cr_assert_eq(got->message.surplus, surplus, "%u too many, not %u",
	    got->message.surplus, surplus);
}

/* Nothing is in the stream, not even its end. */
static inline void
parcel_assert_empty(int out)
{
	struct parcel got;

	FAILS(parcel_recv(out, &got, 1, 0), EAGAIN);
	cr_assert_eq(got.message.length, 0);
	cr_assert_eq(got.message.fds, 0);
}

/* So many descriptors, each for a file of its own. */
static inline void
parcel_files(int *file, unsigned count)
{
	unsigned i;

	for (i = 0; i < count; i++)
		file[i] = t_file("a file of its own");
}

static inline void
parcel_close_files(const int *file, unsigned count)
{
	while (count > 0)
		close(file[--count]);
}

/* These are duplicates of those, one by one; closes them. */
static inline void
parcel_assert_same(struct parcel *got, const int *file, unsigned count)
{
	unsigned i;

	cr_assert_eq(got->message.fds, count);
	for (i = 0; i < count; i++)
		cr_assert(t_same_file(got->fd[i], file[i]), "number %u", i);
	parcel_close(got);
}

#endif
