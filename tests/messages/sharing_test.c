/* SPDX-License-Identifier: ISC */
/*
 * An end that many processes share.
 */
#include "tests/messages/crowd.h"
#include "tests/support/t_test.h"

enum { MESSAGES = 50000, DESCRIPTORS = 5000, WORKERS = 8 };

#define CROWD(sentence) Test(sharing, sentence, .timeout = T_TIMEOUT)

CROWD(processes_that_get_messages_have_each_once_and_in_order)
{
	struct crowd_plan plan = { .total = MESSAGES, .receivers = WORKERS,
	    .send = crowd_send_messages, .receive = crowd_get_messages };

	cr_assert(crowd_runs_well(&plan));
}

CROWD(processes_that_read_messages_have_each_once_and_in_order)
{
	struct crowd_plan plan = { .total = MESSAGES, .receivers = WORKERS,
	    .send = crowd_send_messages, .receive = crowd_read_messages };

	cr_assert(crowd_runs_well(&plan));
}

CROWD(processes_that_receive_descriptors_have_each_once_and_in_order)
{
	struct crowd_plan plan = { .total = DESCRIPTORS, .receivers = WORKERS,
	    .send = crowd_send_descriptors,
	    .receive = crowd_receive_descriptors };

	cr_assert(crowd_runs_well(&plan));
}

/* Which of them gets a message, and whether before or behind one of another
   band, nobody can promise: each sorts what it has taken. */
CROWD(two_processes_have_each_message_of_any_band_once)
{
	struct crowd_plan plan = { .total = MESSAGES, .receivers = 2,
	    .bands = CROWD_BANDS, .send = crowd_send_messages,
	    .receive = crowd_get_messages };

	cr_assert(crowd_runs_well(&plan));
}

CROWD(processes_that_get_messages_are_not_misled_by_one_that_counts_them)
{
	struct crowd_plan plan = { .total = MESSAGES, .receivers = 3,
	    .send = crowd_send_messages, .receive = crowd_get_messages,
	    .disturb = crowd_inspect };

	cr_assert(crowd_runs_well(&plan));
}

CROWD(processes_that_receive_descriptors_are_not_misled_by_one_that_counts_them)
{
	struct crowd_plan plan = { .total = DESCRIPTORS, .receivers = 3,
	    .send = crowd_send_descriptors,
	    .receive = crowd_receive_descriptors, .disturb = crowd_inspect };

	cr_assert(crowd_runs_well(&plan));
}
