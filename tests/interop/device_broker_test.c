/* SPDX-License-Identifier: ISC */
/*
 * The device broker and its clients: who has the device, in which order, and
 * what is left of it in the hands of those from whom it was taken.  The
 * programs are those of examples/device-broker.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>

#include "tests/interop/program.h"
#include "tests/support/t_test.h"

static struct t_program broker;
static char name[4096];
static int greeted;             /* clients that the broker has in line */

static void
start_broker_with(const char *limit)
{
	t_directory_make();
	strcpy(name, t_path("broker"));
	broker = (struct t_program){ T_EXAMPLES "device-broker/broker",
	    { name, limit }, "paper", "log", -1, -1, 0 };
	t_program_start(&broker);
	(void)t_program_await_number("log", "broker: waiting", 0);
}

static void
start_broker(void)
{
	start_broker_with(NULL);
}

static void
start_impatient_broker(void)
{
	start_broker_with("1");
}

static void
stop_broker(void)
{
	t_program_stop(&broker);
	t_directory_remove();
}

#define T_LENT(sentence) \
	Test(device_broker, sentence, .timeout = 120, \
	    .init = start_broker, .fini = stop_broker)

/* A client that stands in line when this returns. */
static int
stand_in_line(void)
{
	int stream = cli_conn(name);

	cr_assert_geq(stream, 0);
	(void)t_program_await_number("log", "broker: in line: ", greeted++);
	return stream;
}

static int
receive_device(int stream)
{
	int device = recv_fd(stream, write);

	cr_assert_geq(device, 0);
	return device;
}

static void
assert_nothing_yet(int stream)
{
	t_set_nonblocking(stream);
	errno = 0;
	cr_assert_eq(recv_fd(stream, NULL), -1);
	cr_assert_eq(errno, EAGAIN);
	cr_assert_geq(fcntl(stream, F_SETFL, 0), 0);
}

static void
print(int device, const char *text)
{
	cr_assert_eq(write(device, text, strlen(text)),
	    (ssize_t)strlen(text));
}

static void
assert_dead(int device)
{
	errno = 0;
	cr_assert_eq(write(device, "too late\n", 9), -1);
	cr_assert_eq(errno, EIO);
}

static void
await_printed(const char *text)
{
	while (strstr(t_program_text("paper"), text) == NULL)
		t_sleep_ms(10);
}

static void
assert_still_lends(void)
{
	int stream = cli_conn(name);
	int device = receive_device(stream);

	print(device, "still lends\n");
	await_printed("still lends\n");
	close(device);
	close(stream);
}

/* The program borrow; its text comes from a descriptor. */
static struct t_program
start_borrow(int text)
{
	struct t_program borrow = { T_EXAMPLES "device-broker/borrow",
	    { name }, "errors", NULL, text, -1, 0 };

	t_program_start(&borrow);
	return borrow;
}

enum { LINES = 500 };

static int
line_of(char *line, size_t size, int client, int number)
{
	return snprintf(line, size, "client %d line %d\n", client, number);
}

/* A descriptor to read a page of so many lines from. */
static int
page_of(int client)
{
	static char page[LINES * 32];
	size_t have = 0;
	int i;

	for (i = 0; i < LINES; i++)
		have += (size_t)line_of(page + have, 32, client, i);
	return t_file(page);
}

static struct t_program
start_borrow_page(int client)
{
	int page = page_of(client);
	struct t_program borrow = start_borrow(page);

	close(page);
	return borrow;
}

/* One whose text never ends, so that it certainly does not end by itself
   before it is killed. */
static struct t_program
start_victim(int client)
{
	struct t_program borrow;
	char line[32];
	int input[2], i;

	cr_assert_eq(pipe(input), 0);
	cr_assert_geq(fcntl(input[1], F_SETFD, FD_CLOEXEC), 0);
	for (i = 0; i < LINES; i++) {
		int n = line_of(line, sizeof line, client, i);

		cr_assert_eq(write(input[1], line, (size_t)n), n);
	}
	borrow = start_borrow(input[0]);
	close(input[0]);
	return borrow;
}

