/* SPDX-License-Identifier: ISC */
/* The requests of streamio on byte streams. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <string.h>

#include "tests/streams/bytes.h"
#include "tests/streams/message.h"
#include "tests/streams/svr4.h"

/* --- looking */

/* Something waits or not, and so many bytes. */
#define WAITS(fd, something, bytes) \
	waits(fd, something, bytes, __FILE__, __LINE__)
static void
waits(int fd, int something, int bytes, const char *file, int line)
{
	int number = -1;

	expect_is(ioctl(fd, I_NREAD, &number), something, "I_NREAD", file,
	    line);
	expect_is(number, bytes, "the number of bytes", file, line);
}

CASE_ONCE(byte_requests, I_NREAD_tells_how_many_bytes_wait)
{
	struct pair pair = pair_of_bytes();

	WAITS(pair.b, 0, 0);
	IS(write_text(pair.a, "hello"), 5);
	WAITS(pair.b, 1, 5);
	IS(write_text(pair.a, "you"), 3);
	WAITS(pair.b, 1, 8);
	READS(pair.b, 6, "helloy");
	close(pair.a);
	WAITS(pair.b, 1, 2);
	READS(pair.b, 6, "ou");
	WAITS(pair.b, 0, 0);
}

CASE_ONCE(byte_requests, I_NREAD_tells_of_a_passed_descriptor_without_bytes)
{
	struct pair pair = pair_of_bytes();

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(write_text(pair.a, "hello"), 5);
	WAITS(pair.b, 1, 0);
	RECEIVES(pair.b, 0);
	WAITS(pair.b, 1, 5);
}

/* All bytes up to it are one message. */
CASE_ONCE(byte_requests, I_NREAD_counts_up_to_a_passed_descriptor)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "hello"), 5);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(write_text(pair.a, "more"), 4);
	WAITS(pair.b, 1, 5);
	READS(pair.b, 5, "hello");
	WAITS(pair.b, 1, 0);
	RECEIVES(pair.b, 0);
	WAITS(pair.b, 1, 4);
}

/* What was shown. */
static struct strpeek shown;

static int
peek(int fd, int control, int data)
{
	static char bytes[2][100];

	memset(&shown, 0x55, sizeof shown);
	shown.ctlbuf.maxlen = control;
	shown.ctlbuf.buf = bytes[0];
	shown.databuf.maxlen = data;
	shown.databuf.buf = bytes[1];
	shown.flags = 0;
	return ioctl(fd, I_PEEK, &shown);
}

/* So many bytes of "hello". */
#define PEEKS(fd, control, data, c, d) \
	do { \
		IS(peek(fd, control, data), 1); \
		IS(shown.ctlbuf.len, c); \
		IS(shown.databuf.len, d); \
		IS(shown.flags, 0); \
		HOLDS(memcmp(shown.databuf.buf, "hello", \
		    (d) < 0 ? 0 : (size_t)(d)) == 0); \
	} while (0)

CASE_ONCE(byte_requests, I_PEEK_shows_bytes_and_leaves_them)
{
	struct pair pair = pair_of_bytes();

	IS(peek(pair.b, 100, 100), 0);
	IS(write_text(pair.a, "hello"), 5);
	PEEKS(pair.b, 100, 100, -1, 5);
	PEEKS(pair.b, -1, 100, -1, 5);
	PEEKS(pair.b, 0, 3, 0, 3);
	PEEKS(pair.b, 100, 0, -1, 0);
	PEEKS(pair.b, 0, -1, 0, -1);
	IS(peek(pair.b, 100, -1), 0);
	READS(pair.b, 100, "hello");
	close(pair.a);
	IS(peek(pair.b, 100, 100), 0);
}

CASE_ONCE(byte_requests, I_PEEK_shows_bytes_up_to_a_passed_descriptor)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "hello"), 5);
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	IS(write_text(pair.a, "more"), 4);
	PEEKS(pair.b, 100, 100, -1, 5);
	PEEKS(pair.b, 100, 6, -1, 5);
	PEEKS(pair.b, 100, 5, -1, 5);
	READS(pair.b, 5, "hello");
	FAILS(peek(pair.b, 100, 100), EBADMSG);
	FAILS(peek(pair.b, 0, 0), EBADMSG);
	RECEIVES(pair.b, 0);
	READS(pair.b, 100, "more");
}

CASE_ONCE(byte_requests, I_PEEK_shows_bytes_up_to_a_status_message)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "hello"), 5);
	IS(send_fd(pair.a, 0), 0);
	PEEKS(pair.b, 100, 100, -1, 5);
	PEEKS(pair.b, 100, 6, -1, 5);
	READS(pair.b, 5, "hello");
	FAILS(peek(pair.b, 100, 100), EBADMSG);
	HOLDS(recv_fd(pair.b, NULL) >= 0);
}

