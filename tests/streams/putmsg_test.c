/* SPDX-License-Identifier: ISC */
/* PM: which message putmsg and putpmsg send, and which they refuse. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/named.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

/* --- parts */

static void
assert_arrives(int control, int data, int flags)
{
	struct pair pair = pair_open();

	IS(put(pair.a, control, data, flags), 0);
	QUEUED(pair.b, 1);
	GETS(get(pair.b, 100, 100, 0), 0, control, data, flags);
	KNOWN(0, 0);
	EMPTY(pair.b);
}

CASE(putmsg, PM_01_sends_a_control_part_and_data)
{
	assert_arrives(4, 6, 0);
}

CASE(putmsg, PM_02_sends_a_control_part_without_data)
{
	assert_arrives(4, ABSENT, 0);
}

CASE(putmsg, PM_03_sends_data_without_a_control_part)
{
	assert_arrives(ABSENT, 6, 0);
}

CASE(putmsg, PM_04_sends_data_of_no_bytes)
{
	assert_arrives(4, 0, 0);
}

CASE(putmsg, PM_05_sends_two_parts_of_no_bytes)
{
	assert_arrives(0, 0, 0);
}

CASE(putmsg, PM_06_of_no_part_sends_nothing)
{
	struct pair pair = pair_open();
	struct strbuf none = { 0, -1, NULL };

	IS(putmsg(pair.a, NULL, NULL, 0), 0);
	IS(putmsg(pair.a, &none, &none, 0), 0);
	EMPTY(pair.b);
}

CASE(putmsg, PM_07_sends_a_message_of_high_priority)
{
	assert_arrives(4, 6, RS_HIPRI);
}

CASE(putmsg, PM_08_of_high_priority_without_a_control_part_is_EINVAL)
{
	struct pair pair = pair_open();
	struct strbuf none = { 0, -1, NULL };
	char byte = 'x';
	struct strbuf data = { 0, 1, &byte };

	FAILS(put(pair.a, ABSENT, 6, RS_HIPRI), EINVAL);
	FAILS(putmsg(pair.a, &none, &data, RS_HIPRI), EINVAL);
	EMPTY(pair.b);
}

CASE(putmsg, PM_09_of_high_priority_needs_no_byte_of_control)
{
	assert_arrives(0, ABSENT, RS_HIPRI);
}

CASE(putmsg, PM_10_with_other_flags_is_EINVAL)
{
	struct pair pair = pair_open();

	FAILS(put(pair.a, 4, ABSENT, 2), EINVAL);
	FAILS(put(pair.a, 4, ABSENT, 4), EINVAL);
	FAILS(put(pair.a, 4, ABSENT, 0x80), EINVAL);
	EMPTY(pair.b);
}

CASE(putmsg, PM_11_putpmsg_sends_in_a_band)
{
	struct pair pair = pair_open();

	IS(put_band(pair.a, 1, 1, 5, MSG_BAND), 0);
	GETS_BAND(get_band(pair.b, 100, 100, 0, MSG_ANY), 0, 1, 1, MSG_BAND,
	    5);
	KNOWN(0, 0);
}

CASE(putmsg, PM_12_putpmsg_with_another_band_or_other_flags_is_EINVAL)
{
	struct pair pair = pair_open();

	FAILS(put_band(pair.a, 1, 1, -1, MSG_BAND), EINVAL);
	FAILS(put_band(pair.a, 1, 1, 256, MSG_BAND), EINVAL);
	FAILS(put_band(pair.a, 1, 1, 0, 0), EINVAL);
	FAILS(put_band(pair.a, 1, 1, 0, MSG_ANY), EINVAL);
	FAILS(put_band(pair.a, 1, 1, 0, MSG_HIPRI | MSG_BAND), EINVAL);
	EMPTY(pair.b);
}

CASE(putmsg, PM_13_putpmsg_of_high_priority_has_a_control_part_and_no_band)
{
	struct pair pair = pair_open();

	FAILS(put_band(pair.a, 1, ABSENT, 3, MSG_HIPRI), EINVAL);
	FAILS(put_band(pair.a, ABSENT, 1, 0, MSG_HIPRI), EINVAL);
	EMPTY(pair.b);
}

/* --- limits */

CASE(putmsg, PM_14_of_more_than_1024_bytes_of_control_is_ERANGE)
{
	struct pair pair = pair_open();

	FAILS(put(pair.a, 1025, ABSENT, 0), ERANGE);
	EMPTY(pair.b);
	IS(put(pair.a, 1024, ABSENT, 0), 0);
	GETS(get(pair.b, 2000, 2000, 0), 0, 1024, ABSENT, 0);
	KNOWN(0, 0);
}

CASE(putmsg, PM_15_of_more_than_65536_bytes_of_data_is_ERANGE)
{
	struct pair pair = pair_open();

	FAILS(put(pair.a, ABSENT, 65537, 0), ERANGE);
	EMPTY(pair.b);
	IS(put(pair.a, ABSENT, 65536, 0), 0);
	QUEUED(pair.b, 1);
	GETS(get(pair.b, 100, 65537, 0), 0, ABSENT, 65536, 0);
	KNOWN(0, 0);
}

