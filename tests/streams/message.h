/* SPDX-License-Identifier: ISC */
/*
 * Messages as the conformance list writes them: C4 D6 is put(fd, 4, 6, 0), a
 * part that is not there is ABSENT, and GM(B,100,8,0) is get(fd, 100, 8, 0).
 * The bytes of the parts are known, each by its place, so that a part that
 * comes in pieces can be followed.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { ABSENT = -1, PART_MAX = 65536 + 1 };

/* --- sending */

/* An ABSENT part is a null pointer. */
int put(int fd, int control, int data, int flags);
int put_band(int fd, int control, int data, int band, int flags);
/* Data in a band; a control part alone, of high priority. */
int put_text(int fd, const char *text, int band);
int put_urgent(int fd, const char *control);
ssize_t write_text(int fd, const char *text);

/* --- receiving */

/* What the last get found: r the result, c and d the lengths (ABSENT, too,
   for parts that were not asked for), f the flags, b the band. */
struct got {
	int r, c, d, f, b;
	char control[PART_MAX];
	char data[PART_MAX];
};
extern struct got got;

/* An ABSENT room is a null pointer.  The result is got.r. */
int get(int fd, int control, int data, int flags);
int get_band(int fd, int control, int data, int band, int flags);

/* GETS(get(...), r, c, d, f), and of get_band the band as well. */
#define GETS(call, r, c, d, f) \
	(expect_errno_reset(), (void)(call), \
	    got_is(r, c, d, f, #call, __FILE__, __LINE__))
#define GETS_BAND(call, r, c, d, f, band) \
	(GETS(call, r, c, d, f), IS(got.b, band))
void got_is(int r, int c, int d, int f, const char *call, const char *file,
    int line);

/* The parts that were got are the known bytes from these places on. */
#define KNOWN(control, data) \
	got_known(control, data, __FILE__, __LINE__)
void got_known(size_t control, size_t data, const char *file, int line);
#define GOT_TEXT(expected) \
	text_is(got.data, got.d, expected, __FILE__, __LINE__)
#define GOT_CONTROL(expected) \
	text_is(got.control, got.c, expected, __FILE__, __LINE__)
void text_is(const char *text, ssize_t size, const char *expected,
    const char *file, int line);

/* One read of at most so many bytes gives this text. */
#define READS(fd, size, expected) \
	reads(fd, size, expected, __FILE__, __LINE__)
void reads(int fd, size_t size, const char *expected, const char *file,
    int line);
/* Many reads, of at most `piece' bytes, until there are so many. */
void read_exactly(int fd, char *to, size_t size, size_t piece);

char known_control(size_t place);
char known_data(size_t place);
/* Room for any message, with the known bytes of its data. */
const char *known_bytes(size_t size);

/* --- the state of an end */

void set_nonblocking(int fd, bool on);
/* Nothing is queued; so many messages are. */
#define EMPTY(fd) QUEUED(fd, 0)
#define QUEUED(fd, count) \
	expect_is(queued(fd), count, "the number of messages", \
	    __FILE__, __LINE__)
int queued(int fd);
/* Sends until nothing more of band 0 is taken; how many bytes that were.
   The end is as it was, but for O_NONBLOCK, which is off. */
size_t fill_band_0(int fd);
/* Writes of one size, until EAGAIN; the end must not block. */
size_t write_until_full(int fd, size_t size);

#endif