CASE_ONCE(byte_requests, I_PEEK_has_nothing_of_high_priority)
{
	struct pair pair = pair_of_bytes();
	char bytes[10];
	struct strpeek at = { { 0, 0, NULL }, { 10, 0, bytes }, RS_HIPRI };

	IS(write_text(pair.a, "hello"), 5);
	IS(ioctl(pair.b, I_PEEK, &at), 0);
	at.flags = 77;
	FAILS(ioctl(pair.b, I_PEEK, &at), EINVAL);
	at.flags = 0;
	at.databuf.buf = NULL;
	FAILS(ioctl(pair.b, I_PEEK, &at), EFAULT);
}

CASE_ONCE(byte_requests, I_GETBAND_and_I_CKBAND_know_band_0)
{
	struct pair pair = pair_of_bytes();
	int band = 77;

	FAILS(ioctl(pair.b, I_GETBAND, &band), ENODATA);
	IS(ioctl(pair.b, I_CKBAND, 0), 0);
	IS(write_text(pair.a, "x"), 1);
	IS(ioctl(pair.b, I_GETBAND, &band), 0);
	IS(band, 0);
	IS(ioctl(pair.b, I_CKBAND, 0), 1);
	IS(ioctl(pair.b, I_CKBAND, 1), 0);
	IS(ioctl(pair.b, I_CKBAND, 255), 0);
	FAILS(ioctl(pair.b, I_CKBAND, 256), EINVAL);
	FAILS(ioctl(pair.b, I_CKBAND, -1), EINVAL);
	READS(pair.b, 1, "x");
	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	band = 77;
	IS(ioctl(pair.b, I_GETBAND, &band), 0);
	IS(band, 0);
	IS(ioctl(pair.b, I_CKBAND, 0), 1);
}

CASE_ONCE(byte_requests, I_ATMARK_finds_no_mark)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "x"), 1);
	IS(ioctl(pair.b, I_ATMARK, ANYMARK), 0);
	IS(ioctl(pair.b, I_ATMARK, LASTMARK), 0);
	IS(ioctl(pair.b, I_ATMARK, ANYMARK | LASTMARK), 0);
	FAILS(ioctl(pair.b, I_ATMARK, 4), EINVAL);
}

CASE_ONCE(byte_requests, I_CANPUT_tells_whether_there_is_room)
{
	static char bytes[4096];
	struct pair pair = pair_of_bytes();

	IS(ioctl(pair.a, I_CANPUT, 0), 1);
	IS(ioctl(pair.a, I_CANPUT, 1), 0);
	IS(ioctl(pair.a, I_CANPUT, 255), 0);
	FAILS(ioctl(pair.a, I_CANPUT, 256), EINVAL);
	FAILS(ioctl(pair.a, I_CANPUT, -1), EINVAL);
	(void)fill_band_0(pair.a);
	IS(ioctl(pair.a, I_CANPUT, 0), 0);
	IS(ioctl(pair.b, I_CANPUT, 0), 1);
	set_nonblocking(pair.b, true);
	while (read(pair.b, bytes, sizeof bytes) > 0)
		continue;
	IS(ioctl(pair.a, I_CANPUT, 0), 1);
}

CASE_ONCE(byte_requests, I_CANPUT_is_1_after_a_hang_up)
{
	struct pair pair = pair_of_bytes();

	(void)fill_band_0(pair.a);
	close(pair.b);
	IS(ioctl(pair.a, I_CANPUT, 0), 1);
}

/* --- discarding */

CASE_ONCE(byte_requests, I_FLUSH_discards_what_waits_here_with_descriptors)
{
	struct pair pair = pair_of_bytes(), x = pair_of_bytes();
	struct pollfd peer = { x.b, POLLIN, 0 };

	IS(write_text(pair.a, "here"), 4);
	IS(ioctl(pair.a, I_SENDFD, x.a), 0);
	close(x.a);
	IS(poll(&peer, 1, 0), 0);
	IS(send_fd(pair.a, 0), 0);
	IS(write_text(pair.a, "too"), 3);
	IS(write_text(pair.b, "there"), 5);
	IS(ioctl(pair.b, I_FLUSH, FLUSHR), 0);
	WAITS(pair.b, 0, 0);
	READS(x.b, 1, "");
	READS(pair.a, 100, "there");
	IS(ioctl(pair.b, I_FLUSH, FLUSHR), 0);
	IS(write_text(pair.a, "later"), 5);
	READS(pair.b, 100, "later");
}

