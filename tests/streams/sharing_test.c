/* SPDX-License-Identifier: ISC */
/* XC: one end in several descriptors, threads, processes and programs. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

enum { MESSAGES = 100 };

/* How often each message was delivered, in all processes. */
static atomic_int *delivered;

static void
share_tally(void)
{
	delivered = mmap(NULL, MESSAGES * sizeof *delivered,
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	HOLDS(delivered != MAP_FAILED);
}

static int
put_number(int fd, int number)
{
	struct strbuf c = { 0, sizeof number, (char *)&number };

	return putmsg(fd, &c, NULL, 0);
}

/* Tallies what comes until the peer hangs up. */
static int
tally_until_hang_up(int fd)
{
	for (;;) {
		int number = -1, flags = 0;
		struct strbuf c = { sizeof number, 0, (char *)&number };
		struct strbuf d = { 0, 0, NULL };

		IS(getmsg(fd, &c, &d, &flags), 0);
		if (c.len == 0)
			return 0;
		IS(c.len, sizeof number);
		HOLDS(number >= 0 && number < MESSAGES);
		atomic_fetch_add(&delivered[number], 1);
	}
}

static int
read_beside(void *argument)
{
	struct pair *pair = argument;

	close(pair->a);
	return tally_until_hang_up(pair->b);
}

static int
write_numbers(void *argument)
{
	struct pair *pair = argument;
	int i;

	close(pair->b);
	for (i = 0; i < MESSAGES; i++)
		IS(put_number(pair->a, i), 0);
	return 0;
}

CASE(sharing, XC_01_two_processes_get_each_message_once)
{
	struct pair pair = pair_open();
	pid_t reader, writer;
	int i;

	share_tally();
	reader = child_start(read_beside, &pair);
	writer = child_start(write_numbers, &pair);
	close(pair.a);
	IS(tally_until_hang_up(pair.b), 0);
	WAKES(reader, 0);
	WAKES(writer, 0);
	for (i = 0; i < MESSAGES; i++)
		IS(atomic_load(&delivered[i]), 1);
}

static int
receive_beside(void *argument)
{
	struct pair *pair = argument;
	struct strrecvfd received;
	int number;

	close(pair->a);
	while (ioctl(pair->b, I_RECVFD, &received) == 0) {
		IS(pread(received.fd, &number, sizeof number, 0),
		    sizeof number);
		HOLDS(number >= 0 && number < MESSAGES);
		atomic_fetch_add(&delivered[number], 1);
		close(received.fd);
	}
	IS(errno, ENXIO);
	return 0;
}

static void
send_file(int fd, int number)
{
	int file = t_file("");

	IS(write(file, &number, sizeof number), sizeof number);
	while (ioctl(fd, I_SENDFD, file) < 0) {
		IS(errno, EAGAIN);
		t_sleep_ms(1);
	}
	close(file);
}

CASE(sharing, XC_01_four_processes_receive_each_descriptor_once)
{
	struct pair pair = pair_open();
	pid_t reader[4];
	int i;

	share_tally();
	for (i = 0; i < 4; i++)
		reader[i] = child_start(receive_beside, &pair);
	for (i = 0; i < MESSAGES; i++)
		send_file(pair.a, i);
	close(pair.a);
	for (i = 0; i < 4; i++)
		WAKES(reader[i], 0);
	for (i = 0; i < MESSAGES; i++)
		IS(atomic_load(&delivered[i]), 1);
}

/* --- half a message */

static struct pair
pair_with_half_a_message(void)
{
	struct pair pair = pair_open();

	BEYOND_ACCRIGHTS();
	IS(put(pair.a, 10, 20, 0), 0);
	GETS(get(pair.b, 4, 8, 0), MORECTL | MOREDATA, 4, 8, 0);
	return pair;
}

static int
get_the_rest(void *argument)
{
	struct pair *pair = argument;

	GETS(get(pair->b, 100, 100, 0), 0, 6, 12, 0);
	KNOWN(4, 8);
	EMPTY(pair->b);
	return 0;
}

CASE(sharing, XC_02_a_child_gets_the_rest_of_a_message)
{
	struct pair pair = pair_with_half_a_message();

	WAKES(child_start(get_the_rest, &pair), 0);
	EMPTY(pair.b);
}

CASE(sharing, XC_02_another_program_gets_the_rest_of_a_message)
{
	struct pair pair = pair_with_half_a_message();

	WAKES(child_start_anew(get_the_rest, &pair), 0);
	EMPTY(pair.b);
}

CASE(sharing, XC_02_who_is_passed_the_end_gets_the_rest_of_a_message)
{
	struct pair pair = pair_with_half_a_message(), other = pair_open();
	struct strrecvfd received;

	IS(ioctl(other.a, I_SENDFD, pair.b), 0);
	close(pair.b);
	IS(ioctl(other.b, I_RECVFD, &received), 0);
	pair.b = received.fd;
	IS(get_the_rest(&pair), 0);
}

static int
read_the_rest(void *argument)
{
	struct pair *pair = argument;

	READS(pair->b, 100, "cdef");
	return 0;
}

CASE(sharing, XC_02_a_child_reads_the_rest_of_what_was_written)
{
	struct pair pair = pair_open();

	BEYOND_ACCRIGHTS();
	IS(write_text(pair.a, "abcdef"), 6);
	READS(pair.b, 2, "ab");
	WAKES(child_start(read_the_rest, &pair), 0);
	EMPTY(pair.b);
}

/* --- threads, which only note what they find wrong */

enum { THREADS = 4, EACH = 300, LONGEST = 300 };

struct numbered {
	int writer, number;
};

static struct pair threads_pair;
static atomic_int thread_tally[THREADS][EACH];
static const char *_Atomic wrong;

static size_t
length_of(struct numbered numbered)
{
	return (size_t)(1 + (numbered.writer * 61 + numbered.number * 17) %
	    LONGEST);
}

static void *
write_from_thread(void *argument)
{
	struct numbered numbered = { *(int *)argument, 0 };
	char bytes[LONGEST];

	for (; numbered.number < EACH; numbered.number++) {
		struct strbuf c = { 0, sizeof numbered, (char *)&numbered };
		struct strbuf d = { 0, (int)length_of(numbered), bytes };

		memset(bytes, numbered.number, sizeof bytes);
		if (putmsg(threads_pair.a, &c, &d, 0) < 0)
			wrong = "putmsg fails";
	}
	return NULL;
}

static const char *
judge(const struct strbuf *c, const struct strbuf *d)
{
	struct numbered numbered;
	int i;

	if (c->len != (int)sizeof numbered)
		return "the length of a control part";
	memcpy(&numbered, c->buf, sizeof numbered);
	if (numbered.writer < 0 || numbered.writer >= THREADS ||
	    numbered.number < 0 || numbered.number >= EACH)
		return "a control part";
	if (d->len != (int)length_of(numbered))
		return "the length of data";
	for (i = 0; i < d->len; i++)
		if (d->buf[i] != (char)numbered.number)
			return "data";
	atomic_fetch_add(&thread_tally[numbered.writer][numbered.number], 1);
	return NULL;
}

static void *
read_in_thread(void *unused)
{
	char control[sizeof(struct numbered)], bytes[LONGEST];

	(void)unused;
	while (wrong == NULL) {
		struct strbuf c = { sizeof control, 0, control };
		struct strbuf d = { sizeof bytes, 0, bytes };
		const char *found;
		int flags = 0;

		if (getmsg(threads_pair.b, &c, &d, &flags) != 0)
			found = "the result of getmsg";
		else if (c.len == 0 && d.len == 0)
			break;
		else
			found = judge(&c, &d);
		if (found != NULL)
			wrong = found;
	}
	return NULL;
}

CASE(sharing, XC_03_threads_lose_double_and_tear_nothing)
{
	pthread_t writer[THREADS], reader[THREADS];
	int number[THREADS], i, j;

	threads_pair = pair_open();
	for (i = 0; i < THREADS; i++) {
		number[i] = i;
		IS(pthread_create(&reader[i], NULL, read_in_thread, NULL), 0);
		IS(pthread_create(&writer[i], NULL, write_from_thread,
		    &number[i]), 0);
	}
	for (i = 0; i < THREADS; i++)
		IS(pthread_join(writer[i], NULL), 0);
	close(threads_pair.a);
	for (i = 0; i < THREADS; i++)
		IS(pthread_join(reader[i], NULL), 0);
	if (wrong != NULL)
		expect_failed(__FILE__, __LINE__, "wrong: %s", wrong);
	for (i = 0; i < THREADS; i++)
		for (j = 0; j < EACH; j++)
			IS(atomic_load(&thread_tally[i][j]), 1);
}

/* --- duplicates */

CASE(sharing, XC_04_the_last_duplicate_that_is_closed_hangs_up)
{
	struct pair pair = pair_open();
	struct pollfd end = { pair.b, POLLIN, 0 };
	int copy = dup(pair.a);

	close(pair.a);
	IS(write_text(copy, "still"), 5);
	READS(pair.b, 100, "still");
	IS(poll(&end, 1, 0), 0);
	close(copy);
	IS(poll(&end, 1, 0), 1);
	IS(end.revents, POLLHUP);
}

CASE(sharing, XC_05_duplicates_share_O_NONBLOCK)
{
	struct pair pair = pair_open();
	int copy = dup(pair.b);
	char c;

	set_nonblocking(copy, true);
	IS(fcntl(pair.b, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	FAILS(read(pair.b, &c, 1), EAGAIN);
	IS(fcntl(pair.a, F_GETFL) & O_NONBLOCK, 0);
}

/* --- another program */

static int
exchange_messages(void *argument)
{
	struct pair *pair = argument;

	close(pair->a);
	GETS(get(pair->b, 100, 100, 0), 0, 4, 6, 0);
	KNOWN(0, 0);
	GETS_BAND(get_band(pair->b, 100, 100, 0, MSG_ANY), 0, 0, ABSENT,
	    MSG_BAND, 0);
	IS(put(pair->b, 9, 5000, 0), 0);
	IS(put_band(pair->b, ABSENT, 7, 3, MSG_BAND), 0);
	return 0;
}

CASE(sharing, XC_06_another_program_exchanges_messages)
{
	struct pair pair = pair_open();

	IS(put(pair.a, 4, 6, 0), 0);
	IS(put(pair.a, 0, ABSENT, 0), 0);
	WAKES(child_start_anew(exchange_messages, &pair), 0);
	GETS_BAND(get_band(pair.a, 100, 100, 3, MSG_BAND), 0, ABSENT, 7,
	    MSG_BAND, 3);
	KNOWN(0, 0);
	GETS(get(pair.a, 100, 65536, 0), 0, 9, 5000, 0);
	KNOWN(0, 0);
	EMPTY(pair.a);
}
