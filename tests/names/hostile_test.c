/* SPDX-License-Identifier: ISC */
/*
 * What clients do to an agent that is not what they should: it loses nothing
 * by it, and serves the others meanwhile.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/messages/chance.h"
#include "tests/names/letter.h"
#include "tests/names/named.h"
#include "tests/names/stage.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

/* --- garbage */

static void
say_garbage(const struct stage *stage, uint32_t *chance)
{
	unsigned char bytes[5000];
	size_t i, size = random_below(chance, sizeof bytes);
	int fd = connect_to(stage);

	letter_write(bytes, (int)random_below(chance, 256));
	for (i = random_below(chance, 40); i < size; i++)
		bytes[i] = (unsigned char)random_below(chance, 256);
	(void)send(fd, bytes, size, MSG_NOSIGNAL);
	cr_assert_eq(close(fd), 0);
}

NAMED(hostile, garbage_is_ignored)
{
	struct stage stage;
	uint32_t chance = 4711;
	int i;

	begin(&stage);
	for (i = 0; i < named_often(3000, 30000); i++) {
		say_garbage(&stage, &chance);
		if (i % 100 == 0)
			expect_service(&stage);
	}
	finish(&stage);
}

/* --- the hint, from which nobody reads */

static int
connect_to_hint(const struct stage *stage)
{
	struct sockaddr_un address;
	char name[100];
	socklen_t size;
	int fd;

	(void)snprintf(name, sizeof name, "streamcompat/hint/%jx/%jx",
	    (uintmax_t)stage->named.file.st_dev,
	    (uintmax_t)stage->named.file.st_ino);
	size = letter_address(&address, name);
	fd = must(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
	must(connect(fd, (const struct sockaddr *)&address, size), "connect");
	return fd;
}

NAMED(hostile, nothing_can_be_left_at_the_hint)
{
	struct stage stage;
	int fd;

	begin(&stage);
	fd = connect_to_hint(&stage);
	cr_assert_eq(send(fd, "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT), -1);
	cr_assert_eq(errno, EPIPE);
	cr_assert_eq(close(fd), 0);
	finish(&stage);
}

static void
expect_refusal_of(const struct stage *stage, const void *bytes, size_t size)
{
	int fd = connect_to(stage);

	cr_assert_eq(send(fd, bytes, size, MSG_NOSIGNAL), (ssize_t)size);
	expect_refused(fd);
}

NAMED(hostile, letters_of_other_versions_have_no_answer)
{
	unsigned char letter[LETTER_SIZE + 1] = "";
	struct stage stage;
	int version;

	begin(&stage);
	for (version = 0; version < 256; version++) {
		letter_write(letter, LETTER_OPEN);
		letter[3] = (unsigned char)version;
		if (version != 1)
			expect_refusal_of(&stage, letter, LETTER_SIZE);
	}
	letter_write(letter, LETTER_OPEN);
	expect_refusal_of(&stage, letter, LETTER_SIZE - 1);
	expect_refusal_of(&stage, letter, LETTER_SIZE + 1);
	expect_refusal_of(&stage, letter, 1);
	finish(&stage);
}

/* A description, which only an agent says, is the longest. */
NAMED(hostile, letters_of_another_size_have_no_answer)
{
	static const int words[] = { LETTER_OPEN, LETTER_DETACH,
	    LETTER_DESCRIBE, LETTER_DESCRIPTION };
	unsigned char letter[64] = "";
	struct stage stage;
	size_t i, size;

	begin(&stage);
	for (i = 0; i < sizeof words / sizeof *words; i++) {
		letter_write(letter, words[i]);
		for (size = 0; size <= sizeof letter; size++)
			if (size != LETTER_SIZE)
				expect_refusal_of(&stage, letter, size);
	}
	finish(&stage);
}

NAMED(hostile, letters_with_something_in_empty_bytes_have_no_answer)
{
	unsigned char letter[LETTER_SIZE];
	struct stage stage;
	int at;

	begin(&stage);
	for (at = 5; at < 8; at++) {
		letter_write(letter, LETTER_DESCRIBE);
		letter[at] = 1;
		expect_refusal_of(&stage, letter, sizeof letter);
	}
	finish(&stage);
}

/* Those that an agent says, too. */
NAMED(hostile, words_that_nobody_asks_have_no_answer)
{
	unsigned char letter[LETTER_SIZE];
	struct stage stage;
	int word;

	begin(&stage);
	for (word = 0; word < 256; word++) {
		letter_write(letter, word);
		if (word < LETTER_OPEN || word > LETTER_DESCRIBE)
			expect_refusal_of(&stage, letter, sizeof letter);
	}
	finish(&stage);
}

/* --- what comes along */

NAMED(hostile, descriptors_that_come_along_are_closed)
{
	unsigned char letter[LETTER_SIZE];
	int i, fds[100], end[2], file = t_file("unwanted");
	struct stage stage;
	char byte;

	begin(&stage);
	t_socketpair(SOCK_SEQPACKET, end);
	for (i = 0; i < 100; i++)
		fds[i] = i == 50 ? end[1] : file;
	for (i = 0; i < 100; i++) {
		int fd = connect_to(&stage);

		letter_write(letter, i % 2 == 0 ? LETTER_DESCRIBE : i);
		cr_assert_eq(t_send(fd, letter, sizeof letter, fds,
		    100, 1), (ssize_t)sizeof letter);
		cr_assert_eq(close(fd), 0);
	}
	/* which nobody has any more */
	cr_assert_eq(close(end[1]), 0);
	cr_assert_eq(read(end[0], &byte, 1), 0);
	cr_assert_eq(close(end[0]), 0);
	cr_assert_eq(close(file), 0);
	finish(&stage);
}

/* Asks to open, and shows so many descriptors: the word of the answer, and its
   number. */
static int
answer_to(const struct stage *stage, const int *fds, unsigned count,
    unsigned *number)
{
	unsigned char letter[100];
	int fd = connect_to(stage);
	ssize_t n;

	letter_write(letter, LETTER_OPEN);
	cr_assert_eq(t_send(fd, letter, LETTER_SIZE, fds, count, 1),
	    LETTER_SIZE);
	n = recv(fd, letter, sizeof letter, 0);
	cr_assert_eq(n, LETTER_SIZE, "%zd", n);
	cr_assert_eq(close(fd), 0);
	*number = letter[8];
	return letter[4];
}

static void
expect_no(const struct stage *stage, const int *fds, unsigned count)
{
	unsigned number;

	cr_assert_eq(answer_to(stage, fds, count, &number), LETTER_NO);
	cr_assert_eq(number, EACCES);
}

/* Shows it, and closes it. */
static void
expect_no_for(const struct stage *stage, int fd)
{
	cr_assert_geq(fd, 0);
	expect_no(stage, &fd, 1);
	cr_assert_eq(close(fd), 0);
}

NAMED(hostile, only_the_file_that_was_opened_opens_the_stream)
{
	struct stage stage;
	int pair[2];

	begin(&stage);
	expect_no(&stage, NULL, 0);
	expect_no_for(&stage, open(stage.named.path, O_PATH));
	expect_no_for(&stage, open(t_path(""), O_RDONLY | O_DIRECTORY));
	expect_no_for(&stage, open("/dev/null", O_RDWR));
	expect_no_for(&stage, t_file(NAMED_TEXT));
	expect_no_for(&stage, connect_to(&stage));
	t_socketpair(SOCK_SEQPACKET, pair);
	expect_no_for(&stage, pair[0]);
	expect_no_for(&stage, pair[1]);
	must(pipe(pair), "pipe");
	expect_no_for(&stage, pair[0]);
	expect_no_for(&stage, pair[1]);
	finish(&stage);
}

/* What counts is the first of them; the others are closed. */
NAMED(hostile, only_one_descriptor_is_looked_at)
{
	enum { MOST = 253 };
	struct stage stage;
	unsigned number;
	int i, fds[MOST];

	begin(&stage);
	fds[0] = must(open(stage.named.path, O_RDONLY), "open");
	for (i = 1; i < MOST; i++)
		fds[i] = i == 1 ? must(open("/dev/null", O_RDWR), "null") :
		    fds[i % 2];
	for (i = 1; i <= MOST; i += i == 2 ? MOST - 2 : 1) {
		cr_assert_eq(answer_to(&stage, fds, (unsigned)i, &number),
		    LETTER_CONNECTED);
		if (i > 1)
			expect_no(&stage, fds + 1, (unsigned)i - 1);
	}
	cr_assert_eq(close(fds[0]), 0);
	cr_assert_eq(close(fds[1]), 0);
	finish(&stage);
}

/* The connection brings itself: nobody holds it, but itself. */
NAMED(hostile, a_connection_that_brings_itself_goes)
{
	unsigned char letter[LETTER_SIZE];
	struct stage stage;
	int i;

	begin(&stage);
	for (i = 0; i < 300; i++) {
		int fd = connect_to(&stage);
		size_t size = i % 3 == 0 ? 0 : sizeof letter;

		letter_write(letter, i % 2 == 0 ? LETTER_OPEN :
		    LETTER_DESCRIBE);
		cr_assert_eq(t_send(fd, letter, size, &fd, 1, 1),
		    (ssize_t)size);
		cr_assert_eq(close(fd), 0);
	}
	finish(&stage);
}

/* --- halves */

NAMED(hostile, half_closed_connections_are_closed)
{
	static const int halves[] = { SHUT_RD, SHUT_WR, SHUT_RDWR };
	unsigned char letter[LETTER_SIZE];
	struct stage stage;
	int i, word;

	begin(&stage);
	for (i = 0; i < 300; i++) {
		int fd = connect_to(&stage);

		word = i % 2 == 0 ? LETTER_DESCRIBE : LETTER_DETACH + 100;
		letter_write(letter, word);
		if (i % 4 < 2)
			(void)send(fd, letter, sizeof letter, MSG_NOSIGNAL);
		(void)shutdown(fd, halves[i % 3]);
		if (i % 4 >= 2)
			(void)send(fd, letter, sizeof letter, MSG_NOSIGNAL);
		cr_assert_eq(close(fd), 0);
	}
	finish(&stage);
}

/* Who has shown the file as well: the server may be given it. */
NAMED(hostile, half_closed_connections_that_ask_to_open_are_closed)
{
	static const int halves[] = { SHUT_RD, SHUT_WR, SHUT_RDWR };
	unsigned char letter[LETTER_SIZE];
	struct stage stage;
	int i, file;

	begin(&stage);
	file = must(open(stage.named.path, O_RDONLY), "open");
	letter_write(letter, LETTER_OPEN);
	for (i = 0; i < 300; i++) {
		int fd = connect_to(&stage);

		if (i % 2 == 0)
			(void)shutdown(fd, halves[i % 3]);
		(void)t_send(fd, letter, sizeof letter, &file, 1, 1);
		if (i % 2 != 0)
			(void)shutdown(fd, halves[i % 3]);
		cr_assert_eq(close(fd), 0);
	}
	cr_assert_eq(close(file), 0);
	finish(&stage);
}

/* --- who asks and does not listen, or says it twice */

/* The answers are lost, or stay in a queue that is the client's. */
NAMED(hostile, who_does_not_listen_keeps_nobody_waiting)
{
	enum { DEAF = 300 };
	unsigned char letter[LETTER_SIZE];
	int i, fd[DEAF], least = 1;
	struct stage stage;

	begin(&stage);
	letter_write(letter, LETTER_DESCRIBE);
	for (i = 0; i < DEAF; i++) {
		fd[i] = connect_to(&stage);
		must(setsockopt(fd[i], SOL_SOCKET, SO_RCVBUF, &least,
		    sizeof least), "SO_RCVBUF");
		cr_assert_eq(send(fd[i], letter, sizeof letter, MSG_NOSIGNAL),
		    LETTER_SIZE);
	}
	expect_service(&stage);
	cr_assert(named_has_descriptors(stage.agent, stage.descriptors));
	for (i = 0; i < DEAF; i++)
		cr_assert_eq(close(fd[i]), 0);
	finish(&stage);
}

NAMED(hostile, who_goes_on_talking_is_not_heard)
{
	unsigned char letter[LETTER_SIZE];
	struct stage stage;
	int i, j;

	begin(&stage);
	letter_write(letter, LETTER_DESCRIBE);
	for (i = 0; i < 200; i++) {
		int fd = connect_to(&stage);

		for (j = 0; j < 50; j++)
			if (send(fd, letter, sizeof letter, MSG_NOSIGNAL |
			    MSG_DONTWAIT) < 0)
				break;
		cr_assert_eq(close(fd), 0);
	}
	finish(&stage);
}

/* Asked to be opened, and gone: the server is given what has hung up. */
NAMED(hostile, who_asks_and_goes_is_no_burden)
{
	unsigned char letter[LETTER_SIZE];
	struct stage stage;
	int i;

	begin(&stage);
	letter_write(letter, LETTER_OPEN);
	for (i = 0; i < 1000; i++) {
		int fd = connect_to(&stage);

		(void)send(fd, letter, sizeof letter, MSG_NOSIGNAL);
		cr_assert_eq(close(fd), 0);
		if (i % 100 == 0)
			expect_service(&stage);
	}
	finish(&stage);
}

/* --- silence */

enum { SILENT = 3000 };

static int
have_room(void)
{
	struct rlimit limit;

	must(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
	limit.rlim_cur = limit.rlim_max;
	must(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
	return limit.rlim_cur < SILENT + 100 ? (int)limit.rlim_cur - 100 :
	    SILENT;
}

/* It is connected as long as it lives. */
static int
be_silent(void *argument)
{
	const struct stage *stage = argument;
	int i, count = have_room();

	for (i = 0; i < count; i++)
		if (letter_connect(stage->name) < 0)
			return 1;
	must((int)write(stage->told[1], "", 1), "write");
	(void)pause();
	return 2;
}

/* The places of those who say nothing are few, and others take them. */
NAMED(hostile, silence_of_thousands_keeps_nobody_waiting)
{
	struct stage stage;
	pid_t crowd;
	char byte;
	int i;

	begin(&stage);
	must(pipe(stage.told), "pipe");
	crowd = t_fork(be_silent, &stage);
	for (i = 0; i < 50; i++)
		expect_service(&stage);
	cr_assert_eq(read(stage.told[0], &byte, 1), 1);
	for (i = 0; i < 50; i++)
		expect_service(&stage);
	cr_assert_lt(named_descriptors(stage.agent), stage.descriptors + 300);
	must(kill(crowd, SIGKILL), "kill");
	cr_assert_eq(t_wait(crowd), 128 + SIGKILL);
	finish(&stage);
}

static int
serve_with_few_descriptors(void *named)
{
	struct rlimit few = { 40, 40 };

	must(setrlimit(RLIMIT_NOFILE, &few), "RLIMIT_NOFILE");
	return named_serve(named);
}

/* The limit of who attaches is that of the agent. */
NAMED(hostile, silence_leaves_descriptors_for_those_who_speak)
{
	int i, silent[100];
	struct stage stage;

	begin_with(&stage, serve_with_few_descriptors);
	for (i = 0; i < 100; i++) {
		silent[i] = connect_to(&stage);
		if (i % 10 == 0)
			expect_service(&stage);
	}
	expect_service(&stage);
	cr_assert_leq(named_descriptors(stage.agent), 40);
	for (i = 0; i < 100; i++)
		cr_assert_eq(close(silent[i]), 0);
	finish(&stage);
}

/* After a while they are closed, even if nobody wants their place. */
NAMED(hostile, silence_has_an_end)
{
	struct stage stage;
	int fd;

	begin(&stage);
	fd = connect_to(&stage);
	expect_refused(fd);
	finish(&stage);
}

/* As where the whole system has none left, it cannot even accept. */
NAMED(hostile, an_agent_without_descriptors_ends_with_its_server)
{
	const struct rlimit few = { 4, 4 };
	struct stage stage;
	int fd;

	begin(&stage);
	must(prlimit(stage.agent, RLIMIT_NOFILE, &few, NULL), "prlimit");
	fd = connect_to(&stage);
	t_sleep_ms(50);
	kill_server(&stage);
	cr_assert(named_leaves_nothing(&stage.named));
	expect_refused(fd);
}

/* --- what is taken from it afterwards */

static void
leave_descriptors(const struct stage *stage, rlim_t number)
{
	const struct rlimit few = { number, number };

	must(prlimit(stage->agent, RLIMIT_NOFILE, &few, NULL), "prlimit");
}

/* It waits for more than it may from now on; it does not go on like that until
   its clients have lost their patience, as those of another agent have not. */
NAMED(hostile, an_agent_that_loses_descriptors_sends_the_silent_away)
{
	enum { CROWD = 60 };
	struct pollfd one = { .events = POLLIN };
	struct stage stage, other;
	int i, silent[CROWD];

	NEEDS_ROOT();
	begin(&stage);
	begin_of(&other, named_serve, T_OTHER_UID);
	one.fd = connect_to(&other);
	t_sleep_ms(200);
	for (i = 0; i < CROWD; i++)
		silent[i] = connect_to(&stage);
	expect_service(&stage);
	leave_descriptors(&stage, 30);
	for (i = 0; i < 10; i++)
		expect_service(&stage);
	cr_assert_eq(poll(&one, 1, 0), 0);
	cr_assert_eq(close(one.fd), 0);
	for (i = 0; i < CROWD; i++)
		cr_assert_eq(close(silent[i]), 0);
	kill_server(&other);
	finish(&stage);
}

NAMED(hostile, an_agent_that_loses_all_descriptors_ends)
{
	struct stage stage;

	begin(&stage);
	leave_descriptors(&stage, 0);
	(void)letter_connect(stage.name);
	cr_assert(named_leaves_nothing(&stage.named));
	cr_assert(named_is_file(&stage.named));
	cr_assert_eq(t_wait(stage.server), NAMED_HUNG_UP);
}

/* --- who has asked and waits, because too many are on their way */

enum { FEW = 60, CLIENTS = FEW + 10, WAITING = 2 };

/* A user of this test alone: the kernel counts what is on its way for him. */
static uid_t
user_of_test(void)
{
	return (uid_t)(20000 + getpid() % 30000);
}

/* Serves one, and then nobody.  Its limits are those of the agent, and of what
   an ordinary user may have on its way. */
static int
serve_once(void *argument)
{
	const struct rlimit few = { FEW, FEW };
	struct named *named = argument;
	int fd, err;

	must(setrlimit(RLIMIT_NOFILE, &few), "RLIMIT_NOFILE");
	named_become(named->file.st_uid);
	(void)alarm(2 * T_TIMEOUT);
	err = named_attach(named, true);
	if (err != 0)
		return err;
	fd = named_receive(named);
	(void)lsc_write(fd, "x", 1);
	must(lsc_close(fd), "lsc_close");
	(void)pause();
	return 2;
}

static int
ask_to_open(const struct stage *stage, int file)
{
	unsigned char letter[LETTER_SIZE];
	int fd = connect_to(stage);

	letter_write(letter, LETTER_OPEN);
	cr_assert_eq(t_send(fd, letter, sizeof letter, &file, 1, 1),
	    LETTER_SIZE);
	return fd;
}

/* The last of the clients have to wait, WAITING of them at least. */
static void
begin_full(struct stage *stage, int client[CLIENTS])
{
	int i, file;

	begin_of(stage, serve_once, user_of_test());
	file = must(open(stage->named.path, O_RDONLY), "open");
	for (i = 0; i < CLIENTS; i++)
		client[i] = ask_to_open(stage, file);
	cr_assert_eq(close(file), 0);
	cr_assert(named_is_attached(&stage->named));
	cr_assert_geq(named_descriptors_idle(stage->agent),
	    stage->descriptors + WAITING);
}

NAMED(hostile, who_waits_and_goes_is_forgotten)
{
	int client[CLIENTS], i;
	struct stage stage;

	NEEDS_ROOT();
	begin_full(&stage, client);
	for (i = 0; i < CLIENTS; i++)
		must(i % 2 == 0 ? close(client[i]) :
		    shutdown(client[i], SHUT_RDWR), "client");
	cr_assert(named_has_descriptors(stage.agent, stage.descriptors));
	for (i = 1; i < CLIENTS; i += 2)
		cr_assert_eq(close(client[i]), 0);
	kill_server(&stage);
	cr_assert(named_leaves_nothing(&stage.named));
}

/* Those who wait are still served.  Who has said nothing need not be waited
   for: he is told before another agent has lost its patience. */
NAMED(hostile, silence_ends_with_the_name)
{
	struct pollfd silent[2] = { { .events = POLLIN },
	    { .events = POLLIN } };
	struct stage stage, other;
	int client[CLIENTS], i;

	NEEDS_ROOT();
	begin(&other);
	begin_full(&stage, client);
	silent[0].fd = connect_to(&other);
	silent[1].fd = connect_to(&stage);
	cr_assert_eq(fdetach(stage.named.path), 0);
	cr_assert_eq(poll(silent, 2, NAMED_PATIENCE_MS), 1);
	cr_assert_eq(silent[0].revents, 0);
	expect_refused(silent[1].fd);
	cr_assert_eq(close(silent[0].fd), 0);
	for (i = 0; i < CLIENTS; i++)
		cr_assert_eq(close(client[i]), 0);
	kill_server(&stage);
	kill_server(&other);
	cr_assert(named_leaves_nothing(&stage.named));
	cr_assert(named_leaves_nothing(&other.named));
}

/* --- all of it at once, while others are served */

/* Some connections are kept for a while. */
static int
attack(void *argument)
{
	const struct stage *stage = argument;
	uint32_t chance = (uint32_t)getpid();
	unsigned char letter[LETTER_SIZE];
	int fd;

	while ((fd = letter_connect(stage->name)) >= 0) {
		letter_write(letter, (int)random_below(&chance, 5));
		if (letter[4] == LETTER_DETACH)
			continue;
		(void)send(fd, letter, random_below(&chance, 13), MSG_NOSIGNAL);
		if (random_below(&chance, 2) != 0)
			(void)close(fd);
		else if (fd > 200)
			while (fd > 100)
				(void)close(fd--);
	}
	return 1;
}

NAMED(hostile, honest_clients_are_served_meanwhile)
{
	struct stage stage;
	pid_t enemy[3];
	int i;

	begin(&stage);
	for (i = 0; i < 3; i++)
		enemy[i] = t_fork(attack, &stage);
	for (i = 0; i < named_often(30, 250); i++)
		cr_assert_eq(named_talk(&stage.named), 0);
	for (i = 0; i < 3; i++) {
		must(kill(enemy[i], SIGKILL), "kill");
		cr_assert_eq(t_wait(enemy[i]), 128 + SIGKILL);
	}
	finish(&stage);
}

/* --- what belongs to others */

/* The right of a client ends with his letter: a connection that he kept is no
   way to the server of the next. */
NAMED(hostile, the_agent_speaks_to_nobody_without_being_asked)
{
	struct pollfd it = { .events = POLLIN };
	struct stage stage;
	int i;

	begin(&stage);
	it.fd = connect_to(&stage);
	for (i = 0; i < 20; i++)
		expect_service(&stage);
	cr_assert_eq(poll(&it, 1, 0), 0);
	cr_assert_eq(close(it.fd), 0);
	finish(&stage);
}
