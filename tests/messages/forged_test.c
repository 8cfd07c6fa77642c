/* SPDX-License-Identifier: ISC */
/*
 * A peer that knows the key of the stream and writes packets by hand: what is
 * no message is refused and discarded, and nothing else happens.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#ifdef HAVE_MALLINFO2
#include <malloc.h>
#endif
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/messages/wire.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

static int end[2];              /* the peer's, and ours */
static struct t_fds before;
static unsigned char packet[WIRE_MAX + 4096];
static char control_bytes[2048], data_bytes[WIRE_MAX];

static void
begin(void)
{
	t_fds_note(&before);
	must(lsc_pipe(end, LSC_NONBLOCK), "lsc_pipe");
}

static void
finish(void)
{
	lsc_close(end[0]);
	lsc_close(end[1]);
	cr_assert(t_fds_same(&before));
}

static void
send_packet(size_t size)
{
	must((int)send(end[0], packet, size, 0), "send");
}

static void
send_next(void)
{
	must((int)send(end[0], "next", 4, 0), "send");
}

static struct wire
valid_record(void)
{
	struct wire wire = { key_of(end[0]), WIRE_NORMAL, 0,
	    WIRE_CONTROL | WIRE_DATA, 4 };

	return wire;
}

/* With an abstract name the peer says that it uses bands. */
static void
name_peer(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };

	(void)snprintf(name.sun_path + 1, sizeof name.sun_path - 1,
	    "streamcompat-test-%ld-%u", (long)getpid(), key_of(end[0]));
	must(bind(end[0], (struct sockaddr *)&name, sizeof name), "bind");
}

/* --- the calls that take: 0, or the errno */

static int
try_read(void)
{
	return lsc_read(end[1], data_bytes, sizeof data_bytes) < 0 ? errno :
	    0;
}

static int
try_getmsg(void)
{
	struct strbuf control = { sizeof control_bytes, 0, control_bytes };
	struct strbuf data = { sizeof data_bytes, 0, data_bytes };
	int flags = 0;

	return getmsg(end[1], &control, &data, &flags) < 0 ? errno : 0;
}

static int
try_getpmsg(void)
{
	struct strbuf control = { -1, 0, NULL };
	struct strbuf data = { 5, 0, data_bytes };
	int flags = MSG_ANY, band = 0;

	return getpmsg(end[1], &control, &data, &band, &flags) < 0 ? errno :
	    0;
}

static int
try_receive(void)
{
	struct strrecvfd got;

	return lsc_ioctl(end[1], I_RECVFD, &got) < 0 ? errno : 0;
}

static int
try_peek(void)
{
	struct strpeek peeking = {
	    { sizeof control_bytes, 0, control_bytes },
	    { sizeof data_bytes, 0, data_bytes }, 0 };

	return lsc_ioctl(end[1], I_PEEK, &peeking) < 0 ? errno : 0;
}

/* --- and those that look */

static int
ask(unsigned long request)
{
	int value;

	return lsc_ioctl(end[1], request, &value) < 0 ? errno : 0;
}

static int
try_count(void)
{
	return ask(I_NREAD);
}

static int
try_bytes(void)
{
	return ask(FIONREAD);
}

static int
try_band(void)
{
	return ask(I_GETBAND);
}

static int
try_fstat(void)
{
	struct stat st;

	return lsc_fstat(end[1], &st) < 0 ? errno : 0;
}

static int
try_poll(void)
{
	struct pollfd ready = { .fd = end[1], .events = POLLIN | POLLPRI };

	return lsc_poll(&ready, 1, 0) < 0 ? errno : 0;
}

typedef int attempt(void);
static attempt *const takes[] = { try_read, try_getmsg, try_getpmsg,
	try_receive, try_peek };
static attempt *const looks[] = { try_count, try_bytes, try_band, try_fstat,
	try_poll };