/* The page stands on the paper whole, and nothing in between. */
static bool
is_printed_whole(int client)
{
	static char page[LINES * 32];
	int fd = page_of(client);
	ssize_t n = read(fd, page, sizeof page - 1);

	close(fd);
	page[n < 0 ? 0 : n] = '\0';
	return n > 0 && strstr(t_program_text("paper"), page) != NULL;
}

T_LENT(what_a_client_writes_is_printed)
{
	struct t_program borrow = start_borrow(t_file("Dear reader,\n"));

	cr_assert_eq(t_program_wait(&borrow), 0);
	await_printed("Dear reader,\n");
	cr_assert_str_eq(t_program_text("paper"), "Dear reader,\n");
}

T_LENT(clients_get_the_device_in_the_order_in_which_they_came)
{
	int a = stand_in_line(), b, c;
	int device = receive_device(a);

	b = stand_in_line();
	c = stand_in_line();
	assert_nothing_yet(b);
	assert_nothing_yet(c);
	close(device);
	close(a);
	device = receive_device(b);
	assert_nothing_yet(c);
	close(device);
	close(b);
	device = receive_device(c);
	print(device, "third\n");
	await_printed("third\n");
}

T_LENT(a_client_that_leaves_the_line_is_passed_over)
{
	int a = stand_in_line(), b = stand_in_line(), c = stand_in_line();
	int device = receive_device(a);

	close(b);
	(void)t_program_await_number("log", "broker: leaves: ", 0);
	assert_nothing_yet(c);
	close(device);
	close(a);
	print(receive_device(c), "second of two\n");
	await_printed("second of two\n");
}

enum { CLIENTS = 12 };

T_LENT(the_pages_of_many_clients_do_not_mix)
{
	struct t_program client[CLIENTS];
	int i;

	for (i = 0; i < CLIENTS; i++)
		client[i] = start_borrow_page(i);
	for (i = 0; i < CLIENTS; i++)
		cr_assert_eq(t_program_wait(&client[i]), 0);
	for (i = 0; i < CLIENTS; i++)
		while (!is_printed_whole(i))
			t_sleep_ms(10);
}

T_LENT(clients_that_are_killed_do_not_harm_the_pages_of_others)
{
	struct t_program client[CLIENTS];
	int i;

	for (i = 0; i < CLIENTS; i++)
		client[i] = i % 2 == 0 ? start_victim(i) :
		    start_borrow_page(i);
	for (i = 0; i < CLIENTS; i += 2) {
		t_sleep_ms(5);  /* somewhere in its life */
		kill(client[i].pid, SIGKILL);
		(void)t_program_wait(&client[i]);
	}
	for (i = 1; i < CLIENTS; i += 2) {
		cr_assert_eq(t_program_wait(&client[i]), 0);
		while (!is_printed_whole(i))
			t_sleep_ms(10);
	}
}

T_LENT(the_device_of_a_killed_client_goes_to_the_next)
{
	struct t_program first;
	int input[2], stream;

	cr_assert_eq(pipe(input), 0);
	cr_assert_geq(fcntl(input[1], F_SETFD, FD_CLOEXEC), 0);
	first = start_borrow(input[0]);
	cr_assert_eq(write(input[1], "first\n", 6), 6);
	await_printed("first\n");
	greeted = 1;
	stream = stand_in_line();
	assert_nothing_yet(stream);
	kill(first.pid, SIGKILL);
	(void)t_program_wait(&first);
	print(receive_device(stream), "next\n");
	await_printed("first\nnext\n");
}

T_LENT(a_device_that_was_kept_after_hanging_up_is_dead)
{
	int a = stand_in_line(), kept = receive_device(a), b, device;

	print(kept, "in time\n");
	b = stand_in_line();
	close(a);
	device = receive_device(b);
	assert_dead(kept);
	cr_assert(!t_same_file(kept, device));
	print(device, "mine alone\n");
	await_printed("in time\nmine alone\n");
	assert_dead(kept);
	cr_assert_null(strstr(t_program_text("paper"), "too late"));
}

