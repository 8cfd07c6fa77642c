/* SPDX-License-Identifier: ISC */
/*
 * What clients do to an agent that is not what they should: it loses nothing
 * by it, and serves the others meanwhile.
 */
#define _GNU_SOURCE 1
#include <errno.h>
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
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

/* --- a server that is there, and its agent */

struct stage {
	struct named named;
	char name[100];         /* where the agent listens */
	pid_t server, agent;
	int descriptors;
	int told[2];            /* by children, that they are ready */
};

static void
begin_with(struct stage *stage, int (*server)(void *))
{
	named_make(&stage->named, "name");
	stage->server = t_fork(server, &stage->named);
	cr_assert(named_becomes_attached(&stage->named));
	cr_assert_eq(named_talk(&stage->named), 0);
	stage->agent = named_agent(&stage->named);
	stage->descriptors = named_descriptors_idle(stage->agent);
	cr_assert(named_listener(&stage->named, stage->name,
	    sizeof stage->name));
}

static void
begin(struct stage *stage)
{
	begin_with(stage, named_serve);
}

static void
expect_service(const struct stage *stage)
{
	cr_assert(named_is_attached(&stage->named));
	cr_assert_eq(named_talk(&stage->named), 0);
}

/* The same agent, as it was. */
static void
finish(const struct stage *stage)
{
	expect_service(stage);
	cr_assert_eq(named_agent(&stage->named), stage->agent);
	cr_assert(named_has_descriptors(stage->agent, stage->descriptors));
	must(kill(stage->server, SIGKILL), "kill");
	cr_assert_eq(t_wait(stage->server), 128 + SIGKILL);
	cr_assert(named_becomes_file(&stage->named));
	cr_assert(named_leaves_nothing(&stage->named));
}

static int
connect_to(const struct stage *stage)
{
	return must(letter_connect(stage->name), "letter_connect");
}

/* The agent has closed the connection, and sent nothing before. */
static void
expect_refused(int fd)
{
	struct pollfd it = { .fd = fd, .events = POLLIN };
	char answer[100];

	cr_assert_eq(poll(&it, 1, NAMED_PATIENCE_MS), 1);
	cr_assert_leq(recv(fd, answer, sizeof answer, MSG_DONTWAIT), 0);
	cr_assert_eq(close(fd), 0);
}

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

/* --- who asks and does not listen, or says it twice */

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
