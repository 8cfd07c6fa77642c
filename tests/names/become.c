/* SPDX-License-Identifier: ISC */
/*
 * become UID PROGRAM [ARGUMENT]...: the program runs as that user, and nobody
 * else, with the environment that there is.
 */
#define _GNU_SOURCE 1
#include <grp.h>
#include <stdlib.h>

#include "tests/support/t_must.h"

int
main(int count, char **argument)
{
	uid_t user;

	if (count < 3)
		return 2;
	user = (uid_t)strtoul(argument[1], NULL, 10);
	must(setgroups(0, NULL), "setgroups");
	must(setgid((gid_t)user), "setgid");
	must(setuid(user), "setuid");
	must(execv(argument[2], argument + 2), argument[2]);
	return 2;
}
