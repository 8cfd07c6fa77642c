/* SPDX-License-Identifier: ISC */
#include "tests/messages/crowd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"

enum { LONGEST = 300, HEADER = 8 };

static void
expect(struct crowd *crowd, bool truth, const char *what)
{
	if (truth)
		return;
	if (crowd->failures++ < 10)
		fprintf(stderr, "%s: errno %d (%s)\n", what, errno,
		    strerror(errno));
}

/* --- what a message looks like */

struct token {
	uint32_t sender;
	uint32_t number;
};

static size_t
size_of(const struct token *token)
{
	return HEADER + (token->number * 2654435761U + token->sender) %
	    (LONGEST - HEADER);
}

static int
band_of(const struct crowd *crowd, const struct token *token)
{
	return crowd->bands == 0 ? 0 : (int)(token->number % crowd->bands);
}

static size_t
make(unsigned char *bytes, const struct token *token)
{
	size_t size = size_of(token);

	memcpy(bytes, token, HEADER);
	memset(bytes + HEADER, (int)(token->number & 0xff), size - HEADER);
	return size;
}

/* --- what a receiver has seen */

struct record {
	struct crowd *crowd;
	int64_t last[CROWD_SENDERS][CROWD_BANDS];
};

static void
begin(struct record *record, struct crowd *crowd)
{
	record->crowd = crowd;
	memset(record->last, 0xff, sizeof record->last);
}

static void
note(struct record *record, const struct token *token)
{
	struct crowd *crowd = record->crowd;
	int64_t *last;

	if (token->sender >= CROWD_SENDERS || token->number >= crowd->each) {
		expect(crowd, false, "what was never sent has come");
		return;
	}
	last = &record->last[token->sender][band_of(crowd, token)];
	expect(crowd, token->number > *last, "out of order");
	*last = token->number;
	crowd->received[(size_t)token->sender * crowd->each + token->number]++;
}

static void
note_bytes(struct record *record, const unsigned char *bytes, size_t size)
{
	unsigned char expected[LONGEST];
	struct token token;

	if (size < HEADER) {
		expect(record->crowd, false, "a message that is too short");
		return;
	}
	memcpy(&token, bytes, HEADER);
	expect(record->crowd, make(expected, &token) == size &&
	    memcmp(expected, bytes, size) == 0, "a torn message");
	note(record, &token);
}

/* --- messages */

static int
put(struct crowd *crowd, const unsigned char *bytes, size_t size, int band)
{
	char copy[LONGEST];
	struct strbuf data = { 0, (int)size, copy };

	if (band == 0)
		return lsc_write(crowd->end[0], bytes, size) ==
		    (ssize_t)size ? 0 : -1;
	memcpy(copy, bytes, size);
	return putpmsg(crowd->end[0], NULL, &data, band, MSG_BAND);
}

void
crowd_send_messages(struct crowd *crowd, unsigned member)
{
	unsigned char bytes[LONGEST];
	struct token token = { member, 0 };

	for (; token.number < crowd->each; token.number++)
		expect(crowd, put(crowd, bytes, make(bytes, &token),
		    band_of(crowd, &token)) == 0, "put");
}

void
crowd_get_messages(struct crowd *crowd, unsigned member)
{
	struct record record;

	(void)member;
	begin(&record, crowd);
	for (;;) {
		char part[16], bytes[LONGEST];
		struct strbuf control = { sizeof part, -9, part };
		struct strbuf data = { sizeof bytes, -9, bytes };
		int flags = 0;
		int r = getmsg(crowd->end[1], &control, &data, &flags);

		expect(crowd, r == 0, "getmsg");
		if (r != 0)
			return;
		if (control.len == 0)           /* a hang-up */
			break;
		expect(crowd, control.len == -1 && flags == 0, "a result");
		note_bytes(&record, (unsigned char *)bytes, (size_t)data.len);
	}
}

/* One message at a time. */
void
crowd_read_messages(struct crowd *crowd, unsigned member)
{
	unsigned char bytes[LONGEST];
	struct record record;
	ssize_t n;

	(void)member;
	begin(&record, crowd);
	expect(crowd, lsc_ioctl(crowd->end[1], I_SRDOPT, RMSGN) == 0,
	    "I_SRDOPT");
	while ((n = lsc_read(crowd->end[1], bytes, sizeof bytes)) > 0)
		note_bytes(&record, bytes, (size_t)n);
	expect(crowd, n == 0, "lsc_read");
}

/* --- descriptors */

static void
wait_for_room(struct crowd *crowd)
{
	struct pollfd end = { .fd = crowd->end[0], .events = POLLOUT };

	expect(crowd, lsc_poll(&end, 1, -1) == 1 && end.revents == POLLOUT,
	    "lsc_poll");
}

static void
pass(struct crowd *crowd, int file)
{
	int r;

	while ((r = lsc_ioctl(crowd->end[0], I_SENDFD, file)) < 0 &&
	    errno == EAGAIN)
		wait_for_room(crowd);
	expect(crowd, r == 0, "I_SENDFD");
}

/* The offset belongs to the open file, and goes with it. */
enum { STEP = 1 << 24 };

void
crowd_send_descriptors(struct crowd *crowd, unsigned member)
{
	char name[] = "/tmp/streamcompat-crowd-XXXXXX";
	unsigned i;

	close(must(mkstemp(name), name));
	for (i = 0; i < crowd->each; i++) {
		int file = must(open(name, O_RDONLY), name);

		must(lseek(file, (off_t)member * STEP + (off_t)i,
		    SEEK_SET) < 0 ? -1 : 0, "lseek");
		pass(crowd, file);
		close(file);
	}
	unlink(name);
}

void
crowd_receive_descriptors(struct crowd *crowd, unsigned member)
{
	struct record record;
	struct strrecvfd got;

	(void)member;
	begin(&record, crowd);
	while (lsc_ioctl(crowd->end[1], I_RECVFD, &got) == 0) {
		off_t offset = lseek(got.fd, 0, SEEK_CUR);
		struct token token = { (uint32_t)(offset / STEP),
		    (uint32_t)(offset % STEP) };

		expect(crowd, got.uid == geteuid() && got.gid == getegid(),
		    "the sender");
		expect(crowd, offset >= 0, "lseek");
		note(&record, &token);
		close(got.fd);
	}
	expect(crowd, errno == ENXIO, "I_RECVFD");
}

/* --- a disturber */

void
crowd_inspect(struct crowd *crowd, unsigned member)
{
	struct stat st;

	(void)member;
	while (!crowd->over) {
		int size, count = lsc_ioctl(crowd->end[1], I_NREAD, &size);

		expect(crowd, count >= 0, "I_NREAD");
		expect(crowd, size >= 0 && size < LONGEST, "a size");
		expect(crowd, lsc_fstat(crowd->end[1], &st) == 0, "lsc_fstat");
		sched_yield();
	}
}
