/* SPDX-License-Identifier: ISC */
#include "tests/messages/crowd.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <streamcompat/streams.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"

enum { MEMBERS_MAX = 16, FULL = 20 };

/* --- a member */

struct member {
	struct crowd *crowd;
	crowd_role *role;
	unsigned number;
	int ours;               /* which end it uses; the other is closed */
	pid_t child;
	pthread_t thread;
};

static bool
is_full_size(void)
{
	return getenv("T_FULL") != NULL;
}

static int
as_process(void *argument)
{
	struct member *member = argument;

	alarm(is_full_size() ? FULL * T_TIMEOUT : T_TIMEOUT);
	if (member->ours >= 0)
		lsc_close(member->crowd->end[!member->ours]);
	member->role(member->crowd, member->number);
	return 0;
}

static void *
as_thread(void *argument)
{
	struct member *member = argument;

	member->role(member->crowd, member->number);
	return NULL;
}

static void
start(struct member *member, enum crowd_kind kind)
{
	if (kind == CROWD_PROCESSES)
		member->child = t_fork(as_process, member);
	else
		must(-pthread_create(&member->thread, NULL, as_thread, member),
		    "pthread_create");
}

static void
finish(struct member *member, enum crowd_kind kind)
{
	int code;

	if (kind == CROWD_THREADS) {
		must(-pthread_join(member->thread, NULL), "pthread_join");
		return;
	}
	code = t_wait(member->child);
	if (code != 0) {
		fprintf(stderr, "a process ended with %d\n", code);
		member->crowd->failures++;
	}
}

/* --- all of them */

static void
gather(struct crowd *crowd, const struct crowd_plan *plan)
{
	unsigned total = is_full_size() ? plan->total * FULL : plan->total;

	crowd->each = total / CROWD_SENDERS;
	crowd->bands = plan->bands;
	crowd->size = (size_t)crowd->each * CROWD_SENDERS;
	crowd->received = mmap(NULL, crowd->size, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(crowd->received == MAP_FAILED ? -1 : 0, "mmap");
	must(lsc_pipe(crowd->end, 0), "lsc_pipe");
}

/* Whatever was not received exactly once; the first few are named. */
static void
count(struct crowd *crowd)
{
	unsigned bad = 0;
	size_t i;

	for (i = 0; i < crowd->size; i++)
		if (crowd->received[i] != 1 && bad++ < 5)
			fprintf(stderr, "message %zu of %zu came %u times\n",
			    i, crowd->size, crowd->received[i]);
	if (bad > 0) {
		fprintf(stderr, "%u of them were wrong\n", bad);
		crowd->failures++;
	}
}

static unsigned
enlist(struct member *list, struct crowd *crowd, crowd_role *role,
    unsigned wanted, int ours)
{
	unsigned i;

	for (i = 0; i < wanted; i++) {
		struct member member = { .crowd = crowd, .role = role,
		    .number = i, .ours = ours };

		list[i] = member;
	}
	return wanted;
}

static void
run(struct crowd *crowd, const struct crowd_plan *plan)
{
	struct member list[MEMBERS_MAX];
	unsigned receivers = enlist(list, crowd, plan->receive,
	    plan->receivers, 1);
	unsigned workers = receivers + enlist(list + receivers, crowd,
	    plan->send, CROWD_SENDERS, 0);
	unsigned all = workers + enlist(list + workers, crowd, plan->disturb,
	    plan->disturb != NULL, 1);
	unsigned i;

	for (i = 0; i < all; i++)
		start(&list[i], plan->kind);
	for (i = receivers; i < workers; i++)
		finish(&list[i], plan->kind);
	lsc_close(crowd->end[0]);
	for (i = 0; i < receivers; i++)
		finish(&list[i], plan->kind);
	crowd->over = true;
	if (all > workers)
		finish(&list[workers], plan->kind);
	lsc_close(crowd->end[1]);
}

bool
crowd_runs_well(const struct crowd_plan *plan)
{
	struct crowd *crowd = mmap(NULL, sizeof *crowd,
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	bool well;

	must(crowd == MAP_FAILED ? -1 : 0, "mmap");
	gather(crowd, plan);
	run(crowd, plan);
	count(crowd);
	well = crowd->failures == 0;
	munmap((void *)(uintptr_t)crowd->received, crowd->size);
	munmap(crowd, sizeof *crowd);
	return well;
}
