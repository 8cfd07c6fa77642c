/* SPDX-License-Identifier: ISC */
/* NR, PK, GB, CB, CP, AM: requests that look at a queue and take nothing. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <string.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* --- I_NREAD: so many messages, and the first has so many bytes of data */

#define COUNTS(fd, messages, bytes) \
	do { \
		int first_ = -1; \
		IS(ioctl(fd, I_NREAD, &first_), messages); \
		IS(first_, bytes); \
	} while (0)

CASE(inspect, NR_01_I_NREAD_of_nothing_is_0)
{
	struct pair pair = pair_open();

	COUNTS(pair.b, 0, 0);
}

CASE(inspect, NR_02_I_NREAD_counts_messages_and_the_bytes_of_the_first)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "abc"), 3);
	IS(write_text(pair.a, "defgh"), 5);
	COUNTS(pair.b, 2, 3);
}

CASE(inspect, NR_03_I_NREAD_does_not_count_the_bytes_of_control)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 4, 0, 0), 0);
	COUNTS(pair.b, 1, 0);
	GETS(get(pair.b, 100, 100, 0), 0, 4, 0, 0);
	IS(put(pair.a, 4, ABSENT, 0), 0);
	COUNTS(pair.b, 1, 0);
}

CASE(inspect, NR_04_I_NREAD_counts_a_passed_descriptor_without_bytes)
{
	struct pair pair = pair_open();
	int bytes = -1;

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(write_text(pair.a, "fives"), 5);
	COUNTS(pair.b, 2, 0);
	IS(ioctl(pair.b, FIONREAD, &bytes), 0);
	IS(bytes, 5);
}

CASE(inspect, NR_05_I_NREAD_works_after_a_hang_up)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "xy"), 2);
	close(pair.a);
	COUNTS(pair.b, 1, 2);
}

/* --- I_PEEK */

static struct strpeek peeked;

static int
peek(int fd, int control, int data, unsigned flags)
{
	static char controls[100], datas[100];

	memset(controls, '?', sizeof controls);
	memset(datas, '?', sizeof datas);
	peeked.ctlbuf.maxlen = control;
	peeked.ctlbuf.len = -77;
	peeked.ctlbuf.buf = controls;
	peeked.databuf.maxlen = data;
	peeked.databuf.len = -77;
	peeked.databuf.buf = datas;
	peeked.flags = flags;
	return ioctl(fd, I_PEEK, &peeked);
}

/* PEEKS(peek(...), r, c, d, flags), with the known bytes from the start. */
#define PEEKS(call, r, c, d, f) \
	do { \
		IS(call, r); \
		IS(peeked.ctlbuf.len, c); \
		IS(peeked.databuf.len, d); \
		IS(peeked.flags, f); \
	} while (0)

static void
assert_peeked_known(void)
{
	int i;

	for (i = 0; i < peeked.ctlbuf.len; i++)
		IS(peeked.ctlbuf.buf[i], known_control((size_t)i));
	for (i = 0; i < peeked.databuf.len; i++)
		IS(peeked.databuf.buf[i], known_data((size_t)i));
}

CASE(inspect, PK_01_I_PEEK_of_nothing_is_0_and_touches_nothing)
{
	struct pair pair = pair_open();

	PEEKS(peek(pair.b, 100, 100, 0), 0, -77, -77, 0);
}

CASE(inspect, PK_02_I_PEEK_shows_a_message_as_often_as_wanted)
{
	struct pair pair = pair_open();
	int i;

	IS(put(pair.a, 4, 6, 0), 0);
	for (i = 0; i < 2; i++) {
		PEEKS(peek(pair.b, 100, 100, 0), 1, 4, 6, 0);
		assert_peeked_known();
	}
	GETS(get(pair.b, 100, 100, 0), 0, 4, 6, 0);
	KNOWN(0, 0);
}

CASE(inspect, PK_03_I_PEEK_shows_what_there_is_room_for)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 4, 6, 0), 0);
	PEEKS(peek(pair.b, 2, 3, 0), 1, 2, 3, 0);
	assert_peeked_known();
	GETS(get(pair.b, 100, 100, 0), 0, 4, 6, 0);
	KNOWN(0, 0);
}

CASE(inspect, PK_04_I_PEEK_tells_high_priority)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 4, ABSENT, RS_HIPRI), 0);
	PEEKS(peek(pair.b, 100, 100, RS_HIPRI), 1, 4, -1, RS_HIPRI);
	PEEKS(peek(pair.b, 100, 100, 0), 1, 4, -1, RS_HIPRI);
}

CASE(inspect, PK_05_I_PEEK_for_high_priority_passes_over_others)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 4, 6, 0), 0);
	PEEKS(peek(pair.b, 100, 100, RS_HIPRI), 0, -77, -77, RS_HIPRI);
}