enum { TAKES = sizeof takes / sizeof *takes,
	LOOKS = sizeof looks / sizeof *looks };

/* What comes next is the next message, whole. */
static void
expect_next(const char *after, unsigned which)
{
	memset(data_bytes, 0, 8);
	cr_assert_eq(lsc_read(end[1], data_bytes, 100), 4,
	    "after %s %u: errno %d", after, which, errno);
	cr_assert_eq(memcmp(data_bytes, "next", 4), 0);
	cr_assert_eq(lsc_read(end[1], data_bytes, 100), -1);
	cr_assert_eq(errno, EAGAIN);
}

/* The packet, which is no message, and a good one behind it. */
static void
expect_refused(size_t size, const char *what, unsigned which)
{
	unsigned i;

	for (i = 0; i < TAKES; i++) {
		int err;

		send_packet(size);
		send_next();
		err = takes[i]();
		cr_assert_eq(err, EBADMSG, "%s %u, call %u: errno %d", what,
		    which, i, err);
		expect_next(what, which);
	}
}

/* --- headers */

/* Every value of every byte of the header. */
static void
damage(unsigned at, size_t size)
{
	struct wire wire = valid_record();
	unsigned value;

	for (value = 0; value < 256; value++) {
		memset(packet, 'd', size);
		wire_header(packet, &wire);
		packet[at] = (unsigned char)value;
		if (!wire_is_valid(packet, size))
			expect_refused(size, "byte", at * 1000 + value);
	}
}

T(forged, a_record_with_a_damaged_header_is_refused)
{
	unsigned at;

	begin();
	for (at = 8; at < WIRE_HEADER; at++)
		damage(at, 30);
	finish();
}

T(forged, a_record_with_a_damaged_header_is_refused_where_bands_are_sorted)
{
	unsigned at;

	begin();
	name_peer();
	for (at = 8; at < WIRE_HEADER; at++)
		damage(at, 30);
	finish();
}

/* Without the magic, or with another key, it is data. */
T(forged, a_record_with_another_key_is_data)
{
	unsigned at;

	begin();
	for (at = 0; at < 8; at++) {
		struct wire wire = valid_record();

		memset(packet, 'd', 30);
		wire_header(packet, &wire);
		packet[at] ^= 0x10;
		send_packet(30);
		cr_assert_eq(lsc_read(end[1], data_bytes, 100), 30);
		cr_assert_eq(memcmp(data_bytes, packet, 30), 0);
	}
	finish();
}

T(forged, a_record_that_is_cut_in_its_header_is_data)
{
	size_t size;

	begin();
	for (size = 1; size < WIRE_HEADER; size++) {
		struct wire wire = valid_record();

		wire_header(packet, &wire);
		send_packet(size);
		cr_assert_eq(lsc_read(end[1], data_bytes, 100),
		    (ssize_t)size);
		cr_assert_eq(memcmp(data_bytes, packet, size), 0);
	}
	finish();
}

/* --- lengths */

T(forged, a_control_part_that_is_longer_than_its_packet_is_refused)
{
	struct wire wire;
	size_t size;

	begin();
	wire = valid_record();
	wire.control = 20;
	for (size = WIRE_HEADER; size < WIRE_HEADER + 20; size++) {
		memset(packet, 'c', size);
		wire_header(packet, &wire);
		expect_refused(size, "size", (unsigned)size);
	}
	finish();
}

T(forged, a_part_that_is_not_announced_is_refused)
{
	struct wire wire;

	begin();
	wire = valid_record();
	wire.parts = WIRE_CONTROL;
	wire_header(packet, &wire);
	expect_refused(WIRE_HEADER + 5, "data", 1);
	wire.parts = WIRE_DATA;
	wire_header(packet, &wire);
	expect_refused(WIRE_HEADER + 5, "control", 4);
	finish();
}

