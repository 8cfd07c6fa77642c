/* SPDX-License-Identifier: ISC */
/*
 * Random sequences of messages, cut into random pieces: the receiver gets
 * exactly the texts, statuses and descriptors that were sent, in order.
 * A round is named by its seed, so that one that fails can be run again.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/apue/pair.h"

enum { ROUNDS = 300, ROUNDS_OF_VALGRIND = 50, MESSAGES = 24,
	LONGEST_TEXT = 5000 };

enum form { REFUSAL, DESCRIPTOR, STREAMS_FORM, FORMS };

struct message {
	enum form form;
	int status;                     /* of a refusal */
	int size;                       /* of the file that is passed */
	size_t length;                  /* of the text */
	char text[LONGEST_TEXT + 2];
};

static struct message *messages;
static int in;

/* A generator of our own: the same numbers on every system. */
static unsigned long state;

static unsigned
random_below(unsigned limit)
{
	state = (state * 1103515245UL + 12345UL) & 0x7fffffffUL;
	return (unsigned)(state >> 8) % limit;
}

static size_t
random_length(void)
{
	switch (random_below(4)) {
	case 0:
		return 0;
	case 1:
		return 1 + random_below(4);
	case 2:
		return 4090 + random_below(12);
	default:
		return random_below(LONGEST_TEXT);
	}
}

static void
invent(struct message *m)
{
	size_t i;

	m->form = (enum form)random_below(FORMS);
	m->status = m->form == REFUSAL ? -1 - (int)random_below(255) : 0;
	m->size = (int)random_below(100000);
	m->length = random_length();
	for (i = 0; i < m->length; i++)
		m->text[i] = (char)('a' + random_below(26));
	m->text[m->length] = '\0';
	m->text[m->length + 1] = (char)-m->status;
}

static int
write_in_pieces(const char *bytes, size_t size)
{
	while (size > 0) {
		size_t n = 1 + random_below((unsigned)size);

		if (write(in, bytes, n) != (ssize_t)n)
			return -1;
		bytes += n;
		size -= n;
	}
	return 0;
}

/* The descriptor rides on the two last bytes, or on a carrier of its own. */
static int
send_message(const struct message *m)
{
	const char *last = m->text + m->length;
	int file, r = 0;

	if (m->form == REFUSAL)
		return write_in_pieces(m->text, m->length + 2);
	file = t_file("");
	if (ftruncate(file, m->size) < 0 ||
	    write_in_pieces(m->text, m->length) < 0)
		return -1;
	if (m->form == DESCRIPTOR)
		r = t_send(in, last, 2, &file, 1, 1) == 2 ? 0 : -1;
	else if (write_in_pieces(last, 2) < 0 ||
	    t_send(in, "F", 1, &file, 1, 1) != 1)
		r = -1;
	close(file);
	return r;
}

static int
send_all(void *argument)
{
	int i;

	(void)argument;
	for (i = 0; i < MESSAGES; i++)
		if (send_message(&messages[i]) < 0)
			return 1;
	return 0;
}

static char heard[LONGEST_TEXT];
static size_t heard_size;

static ssize_t
hear(int fd, const void *text, size_t size)
{
	(void)fd;
	if (heard_size + size > sizeof heard)
		return -1;
	memcpy(heard + heard_size, text, size);
	heard_size += size;
	return (ssize_t)size;
}

static void
assert_received(int out, const struct message *m, unsigned seed, int i)
{
	struct stat st;
	int answer;

	heard_size = 0;
	answer = recv_fd(out, hear);
	cr_assert_eq(heard_size, m->length, "seed %u, message %d", seed, i);
	cr_assert_eq(memcmp(heard, m->text, heard_size), 0,
	    "seed %u, message %d", seed, i);
	if (m->form == REFUSAL) {
		cr_assert_eq(answer, m->status, "seed %u, message %d", seed,
		    i);
		return;
	}
	cr_assert_geq(answer, 0, "seed %u, message %d: errno %d", seed, i,
	    errno);
	cr_assert_eq(fstat(answer, &st), 0);
	cr_assert_eq(st.st_size, m->size, "seed %u, message %d", seed, i);
	close(answer);
}

static void
one_round(unsigned seed)
{
	struct pair pair = pair_open();
	pid_t child;
	int i;

	state = seed;
	in = pair.in;
	for (i = 0; i < MESSAGES; i++)
		invent(&messages[i]);
	child = t_fork(send_all, NULL);
	close(pair.in);
	for (i = 0; i < MESSAGES; i++)
		assert_received(pair.out, &messages[i], seed, i);
	cr_assert_eq(t_wait(child), 0);
	errno = 0;
	cr_assert_eq(recv_fd(pair.out, NULL), -1);
	cr_assert_eq(errno, ENXIO, "seed %u: something is left over", seed);
	close(pair.out);
}

T(property, random_messages_in_random_pieces_arrive_as_they_were_sent)
{
	unsigned rounds = t_is_valgrind() ? ROUNDS_OF_VALGRIND : ROUNDS;
	struct t_fds before;
	unsigned seed;

	messages = malloc(MESSAGES * sizeof *messages);
	cr_assert_not_null(messages);
	t_fds_note(&before);
	for (seed = 1; seed <= rounds; seed++)
		one_round(seed);
	cr_assert(t_fds_same(&before));
	free(messages);
}