CASE(inspect, PK_06_I_PEEK_of_a_passed_descriptor_is_EBADMSG)
{
	struct pair pair = pair_open();
	struct strrecvfd received;

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	FAILS(peek(pair.b, 100, 100, 0), EBADMSG);
	IS(ioctl(pair.b, I_RECVFD, &received), 0);
}

CASE(inspect, PK_07_I_PEEK_tells_that_there_is_no_control_part)
{
	struct pair pair = pair_open();

	IS(put(pair.a, ABSENT, 6, 0), 0);
	PEEKS(peek(pair.b, 10, 100, 0), 1, -1, 6, 0);
	assert_peeked_known();
}

CASE(inspect, PK_07_I_PEEK_without_room_is_0_whether_there_is_a_part_or_not)
{
	struct pair pair = pair_open();

	IS(put(pair.a, ABSENT, 6, 0), 0);
	PEEKS(peek(pair.b, 0, 100, 0), 1, 0, 6, 0);
	PEEKS(peek(pair.b, 0, 0, 0), 1, 0, 0, 0);
	GETS(get(pair.b, 100, 100, 0), 0, ABSENT, 6, 0);
	KNOWN(0, 0);
}

CASE(inspect, PK_08_I_PEEK_that_shows_no_part_is_0)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 4, ABSENT, 0), 0);
	IS(peek(pair.b, -1, 10, 0), 0);
}

CASE(inspect, PK_09_I_PEEK_shows_data_of_no_bytes)
{
	struct pair pair = pair_open();

	IS(put(pair.a, ABSENT, 0, 0), 0);
	PEEKS(peek(pair.b, 10, 10, 0), 1, -1, 0, 0);
}

CASE(inspect, PK_10_I_PEEK_with_other_flags_is_EINVAL)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 4, 6, 0), 0);
	FAILS(peek(pair.b, 10, 10, 2), EINVAL);
}

/* --- bands */

CASE(inspect, GB_01_I_GETBAND_is_the_band_of_the_first)
{
	struct pair pair = pair_open();
	int band = -1;

	FAILS(ioctl(pair.b, I_GETBAND, &band), ENODATA);
	IS(write_text(pair.a, "x"), 1);
	IS(ioctl(pair.b, I_GETBAND, &band), 0);
	IS(band, 0);
	IS(put_text(pair.a, "nine", 9), 0);
	IS(ioctl(pair.b, I_GETBAND, &band), 0);
	IS(band, 9);
	IS(put_urgent(pair.a, "!"), 0);
	IS(ioctl(pair.b, I_GETBAND, &band), 0);
	IS(band, 0);
}

CASE(inspect, CB_01_I_CKBAND_tells_whether_there_is_one_of_the_band)
{
	struct pair pair = pair_open();

	IS(put_text(pair.a, "three", 3), 0);
	IS(ioctl(pair.b, I_CKBAND, 3), 1);
	IS(ioctl(pair.b, I_CKBAND, 4), 0);
	FAILS(ioctl(pair.b, I_CKBAND, -1), EINVAL);
	FAILS(ioctl(pair.b, I_CKBAND, 256), EINVAL);
}

/* The note D18 of the list: 0 asks for any message. */
CASE(inspect, CB_01_I_CKBAND_of_band_0_asks_for_any_message)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.b, I_CKBAND, 0), 0);
	IS(put_text(pair.a, "three", 3), 0);
	IS(ioctl(pair.b, I_CKBAND, 0), 1);
}

/* --- I_CANPUT */

CASE(inspect, CP_01_I_CANPUT_of_an_idle_stream_is_1_for_each_band)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.a, I_CANPUT, 0), 1);
	IS(ioctl(pair.a, I_CANPUT, 1), 1);
	FAILS(ioctl(pair.a, I_CANPUT, -1), EINVAL);
	FAILS(ioctl(pair.a, I_CANPUT, 256), EINVAL);
}

CASE(inspect, CP_02_I_CANPUT_of_a_full_band_is_0_for_that_band)
{
	struct pair pair = pair_open();

	(void)fill_band_0(pair.a);
	IS(ioctl(pair.a, I_CANPUT, 0), 0);
	IS(ioctl(pair.a, I_CANPUT, 1), 1);
}

/* --- I_ATMARK */

CASE(inspect, AM_01_I_ATMARK_finds_no_mark)
{
	struct pair pair = pair_open();

	IS(write_text(pair.a, "x"), 1);
	IS(ioctl(pair.b, I_ATMARK, ANYMARK), 0);
	IS(ioctl(pair.b, I_ATMARK, LASTMARK), 0);
	IS(ioctl(pair.b, I_ATMARK, ANYMARK | LASTMARK), 0);
	FAILS(ioctl(pair.b, I_ATMARK, 4), EINVAL);
	FAILS(ioctl(pair.b, I_ATMARK, 0), EINVAL);
}
