/* SPDX-License-Identifier: ISC */
#include "tests/streams/caught.h"

#include <signal.h>
#include <string.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"

static volatile sig_atomic_t count[65];

static void
note(int number)
{
	count[number]++;
}

void
catch_signal(int number, bool resume)
{
	struct sigaction action;

	count[number] = 0;
	memset(&action, 0, sizeof action);
	action.sa_handler = note;
	action.sa_flags = resume ? SA_RESTART : 0;
	must(sigaction(number, &action, NULL), "sigaction");
}

int
caught(int number)
{
	return count[number];
}

int
caught_within(int number, int awaited)
{
	int tries = 200;

	while (count[number] < awaited && tries-- > 0)
		t_sleep_ms(10);
	t_sleep_ms(100);
	return count[number];
}
