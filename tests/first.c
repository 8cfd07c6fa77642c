/* SPDX-License-Identifier: ISC */
#include <criterion/criterion.h>
#include <streamcompat.h>
#include <fcntl.h>
#include <unistd.h>

Test(passing, a_descriptor_arrives_and_shares_its_offset, .timeout = 10)
{
	int end[2], file, copy;
	cr_assert_eq(s_pipe(end), 0);
	file = open("/proc/self/exe", O_RDONLY);
	cr_assert_geq(file, 0);
	cr_assert_eq(lseek(file, 7, SEEK_SET), 7);
	cr_assert_eq(send_fd(end[0], file), 0);
	copy = recv_fd(end[1], NULL);
	cr_assert_geq(copy, 0);
	cr_assert_eq(lseek(copy, 0, SEEK_CUR), 7);
}