/* Writes as fast as it can, until it is cut off. */
static int
flood(void *argument)
{
	int device = *(int *)argument;
	char block[4096];

	memset(block, 'x', sizeof block);
	while (write(device, block, sizeof block) > 0)
		continue;
	return errno == EIO ? 0 : 1;
}

T_LENT(a_process_that_got_the_device_from_the_client_is_cut_off_too)
{
	int a = stand_in_line(), device = receive_device(a), b;
	pid_t child;

	cr_assert_geq(fcntl(a, F_SETFD, FD_CLOEXEC), 0);
	b = stand_in_line();
	child = fork();
	if (child == 0) {
		close(a);
		_exit(flood(&device));
	}
	close(device);
	await_printed("xxx");
	close(a);
	device = receive_device(b);
	cr_assert_eq(t_wait(child), 0);
	print(device, "after the flood\n");
	await_printed("after the flood\n");
}

static int
open_again(void *argument)
{
	if (t_is_root() && setuid(T_OTHER_UID) < 0)
		return 98;
	return open(argument, O_RDWR | O_NOCTTY) >= 0 ? 99 : errno;
}

T_LENT(the_device_cannot_be_opened_a_second_time)
{
	int a = stand_in_line(), device = receive_device(a);
	char path[256];

	/* Root may open everything; another user shall not be kept away by
	   the mode alone. */
	if (t_is_root())
		cr_assert_eq(fchmod(device, 0666), 0);
	cr_assert_eq(ttyname_r(device, path, sizeof path), 0);
	cr_assert_eq(t_wait(t_fork(open_again, path)), EBUSY);
}

T_LENT(clients_that_go_at_once_do_not_disturb_the_others)
{
	int i;

	for (i = 0; i < 100; i++)
		close(cli_conn(name));
	assert_still_lends();
}

T_LENT(a_client_that_talks_loses_its_place)
{
	int a = stand_in_line(), device = receive_device(a);
	int talker = stand_in_line(), giver = stand_in_line();

	cr_assert_eq(write(talker, "give it to me", 13), 13);
	cr_assert_eq(recv_fd(talker, NULL), -1);
	cr_assert_eq(errno, ENXIO);
	/* where that is two messages, the first may have ended it */
	if (send_fd(giver, device) < 0)
		cr_assert_eq(errno, EPIPE, "errno %d", errno);
	cr_assert_eq(recv_fd(giver, NULL), -1);
	cr_assert_eq(errno, ENXIO);
	print(device, "was not disturbed\n");
	await_printed("was not disturbed\n");
	close(a);
	assert_still_lends();
}

T_LENT(a_client_that_never_receives_the_device_gives_it_back_too)
{
	int a = stand_in_line(), b = stand_in_line();

	close(a);
	print(receive_device(b), "received\n");
	await_printed("received\n");
}

static char refusal[256];

static ssize_t
note_refusal(int fd, const void *text, size_t size)
{
	(void)fd;
	strncat(refusal, text, size);
	return (ssize_t)size;
}

enum { PLACES = 64 };

T_LENT(a_line_that_is_too_long_is_closed_until_somebody_leaves)
{
	int stream[PLACES], late, i;

	for (i = 0; i < PLACES; i++)
		stream[i] = stand_in_line();
	late = cli_conn(name);
	cr_assert_eq(recv_fd(late, note_refusal), -1);
	cr_assert_str_eq(refusal, "broker: the line is too long\n");
	close(stream[0]);
	(void)t_program_await_number("log", "broker: leaves: ", 0);
	(void)stand_in_line();
	for (i = 1; i < PLACES; i++)
		close(stream[i]);
}

Test(device_broker, who_keeps_the_device_too_long_loses_it_to_who_waits,
    .timeout = 120, .init = start_impatient_broker, .fini = stop_broker)
{
	int a = stand_in_line(), kept = receive_device(a);
	int b = stand_in_line(), device = receive_device(b);

	assert_dead(kept);
	cr_assert_eq(recv_fd(a, NULL), -1);
	cr_assert_eq(errno, ENXIO);
	print(device, "my turn\n");
	await_printed("my turn\n");
}