/* --- descriptors */

CASE_ONCE(putmsg, PM_16_to_what_is_no_stream_is_ENOSTR)
{
	int end[2];

	FAILS(put(t_file(""), 1, 1, 0), ENOSTR);
	FAILS(put_band(t_file(""), 1, 1, 1, MSG_BAND), ENOSTR);
	t_socketpair(SOCK_STREAM, end);
	FAILS(put(end[0], 1, 1, 0), ENOSTR);
	t_socketpair(SOCK_SEQPACKET, end);
	FAILS(put(end[0], 1, 1, 0), ENOSTR);
}

CASE_ONCE(putmsg, PM_17_to_no_descriptor_is_EBADF)
{
	int fd = dup(0);

	close(fd);
	FAILS(put(-1, 1, 1, 0), EBADF);
	FAILS(put(fd, 1, 1, 0), EBADF);
	FAILS(put_band(-1, 1, 1, 1, MSG_BAND), EBADF);
}

static int
put_on_what_is_read(void *argument)
{
	const struct client *client = argument;
	int fd = open(client->path, O_RDONLY);

	HOLDS(fd >= 0);
	FAILS(put(fd, 1, 1, 0), EBADF);
	FAILS(put(fd, 1, ABSENT, RS_HIPRI), EBADF);
	FAILS(put_band(fd, 1, 1, 1, MSG_BAND), EBADF);
	return 0;
}

/* Only to open a name gives such a descriptor. */
CASE(putmsg, PM_17_to_what_is_open_for_reading_is_EBADF)
{
	const char *path = name_new("P", "");
	struct pair pair = pair_with_connld(path);
	struct client client = { path, O_RDONLY, pair };
	pid_t child = child_start(put_on_what_is_read, &client);
	struct strrecvfd received;

	IS(ioctl(pair.a, I_RECVFD, &received), 0);
	WAKES(child, 0);
	EMPTY(received.fd);
}

/* --- a full band 0 */

static struct pair
pair_with_band_0_full(void)
{
	struct pair pair = pair_open();

	(void)fill_band_0(pair.a);
	set_nonblocking(pair.a, true);
	return pair;
}

CASE(putmsg, PM_18_to_a_full_queue_is_EAGAIN)
{
	struct pair pair = pair_with_band_0_full();

	FAILS(put(pair.a, ABSENT, 1, 0), EAGAIN);
}

CASE(putmsg, PM_19_of_high_priority_goes_to_a_full_queue)
{
	struct pair pair = pair_with_band_0_full();

	IS(put(pair.a, 1, ABSENT, RS_HIPRI), 0);
	GETS(get(pair.b, 100, ABSENT, RS_HIPRI), 0, 1, ABSENT, RS_HIPRI);
}

CASE(putmsg, PM_20_in_another_band_goes_to_a_full_queue)
{
	struct pair pair = pair_with_band_0_full();

	IS(put_band(pair.a, 1, ABSENT, 1, MSG_BAND), 0);
	GETS_BAND(get_band(pair.b, 100, ABSENT, 1, MSG_BAND), 0, 1, ABSENT,
	    MSG_BAND, 1);
}

static int
put_late(void *argument)
{
	struct pair *pair = argument;

	IS(put(pair->a, 7, 9000, 0), 0);
	return 0;
}

CASE(putmsg, PM_21_waits_until_the_queue_is_read_and_sends_all_or_nothing)
{
	struct pair pair = pair_open();
	size_t full = fill_band_0(pair.a);
	static char bytes[1000000];
	pid_t child = child_start(put_late, &pair);

	BLOCKS(child);
	HOLDS(full <= sizeof bytes);
	read_exactly(pair.b, bytes, full, 4096);
	GETS(get(pair.b, 100, 65536, 0), 0, 7, 9000, 0);
	KNOWN(0, 0);
	WAKES(child, 0);
	EMPTY(pair.b);
}

/* --- a closed peer */

CASE(putmsg, PM_22_to_a_closed_peer_is_ENXIO_without_signal)
{
	struct pair pair = pair_open();

	catch_signal(SIGPIPE, false);
	close(pair.b);
	FAILS(put(pair.a, 1, 1, 0), ENXIO);
	FAILS(put_band(pair.a, 1, 1, 1, MSG_BAND), ENXIO);
	FAILS(put_urgent(pair.a, "!"), ENXIO);
	CATCHES_NONE(SIGPIPE);
}

CASE(putmsg, PM_23_of_no_part_to_a_closed_peer_is_ENXIO)
{
	struct pair pair = pair_open();

	close(pair.b);
	FAILS(putmsg(pair.a, NULL, NULL, 0), ENXIO);
}

CASE(putmsg, PM_24_of_high_priority_is_dropped_behind_another)
{
	struct pair pair = pair_open();

	IS(put_urgent(pair.a, "1"), 0);
	IS(put_urgent(pair.a, "2"), 0);
	set_nonblocking(pair.b, true);
	GETS(get(pair.b, 100, 100, 0), 0, 1, ABSENT, RS_HIPRI);
	GOT_CONTROL("1");
	FAILS(get(pair.b, 100, 100, 0), EAGAIN);
}
