/* SPDX-License-Identifier: ISC */
/*
 * An end that many threads share.  A plain program that prints TAP by itself,
 * because Criterion does not run under ThreadSanitizer.
 */
#include <stdio.h>
#include <unistd.h>

#include "tests/messages/crowd.h"
#include "tests/support/t.h"

enum { MESSAGES = 50000, DESCRIPTORS = 5000, WORKERS = 8 };

static const struct {
	const char *sentence;
	struct crowd_plan plan;
} tests[] = {
	{ "threads that get messages have each once and in order",
	    { .total = MESSAGES, .receivers = WORKERS,
	    .send = crowd_send_messages, .receive = crowd_get_messages } },
	{ "threads that read messages have each once and in order",
	    { .total = MESSAGES, .receivers = WORKERS,
	    .send = crowd_send_messages, .receive = crowd_read_messages } },
	{ "threads that receive descriptors have each once and in order",
	    { .total = DESCRIPTORS, .receivers = WORKERS,
	    .send = crowd_send_descriptors,
	    .receive = crowd_receive_descriptors } },
	{ "threads have each message of any band once and in order",
	    { .total = MESSAGES, .receivers = WORKERS, .bands = CROWD_BANDS,
	    .send = crowd_send_messages, .receive = crowd_get_messages } },
	{ "threads that get messages are not misled by one that counts them",
	    { .total = MESSAGES, .receivers = WORKERS,
	    .send = crowd_send_messages, .receive = crowd_get_messages,
	    .disturb = crowd_inspect } },
	{ "threads that receive descriptors are not misled by one that counts "
	    "them",
	    { .total = DESCRIPTORS, .receivers = WORKERS,
	    .send = crowd_send_descriptors,
	    .receive = crowd_receive_descriptors, .disturb = crowd_inspect } }
};
enum { COUNT = sizeof tests / sizeof *tests };

static void
test(int number)
{
	struct crowd_plan plan = tests[number].plan;
	struct t_fds before;
	bool well;

	plan.kind = CROWD_THREADS;
	t_fds_note(&before);
	well = crowd_runs_well(&plan) && t_fds_same(&before);
	printf("%s %d - %s\n", well ? "ok" : "not ok", number + 1,
	    tests[number].sentence);
	fflush(stdout);
}

int
main(void)
{
	int i;

	alarm(20 * T_TIMEOUT);
	printf("1..%d\n", COUNT);
	for (i = 0; i < COUNT; i++)
		test(i);
	return 0;
}