/* The largest is a message, and one byte more of either part is not. */
T(forged, the_largest_record_is_a_message_and_a_larger_one_is_refused)
{
	struct wire wire;

	begin();
	wire = valid_record();
	wire.control = WIRE_CONTROL_MAX;
	wire_header(packet, &wire);
	send_packet(WIRE_MAX);
	cr_assert_eq(try_getmsg(), 0);
	expect_refused(WIRE_MAX + 1, "data", WIRE_DATA_MAX + 1);
	wire.control = WIRE_CONTROL_MAX + 1;
	wire_header(packet, &wire);
	expect_refused(WIRE_MAX, "control", WIRE_CONTROL_MAX + 1);
	finish();
}

/* As large as a packet can be. */
static unsigned char *
send_large(size_t size, bool record)
{
	unsigned char *large = malloc(size);
	struct wire wire = valid_record();

	must(large == NULL ? -1 : 0, "malloc");
	memset(large, 'l', size);
	if (record)
		wire_header(large, &wire);
	must(send(end[0], large, size, 0) == (ssize_t)size ? 0 : -1, "send");
	return large;
}

enum { LARGE = 190000 };

T(forged, data_that_is_larger_than_any_message_is_read_whole)
{
	unsigned char *large, *to = malloc(LARGE);
	size_t done = 0;

	begin();
	large = send_large(LARGE, false);
	while (done < LARGE) {
		ssize_t n = lsc_read(end[1], to + done, 70000);

		cr_assert_gt(n, 0, "errno %d", errno);
		done += (size_t)n;
	}
	cr_assert_eq(memcmp(large, to, LARGE), 0);
	free(large);
	free(to);
	send_next();
	expect_next("large", 0);
	finish();
}

T(forged, a_record_that_is_as_large_as_a_packet_can_be_is_refused)
{
	unsigned i;

	begin();
	for (i = 0; i < TAKES; i++) {
		free(send_large(LARGE, true));
		send_next();
		cr_assert_eq(takes[i](), EBADMSG, "call %u", i);
		expect_next("large", i);
	}
	finish();
}

/* --- looking */

T(forged, who_looks_at_what_is_no_message_sees_the_next_one)
{
	struct wire wire;
	unsigned i;

	begin();
	wire = valid_record();
	wire_header(packet, &wire);
	packet[8] = 99;
	for (i = 0; i < LOOKS; i++) {
		int err;

		send_packet(20);
		send_next();
		err = looks[i]();
		cr_assert(err == 0 || err == EBADMSG, "call %u: errno %d", i,
		    err);
		if (err == 0 && try_read() == EBADMSG)
			err = EBADMSG;
		else if (err == 0)
			send_next();
		expect_next("looking", i);
	}
	finish();
}

/* Whoever waits for something to read is told that there is. */
T(forged, poll_does_not_wait_at_what_is_no_message)
{
	struct pollfd ready = { .events = POLLIN };
	struct wire wire;

	begin();
	wire = valid_record();
	wire_header(packet, &wire);
	packet[8] = 99;
	send_packet(20);
	send_next();
	ready.fd = end[1];
	cr_assert_eq(lsc_poll(&ready, 1, 1000), 1);
	cr_assert_eq(ready.revents, POLLIN);
	finish();
}

T(forged, what_is_no_message_is_not_counted_behind_one)
{
	struct wire wire;
	struct stat st;
	int size;

	begin();
	wire = valid_record();
	wire_header(packet, &wire);
	packet[8] = 99;
	send_next();
	send_packet(20);
	send_next();
	cr_assert_eq(lsc_ioctl(end[1], I_NREAD, &size), 2);
	cr_assert_eq(size, 4);
	cr_assert_eq(lsc_fstat(end[1], &st), 0);
	cr_assert_eq(st.st_size, 8);
	finish();
}

/* --- empty packets, which no message is */

static void
send_empty(int count)
{
	while (count-- > 0)
		must((int)send(end[0], "", 0, 0), "send");
}