CASE_ONCE(byte_requests, I_FLUSH_cannot_take_back_what_was_sent)
{
	struct pair pair = pair_of_bytes();

	IS(write_text(pair.a, "here"), 4);
	IS(write_text(pair.b, "there"), 5);
	FAILS(ioctl(pair.b, I_FLUSH, FLUSHW), EINVAL);
	FAILS(ioctl(pair.b, I_FLUSH, FLUSHRW), EINVAL);
	FAILS(ioctl(pair.b, I_FLUSH, 0), EINVAL);
	FAILS(ioctl(pair.b, I_FLUSH, 4), EINVAL);
	READS(pair.a, 100, "there");
	READS(pair.b, 100, "here");
	IS(write_text(pair.a, "last"), 4);
	close(pair.a);
	FAILS(ioctl(pair.b, I_FLUSH, FLUSHR), ENXIO);
	READS(pair.b, 100, "last");
}

/* --- options */

#define IS_SET_TO(fd, request, expected) \
	is_set_to(fd, request, expected, #request, __FILE__, __LINE__)
static void
is_set_to(int fd, unsigned request, int expected, const char *name,
    const char *file, int line)
{
	int number = -77;

	expect_is(ioctl(fd, request, &number), 0, name, file, line);
	expect_is(number, expected, name, file, line);
}

CASE_ONCE(byte_requests, I_SRDOPT_sets_nothing_but_what_is)
{
	struct pair pair = pair_of_bytes();
	static const int others[] = { RMSGN, RMSGD, RMSGN | RMSGD, RPROTDAT,
	    RPROTDIS, RMSGN | RPROTNORM, 0x20, -1 };
	size_t i;

	IS_SET_TO(pair.b, I_GRDOPT, RNORM | RPROTNORM);
	IS(ioctl(pair.b, I_SRDOPT, RNORM), 0);
	IS(ioctl(pair.b, I_SRDOPT, RNORM | RPROTNORM), 0);
	for (i = 0; i < sizeof others / sizeof *others; i++)
		FAILS(ioctl(pair.b, I_SRDOPT, others[i]), EINVAL);
	IS_SET_TO(pair.b, I_GRDOPT, RNORM | RPROTNORM);
}

CASE_ONCE(byte_requests, I_SWROPT_sets_nothing_but_what_is)
{
	struct pair pair = pair_of_bytes();

	IS_SET_TO(pair.b, I_GWROPT, SNDPIPE);
	IS(ioctl(pair.b, I_SWROPT, SNDPIPE), 0);
	FAILS(ioctl(pair.b, I_SWROPT, 0), EINVAL);
	FAILS(ioctl(pair.b, I_SWROPT, SNDZERO), EINVAL);
	FAILS(ioctl(pair.b, I_SWROPT, SNDPIPE | SNDZERO), EINVAL);
	FAILS(ioctl(pair.b, I_SWROPT, 4), EINVAL);
	IS_SET_TO(pair.b, I_GWROPT, SNDPIPE);
}

CASE_ONCE(byte_requests, I_SERROPT_is_remembered_by_the_end)
{
	struct pair pair = pair_of_bytes();
	int copy = must(dup(pair.b), "dup");

	IS_SET_TO(pair.b, I_GERROPT, RERRNORM | WERRNORM);
	IS(ioctl(pair.b, I_SERROPT, RERRNONPERSIST | WERRNORM), 0);
	IS_SET_TO(copy, I_GERROPT, RERRNONPERSIST | WERRNORM);
	IS_SET_TO(pair.a, I_GERROPT, RERRNORM | WERRNORM);
	FAILS(ioctl(pair.b, I_SERROPT, 16), EINVAL);
	IS_SET_TO(pair.b, I_GERROPT, RERRNONPERSIST | WERRNORM);
	IS(isastream(pair.b), 1);
	IS_SET_TO(pair.b, I_GRDOPT, RNORM | RPROTNORM);
	IS(write_text(pair.a, "text"), 4);
	READS(pair.b, 100, "text");
}

CASE_ONCE(byte_requests, I_SETCLTIME_is_remembered_by_the_end)
{
	struct pair pair = pair_of_bytes();
	int time = 1234, wrong = -1, none = 0;
	int copy = must(dup(pair.b), "dup");

	IS_SET_TO(pair.b, I_GETCLTIME, 15000);
	IS(ioctl(pair.b, I_SETCLTIME, &time), 0);
	IS_SET_TO(copy, I_GETCLTIME, 1234);
	IS_SET_TO(pair.a, I_GETCLTIME, 15000);
	FAILS(ioctl(pair.b, I_SETCLTIME, &wrong), EINVAL);
	IS_SET_TO(pair.b, I_GETCLTIME, 1234);
	IS(ioctl(pair.b, I_SETCLTIME, &none), 0);
	IS_SET_TO(pair.b, I_GETCLTIME, 0);
	FAILS(ioctl(pair.b, I_SETCLTIME, NULL), EFAULT);
}

/* --- modules, and what else there is not */

CASE_ONCE(byte_requests, for_modules_find_none)
{
	struct pair pair = pair_of_bytes();
	char top[FMNAMESZ + 1];
	struct str_mlist name[2];
	struct str_list list = { 2, name };

	FAILS(ioctl(pair.a, I_PUSH, "pipemod"), EINVAL);
	FAILS(ioctl(pair.a, I_PUSH, "connld"), EINVAL);
	FAILS(ioctl(pair.a, I_PUSH, "nosuch"), EINVAL);
	FAILS(ioctl(pair.a, I_POP, 0), EINVAL);
	FAILS(ioctl(pair.a, I_LOOK, top), EINVAL);
	IS(ioctl(pair.a, I_FIND, "pipemod"), 0);
	FAILS(ioctl(pair.a, I_FIND, "nosuch"), EINVAL);
	IS(ioctl(pair.a, I_LIST, NULL), 0);
	IS(ioctl(pair.a, I_LIST, &list), 0);
	IS(list.sl_nmods, 0);
	FAILS(ioctl(pair.a, I_LIST, &list), EINVAL);
}

CASE_ONCE(byte_requests, that_need_messages_are_EINVAL)
{
	struct pair pair = pair_of_bytes(), other = pair_of_bytes();
	struct strsigset set = { 0, S_INPUT };
	struct bandinfo info = { 0, FLUSHR };
	struct strfdinsert insert;
	int number = 0;
	char control[8] = "";

	memset(&insert, 0, sizeof insert);
	insert.ctlbuf.len = sizeof control;
	insert.ctlbuf.buf = control;
	insert.databuf.len = -1;
	insert.fildes = other.a;
	FAILS(ioctl(pair.a, I_FDINSERT, &insert), EINVAL);
	FAILS(ioctl(pair.a, I_FLUSHBAND, &info), EINVAL);
	FAILS(ioctl(pair.a, I_SETSIG, S_INPUT), EINVAL);
	FAILS(ioctl(pair.a, I_SETSIG, 0), EINVAL);
	FAILS(ioctl(pair.a, I_GETSIG, &number), EINVAL);
	FAILS(ioctl(pair.a, I_ESETSIG, &set), EINVAL);
	FAILS(ioctl(pair.a, I_EGETSIG, &set), EINVAL);
	WAITS(pair.b, 0, 0);
}

CASE_ONCE(byte_requests, that_pipes_do_not_have_are_EINVAL_or_ENXIO)
{
	struct pair pair = pair_of_bytes(), other = pair_of_bytes();
	struct strioctl question = { 1, 0, 0, NULL };

	FAILS(ioctl(pair.a, I_STR, &question), EINVAL);
	FAILS(ioctl(pair.a, I_LINK, other.a), EINVAL);
	FAILS(ioctl(pair.a, I_PLINK, other.a), EINVAL);
	FAILS(ioctl(pair.a, I_UNLINK, 1), EINVAL);
	FAILS(ioctl(pair.a, I_PUNLINK, 1), EINVAL);
	FAILS(ioctl(pair.a, I_ANCHOR, 0), EINVAL);
	FAILS(ioctl(pair.a, 0x5370), EINVAL);
	WAITS(pair.b, 0, 0);
	close(pair.b);
	FAILS(ioctl(pair.a, I_STR, &question), ENXIO);
	FAILS(ioctl(pair.a, I_LINK, other.a), ENXIO);
	FAILS(ioctl(pair.a, I_PLINK, other.a), ENXIO);
	FAILS(ioctl(pair.a, I_UNLINK, 1), EINVAL);
	FAILS(ioctl(pair.a, I_ANCHOR, 0), EINVAL);
}

CASE_ONCE(byte_requests, to_no_address_are_EFAULT)
{
	struct pair pair = pair_of_bytes();
	static const unsigned requests[] = { I_NREAD, I_LOOK, I_GRDOPT, I_STR,
	    I_FIND, I_RECVFD, I_E_RECVFD, I_PEEK, I_GWROPT, I_GETBAND,
	    I_SETCLTIME, I_GETCLTIME, I_GERROPT };
	size_t i;

	IS(ioctl(pair.a, I_SENDFD, 0), 0);
	for (i = 0; i < sizeof requests / sizeof *requests; i++)
		FAILS(ioctl(pair.b, requests[i], NULL), EFAULT);
	RECEIVES(pair.b, 0);
}

CASE_ONCE(byte_requests, of_the_system_are_the_systems)
{
	struct pair pair = pair_of_bytes();
	int number = -1;

	IS(write_text(pair.a, "hello"), 5);
	IS(ioctl(pair.b, FIONREAD, &number), 0);
	IS(number, 5);
	number = 1;
	IS(ioctl(pair.b, FIONBIO, &number), 0);
	IS(fcntl(pair.b, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
}
