/* SPDX-License-Identifier: ISC */
/* Criterion's own main, but for jobs (see way.h): they are done first. */
#define _GNU_SOURCE 1
#include <criterion/criterion.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/streams/way.h"

/* As root the cases run as root; asked for, as somebody who is nobody.  What
   he cannot execute he cannot execute again (see way.h). */
static void
become_ordinary(void)
{
	enum { NOBODY = 65534 };
	char self[4096];
	ssize_t size;

	if (getenv("LSC_TEST_ORDINARY") == NULL || geteuid() != 0)
		return;
	if (setgroups(0, NULL) < 0 || setgid(NOBODY) < 0 ||
	    setuid(NOBODY) < 0) {
		puts("Bail out! this root cannot become anybody else");
		exit(99);
	}
	size = readlink("/proc/self/exe", self, sizeof self - 1);
	self[size > 0 ? size : 0] = 0;
	if (access(self, X_OK) < 0) {
		puts("1..0 # SKIP an ordinary user cannot get here");
		exit(0);
	}
}

/* Criterion looks for it by name, and the tests are compiled with everything
   hidden. */
__attribute__((visibility("default"))) int
main(int argc, char *argv[])
{
	struct criterion_test_set *tests;
	int passed = 1;

	way_run_job();
	become_ordinary();
	tests = criterion_initialize();
	if (criterion_handle_args(argc, argv, true))
		passed = criterion_run_all_tests(tests);
	criterion_finalize(tests);
	return !passed;
}