static void
expect_nothing(void)
{
	struct pollfd ready = { .events = POLLIN };
	int value;

	ready.fd = end[1];
	cr_assert_eq(lsc_poll(&ready, 1, 0), 0);
	cr_assert_eq(lsc_ioctl(end[1], I_NREAD, &value), 0);
	cr_assert_eq(value, 0);
	cr_assert_eq(lsc_ioctl(end[1], FIONREAD, &value), 0);
	cr_assert_eq(value, 0);
	cr_assert_eq(try_read(), EAGAIN);
	cr_assert_eq(try_getmsg(), EAGAIN);
	cr_assert_eq(try_receive(), EAGAIN);
	cr_assert_eq(try_band(), ENODATA);
}

T(forged, an_empty_packet_is_nothing)
{
	begin();
	send_empty(1);
	expect_nothing();
	send_empty(3);
	expect_nothing();
	send_empty(2);
	send_next();
	send_empty(2);
	expect_next("empty packets", 0);
	finish();
}

T(forged, an_empty_packet_is_nothing_where_bands_are_sorted)
{
	begin();
	name_peer();
	send_empty(3);
	expect_nothing();
	send_empty(2);
	send_next();
	send_empty(2);
	expect_next("empty packets", 0);
	finish();
}

T(forged, an_empty_packet_is_no_hang_up_and_hides_none)
{
	begin();
	send_empty(2);
	send_next();
	send_empty(2);
	must(close(end[0]), "close");
	lsc_forget(end[0]);
	cr_assert_eq(lsc_read(end[1], data_bytes, 100), 4);
	cr_assert_eq(lsc_read(end[1], data_bytes, 100), 0);
	cr_assert_eq(lsc_ioctl(end[1], FIONREAD, &(int){ 0 }), 0);
	lsc_close(end[1]);
}

/* --- descriptors */

static int copies[253];

static void
send_descriptors(unsigned count, size_t size)
{
	unsigned i;

	for (i = 0; i < count; i++)
		copies[i] = end[0];
	must((int)t_send(end[0], packet, size, copies, count, 1), "sendmsg");
}

static void
expect_one(unsigned count)
{
	struct strrecvfd got;

	cr_assert_eq(lsc_ioctl(end[1], I_RECVFD, &got), 0,
	    "%u descriptors: errno %d", count, errno);
	cr_assert(t_same_file(got.fd, end[0]));
	close(got.fd);
	lsc_forget(got.fd);
}

static void
expect_surplus_closed(void)
{
	struct t_fds now;
	unsigned count;

	t_fds_note(&now);
	for (count = 1; count <= 253; count += count < 5 ? 1 : 31) {
		packet[0] = 'F';
		send_descriptors(count, 1);
		send_next();
		cr_assert_eq(try_read(), EBADMSG);
		expect_one(count);
		cr_assert(t_fds_same(&now), "%u descriptors", count);
		expect_next("descriptors", count);
	}
}

T(forged, of_many_descriptors_one_is_received_and_the_others_are_closed)
{
	begin();
	expect_surplus_closed();
	finish();
}

T(forged, surplus_descriptors_are_closed_where_bands_are_sorted)
{
	begin();
	name_peer();
	expect_surplus_closed();
	finish();
}

/* Whatever it is taken for, nothing stays open and the next is not hurt. */
static void
pass_over(size_t size, unsigned count)
{
	struct strrecvfd got;

	send_descriptors(count, size);
	send_next();
	if (lsc_ioctl(end[1], I_RECVFD, &got) == 0) {
		close(got.fd);
		lsc_forget(got.fd);
	} else {
		cr_assert_eq(errno, EBADMSG);
	}
	expect_next("a packet with descriptors", (unsigned)size);
}

