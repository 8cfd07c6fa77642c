/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "tests/apue/pair.h"

static void
assert_carries(int from, int to, const char *text)
{
	char got[32] = "";

	cr_assert_eq(write(from, text, strlen(text)), (ssize_t)strlen(text));
	cr_assert_eq(read(to, got, sizeof got), (ssize_t)strlen(text));
	cr_assert_str_eq(got, text);
}

T(s_pipe, carries_data_in_both_directions)
{
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	assert_carries(end[0], end[1], "there");
	assert_carries(end[1], end[0], "and back");
}

T(s_pipe, fd_pipe_is_its_other_name)
{
	int end[2];

	cr_assert_eq(fd_pipe(end), 0);
	assert_carries(end[0], end[1], "there");
	assert_carries(end[1], end[0], "and back");
}

T(s_pipe, both_ends_survive_exec_and_block)
{
	int end[2], i;

	cr_assert_eq(s_pipe(end), 0);
	for (i = 0; i < 2; i++) {
		cr_assert_not(t_is_cloexec(end[i]));
		cr_assert_eq(fcntl(end[i], F_GETFL) & (O_ACCMODE | O_NONBLOCK),
		    O_RDWR);
	}
}

T(s_pipe, takes_the_two_lowest_descriptors_in_order)
{
	int low = open("/dev/null", O_RDONLY), high = dup(low), end[2];

	close(low);
	close(high);
	cr_assert_eq(s_pipe(end), 0);
	cr_assert_eq(end[0], low);
	cr_assert_eq(end[1], high);
}

T(s_pipe, one_free_descriptor_is_too_few_and_stays_free)
{
	struct t_fds before;
	int end[2];

	if (t_is_valgrind())
		cr_skip_test("valgrind hides the limit from socketpair");
	t_fill_table();
	t_free_slot();
	t_fds_note(&before);
	errno = 0;
	cr_assert_eq(s_pipe(end), -1);
	cr_assert_eq(errno, EMFILE);
	cr_assert(t_fds_same(&before));
	t_free_table();
}

T(s_pipe, success_leaves_errno_alone)
{
	int end[2];

	errno = ERANGE;
	cr_assert_eq(s_pipe(end), 0);
	cr_assert_eq(errno, ERANGE);
}

T(s_pipe, reading_from_a_closed_other_end_is_end_of_file)
{
	struct pair pair = pair_open();
	char c;

	cr_assert_eq(write(pair.in, "x", 1), 1);
	close(pair.in);
	cr_assert_eq(read(pair.out, &c, 1), 1);
	cr_assert_eq(read(pair.out, &c, 1), 0);
}
