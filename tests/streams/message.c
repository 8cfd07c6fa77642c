/* SPDX-License-Identifier: ISC */
#include "tests/streams/message.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/streams/expect.h"
#include "tests/streams/svr4.h"

struct got got;

/* --- known bytes */

/* Different for 256 places, and at the same place of the next 256. */
char
known_control(size_t place)
{
	return (char)((place * 11 + place / 256 + 128) & 0xff);
}

char
known_data(size_t place)
{
	return (char)((place * 7 + place / 256) & 0xff);
}

static char known[PART_MAX];
static char known_controls[PART_MAX];

static void
make_known(void)
{
	size_t i;

	if (known[1] != 0)
		return;
	for (i = 0; i < sizeof known; i++) {
		known[i] = known_data(i);
		known_controls[i] = known_control(i);
	}
}

const char *
known_bytes(size_t size)
{
	HOLDS(size <= sizeof known);
	make_known();
	return known;
}

/* --- sending */

static const struct strbuf *
part_of(struct strbuf *part, char *bytes, int size)
{
	part->maxlen = ABSENT;
	part->len = size;
	part->buf = bytes;
	return size < 0 ? NULL : part;
}

int
put(int fd, int control, int data, int flags)
{
	struct strbuf c, d;

	make_known();
	return putmsg(fd, part_of(&c, known_controls, control),
	    part_of(&d, known, data), flags);
}

int
put_band(int fd, int control, int data, int band, int flags)
{
	struct strbuf c, d;

	make_known();
	return putpmsg(fd, part_of(&c, known_controls, control),
	    part_of(&d, known, data), band, flags);
}

static const struct strbuf *
part_of_text(struct strbuf *part, char *copy, const char *text)
{
	return part_of(part, strcpy(copy, text), (int)strlen(text));
}

int
put_text(int fd, const char *text, int band)
{
	struct strbuf d;
	char copy[100];

	return putpmsg(fd, NULL, part_of_text(&d, copy, text), band,
	    MSG_BAND);
}

int
put_urgent(int fd, const char *control)
{
	struct strbuf c;
	char copy[100];

	return putmsg(fd, part_of_text(&c, copy, control), NULL, RS_HIPRI);
}

ssize_t
write_text(int fd, const char *text)
{
	return write(fd, text, strlen(text));
}

/* --- receiving */

enum { UNTOUCHED = -77 };

static struct strbuf *
room_in(struct strbuf *part, char *bytes, int size)
{
	memset(bytes, '?', PART_MAX);
	part->maxlen = size;
	part->len = UNTOUCHED;
	part->buf = bytes;
	return size < 0 ? NULL : part;
}

static int
note_got(int r, const struct strbuf *c, const struct strbuf *d, int flags,
    int band)
{
	got.r = r;
	got.c = c->maxlen < 0 ? ABSENT : c->len;
	got.d = d->maxlen < 0 ? ABSENT : d->len;
	got.f = flags;
	got.b = band;
	return r;
}

int
get(int fd, int control, int data, int flags)
{
	struct strbuf c, d;
	struct strbuf *to_c = room_in(&c, got.control, control);
	struct strbuf *to_d = room_in(&d, got.data, data);
	int r = getmsg(fd, to_c, to_d, &flags);

	return note_got(r, &c, &d, flags, 0);
}

int
get_band(int fd, int control, int data, int band, int flags)
{
	struct strbuf c, d;
	struct strbuf *to_c = room_in(&c, got.control, control);
	struct strbuf *to_d = room_in(&d, got.data, data);
	int r = getpmsg(fd, to_c, to_d, &band, &flags);

	return note_got(r, &c, &d, flags, band);
}

void
got_is(int r, int c, int d, int f, const char *call, const char *file,
    int line)
{
	int err = errno;

	if (got.r != r || got.c != c || got.d != d || got.f != f)
		expect_failed(file, line,
		    "%s: r %d (%s) c %d d %d f %d, not r %d c %d d %d f %d",
		    call, got.r, got.r < 0 ? strerror(err) : "no error",
		    got.c, got.d, got.f, r, c, d, f);
}

void
got_known(size_t control, size_t data, const char *file, int line)
{
	int i;

	for (i = 0; i < got.c; i++)
		if (got.control[i] != known_control(control + (size_t)i))
			expect_failed(file, line, "control byte %d differs", i);
	for (i = 0; i < got.d; i++)
		if (got.data[i] != known_data(data + (size_t)i))
			expect_failed(file, line, "data byte %d differs", i);
}

void
text_is(const char *text, ssize_t size, const char *expected,
    const char *file, int line)
{
	if (size < 0 || (size_t)size != strlen(expected) ||
	    memcmp(text, expected, (size_t)size) != 0)
		expect_failed(file, line, "it is \"%.*s\" (%zd), not \"%s\"",
		    size < 0 ? 0 : (int)size, text, size, expected);
}

void
reads(int fd, size_t size, const char *expected, const char *file, int line)
{
	char text[200];
	ssize_t n;

	errno = 0;
	n = read(fd, text, size);
	if (n < 0)
		expect_failed(file, line, "read: %s, not \"%s\"",
		    strerror(errno), expected);
	text_is(text, n, expected, file, line);
}

void
read_exactly(int fd, char *to, size_t size, size_t piece)
{
	while (size > 0) {
		ssize_t n = read(fd, to, size < piece ? size : piece);

		HOLDS(n > 0);
		to += n;
		size -= (size_t)n;
	}
}

/* --- the state of an end */

void
set_nonblocking(int fd, bool on)
{
	int flags = fcntl(fd, F_GETFL);

	HOLDS(flags >= 0);
	IS(fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK),
	    0);
}

int
queued(int fd)
{
	struct pollfd end = { fd, POLLIN | POLLPRI, 0 };
	int first, count = ioctl(fd, I_NREAD, &first);

	/* the second witness */
	HOLDS(poll(&end, 1, 0) >= 0);
	IS((end.revents & (POLLIN | POLLPRI)) != 0, count > 0);
	return count;
}

size_t
write_until_full(int fd, size_t size)
{
	const char *bytes = known_bytes(size);
	size_t total = 0;
	ssize_t n;

	while ((n = write(fd, bytes, size)) > 0)
		total += (size_t)n;
	IS(n, -1);
	IS(errno, EAGAIN);
	return total;
}

size_t
fill_band_0(int fd)
{
	size_t total;

	set_nonblocking(fd, true);
	total = write_until_full(fd, 4096);
	total += write_until_full(fd, 1);
	set_nonblocking(fd, false);
	return total;
}