static void
pass_over_all(void)
{
	struct wire wire = valid_record();
	unsigned char class;

	pass_over(0, 1);
	pass_over(0, 5);
	memset(packet, 'd', sizeof packet);
	pass_over(5000, 3);
	for (class = 0; class < 5; class++) {
		wire.class = class;
		wire.parts = class >= WIRE_FLUSH ? 0 : WIRE_CONTROL;
		wire.control = class >= WIRE_FLUSH ? 0 : 4;
		wire_header(packet, &wire);
		pass_over(WIRE_HEADER + wire.control, 2);
		packet[8] = 77;
		pass_over(WIRE_HEADER + wire.control, 253);
	}
}

T(forged, descriptors_on_records_and_on_data_do_not_leak)
{
	begin();
	pass_over_all();
	finish();
}

T(forged, descriptors_on_records_and_on_data_do_not_leak_where_bands_are_sorted)
{
	begin();
	name_peer();
	pass_over_all();
	finish();
}

/* They wait in the socket, or aside: in any case they go with it. */
static void
leave_descriptors(void)
{
	unsigned i;

	for (i = 0; i < 20; i++) {
		packet[0] = 'F';
		send_descriptors(i + 1, 1);
	}
	cr_assert_eq(try_count(), 0);
}

T(forged, descriptors_that_nobody_received_are_closed_with_the_end)
{
	begin();
	leave_descriptors();
	finish();
	begin();
	name_peer();
	leave_descriptors();
	finish();
}

/* Only the file that was passed knows whether anybody holds it. */
T(forged, descriptors_that_are_flushed_are_closed)
{
	int pipe_end[2], sides;
	char byte;

	for (sides = 0; sides < 2; sides++) {
		begin();
		if (sides == 1)
			name_peer();
		must(pipe(pipe_end), "pipe");
		must((int)t_send(end[0], "F", 1, &pipe_end[1], 1, 1), "send");
		close(pipe_end[1]);
		cr_assert_eq(try_count(), 0);
		cr_assert_eq(lsc_ioctl(end[1], I_FLUSH, FLUSHR), 0);
		cr_assert_eq(read(pipe_end[0], &byte, 1), 0);
		close(pipe_end[0]);
		finish();
	}
}

/* Where all that waits is taken, slots are taken too. */
T(forged, a_queue_of_many_descriptors_leaves_slots_free)
{
	int i, fd;

	begin();
	name_peer();
	t_fill_table();
	for (i = 0; i < 100; i++)
		t_free_slot();
	packet[0] = 'F';
	for (i = 0; i < 200; i++)
		send_descriptors(1, 1);
	cr_assert_eq(try_poll(), 0);
	fd = open("/dev/null", O_RDONLY);
	cr_assert_geq(fd, 0, "errno %d", errno);
	close(fd);
	t_free_table();
	for (i = 0; i < 200; i++)
		expect_one(1);
	finish();
}

/* --- too much of everything */

#ifdef HAVE_MALLINFO2

/* More than the kernel ever holds, in every band. */
T(forged, a_peer_that_floods_all_bands_takes_bounded_memory)
{
	enum { MIB = 1 << 20, LIMIT = 10 * MIB, FLOOD = 40 * MIB };
	size_t heap = mallinfo2().uordblks, sent = 0, most = 0;
	struct wire wire;

	begin();
	wire = valid_record();
	wire.parts = WIRE_DATA;
	wire.control = 0;
	memset(packet, 'f', 60000);
	name_peer();
	while (sent < FLOOD) {
		size_t now;

		wire.band = (unsigned char)(sent % 251);
		wire_header(packet, &wire);
		if (send(end[0], packet, 60000, MSG_DONTWAIT) < 0)
			break;
		sent += 60000;
		cr_assert_eq(try_band(), 0);
		now = mallinfo2().uordblks - heap;
		most = now > most ? now : most;
	}
	cr_assert_gt(sent, MIB);
	cr_assert_leq(most, LIMIT, "%zu bytes", most);
	finish();
	cr_assert_leq(mallinfo2().uordblks, heap + WIRE_MAX + 4096);
}

#endif
