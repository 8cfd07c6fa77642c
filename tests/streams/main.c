/* SPDX-License-Identifier: ISC */
/* Criterion's own main, but for jobs (see way.h): they are done first. */
#include <criterion/criterion.h>

#include "tests/streams/way.h"

/* Criterion looks for it by name, and the tests are compiled with everything
   hidden. */
__attribute__((visibility("default"))) int
main(int argc, char *argv[])
{
	struct criterion_test_set *tests;
	int passed = 1;

	way_run_job();
	tests = criterion_initialize();
	if (criterion_handle_args(argc, argv, true))
		passed = criterion_run_all_tests(tests);
	criterion_finalize(tests);
	return !passed;
}
